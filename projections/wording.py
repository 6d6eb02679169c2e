"""The words of generated sentences: quotes, lists, and one sentence an event type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from domain.kernel import Event
from projections.facts import Fact

Say = Callable[[Any, Fact], str]
S = TypeVar("S", bound=Say)
LONGEST_QUOTE: Final = 120
MOST_LISTED: Final = 6


class Sentences(dict[type[Event], Say]):
    """Event types and how each is told, without the full stop; people and subjects stand in them by their ids."""

    def on(self, *kinds: type[Event]) -> Callable[[S], S]:
        """Declare how these event types are told."""

        def declare(say: S) -> S:
            self.update(dict.fromkeys(kinds, say))
            return say

        return declare


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
