"""The words of generated sentences: quotes, lists, and one sentence an event type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from domain.kernel import Event
from projections.facts import Fact

Say = Callable[[Any, Fact], str]
S = TypeVar("S", bound=Say)
LONGEST_QUOTE: Final = 120
MOST_LISTED: Final = 6


class Sentences(dict[type[Event], Say]):
    """Event types and how each is told, without the full stop; people and subjects stand in them by their ids."""

    def plainly(self, told: Mapping[type[Event], str]) -> None:
        """Declare events told by a line with fields in braces, see `worded`."""
        self.update({kind: worded(line) for kind, line in told.items()})

    def on(self, *kinds: type[Event]) -> Callable[[S], S]:
        """Declare how these event types are told."""

        def declare(say: S) -> S:
            self.update(dict.fromkeys(kinds, say))
            return say

        return declare


class _Field:
    """A field of an event, written as the line asks: plain, `q` quoted, `why` after a colon if there, `all` listed."""

    def __init__(self, value: object) -> None:
        self.value: Any = value

    def __format__(self, how: str) -> str:
        match how:
            case "q":
                return quoted(str(self.value))
            case "why":
                return f": {quoted(str(self.value))}" if self.value else ""
            case "all":
                return listed(self.value)
            case "n":
                return f"{self.value:g}"
            case _:
                return str(self.value).replace("_", " ") if how == "word" else str(self.value)


def worded(line: str) -> Say:
    """Tell events by a line: `{actor}` is whose act it was, every other name in braces a field of the event."""

    def say(event: Event, fact: Fact) -> str:
        fields = {name: _Field(getattr(event, name)) for name in event.__struct_fields__}
        return line.format(**{"actor": _Field(fact.actor)} | fields)

    return say


def several(count: int, one: str) -> str:
    """How many of something, in the singular or the plural."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def quoted(text: str) -> str:
    """A text in quotes, on one line, cut where it is long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + '…'}”"


def listed(names: Iterable[str]) -> str:
    """Names as one says them: `a, b and c`; of many the first few and how many more, of none `nobody`."""
    shown = list(names)
    if len(shown) > MOST_LISTED:
        shown = [*shown[: MOST_LISTED - 1], f"{len(shown) - MOST_LISTED + 1} more"]
    *first, last = shown or ["nobody"]
    return f"{', '.join(first)} and {last}" if first else last
