"""What an append or a read looks for, in the flat form of the statements."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from domain.kernel import Event, Selector, State
from domain.upcasting import topics_of

SEPARATOR = "\x1f"


class Criterion(NamedTuple):
    """Events with all of `tags` and one of `types`, each joined by SEPARATOR; '' leaves it open.

    With `newest` a read returns only the last match; a condition looks at every match all the same.
    """

    tags: str
    types: str
    newest: bool = False


_joined_types: dict[tuple[type[Event], ...], str] = {}
_types_of_state: dict[type[State], str] = {}


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
    return [Criterion(_tag(state.tag), _types_of(state), state.latest) for state in states]


def _tag(tag: str) -> str:
    if SEPARATOR in tag:
        raise ValueError(f"not a tag: {tag!r}")
    return tag


def _types_of(state: State) -> str:
    if state.types is not state.folds:
        return _types(state.types)
    kind = type(state)
    text = _types_of_state.get(kind)
    if text is None:
        text = _types_of_state[kind] = _types(state.types)
    return text


def _types(types: tuple[Any, ...]) -> str:
    text = _joined_types.get(types)
    if text is None:
        text = _joined_types[types] = joined(topic for each in types for topic in topics_of(each))
    return text
