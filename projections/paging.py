"""Pages of lists: the key of the last row is where the next page begins, so that page 1 000 costs what page 1 does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeAlias

import msgspec

Key: TypeAlias = tuple[str | int, ...]
LARGEST = 200
ALWAYS = datetime(9999, 12, 31, tzinfo=UTC)  # later than any claimed time
EVERYTHING = 2**63 - 1  # after any position


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Rendered items, where the next page begins (None on the last), and the ledger position that is shown.

    `items` are pieces of a JSON array: joined by commas they are its content; a piece may hold several items. Keys hold
    only text and whole numbers, so they pass through JSON unchanged.
    """

    items: list[str]
    next_key: Key | None
    position: int


NOTHING = Page(items=[], next_key=None, position=0)


def moment_key(at: datetime) -> str:
    """A time as part of a key."""
    return at.isoformat()


def key_moment(text: str | int) -> datetime:
    """The time that `moment_key` wrote."""
    return datetime.fromisoformat(str(text))
