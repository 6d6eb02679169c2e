"""What an append or a read looks for, in the flat form of the statements."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from domain.kernel import Event, Selector, State

SEPARATOR = "\x1f"


class Criterion(NamedTuple):
    """Events with all of `tags` and one of `types`, each joined by SEPARATOR; '' leaves it open.

    With `newest` a read returns only the last match; a condition looks at every match all the same.
    """

    tags: str
    types: str
    newest: bool = False


_joined_types: dict[tuple[type[Event], ...], str] = {}


def joined(parts: Iterable[str]) -> str:
    """Join tags or types; none may contain the separator or be empty."""
    checked = tuple(parts)
    for part in checked:
        if not part or SEPARATOR in part:
            raise ValueError(f"not a tag or type: {part!r}")
    return SEPARATOR.join(checked)


def criterion(selector: Selector, *, newest: bool = False) -> Criterion:
    """Flatten one of the library's selectors."""
    return Criterion(joined(selector.tags), _types(tuple(selector.types)), newest)


def criteria(states: Sequence[State]) -> list[Criterion]:
    """Return what the states of a command read."""
    return [Criterion(joined((state.tag,)) if state.tag else "", _types(state.types), state.latest) for state in states]


def _types(types: tuple[Any, ...]) -> str:
    text = _joined_types.get(types)
    if text is None:
        text = _joined_types[types] = joined(each.TOPIC for each in types)
    return text
