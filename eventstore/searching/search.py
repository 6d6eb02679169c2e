"""One search: what it asks for, and its pages in the order of the ledger.

Nothing is kept for it beside the ledger, so it is always current, shows nothing that the ledger does not (what is
sealed is there as a commitment only), and a redaction takes words out of it at once. The price is that words are looked
for in each entry that the other filters leave. A page therefore ends after so many entries read, even if it is not full
yet; it says where to go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import msgspec

from database.queries import load
from eventstore.faults import reaching

QUERIES = load(__file__)
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
AT_ONCE = 5_000  # positions of an index, or entries of a stretch, in one statement
MOST_READ = 200_000  # entries looked at for one page


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for; what is None does not matter.

    Positions lie in first..last, claimed times in since..until. `parts` stand in the envelope as they are (JSON), all
    `words` in texts of the data, whatever their case.
    """

    first: int = 1
    last: int
    since: datetime = EARLIEST
    until: datetime = LATEST
    types: tuple[str, ...] | None = None
    tag: str | None = None
    actor: str | None = None
    parts: tuple[str, ...] | None = None
    words: tuple[str, ...] | None = None
    descending: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A page: entries as they stand in the ledger, and up to which position the ledger was looked through.

    `ended`: there is nothing more.
    """

    entries: tuple[str, ...]
    reached: int
    ended: bool


async def find(pool: asyncpg.Pool, workspace_id: int, search: Search, *, after: int | None, limit: int) -> Found:
    """Read one page of a search after a position (before it, where it descends), the first page after None."""
    down = search.descending
    low, high = search.first, search.last
    if after is not None:
        low, high = (low, min(high, after - 1)) if down else (max(low, after + 1), high)
    found: list[str] = []
    read = 0
    while low <= high and read < MOST_READ and (asked := limit - len(found)):
        with reaching():
            positions, first, last = await _stretch(pool, workspace_id, search, low, high)
            rows = await pool.fetch(
                QUERIES.checked_down if down else QUERIES.checked_up,
                workspace_id,
                asked,
                positions,
                first,
                last,
                search.types,
                search.actor,
                search.since,
                search.until,
                search.tag,
                search.parts,
                search.words and [_as_written(word) for word in search.words],
            )
        found += [row["entry"] for row in rows if says(row["entry"], search.words or ())]
        if len(rows) == asked:  # there may be more in this stretch
            first, last = (rows[-1]["position"], last) if down else (first, rows[-1]["position"])
        read += last - first + 1 if positions is None else len(positions)
        low, high = (low, first - 1) if down else (last + 1, high)
    return Found(entries=tuple(found), reached=high + 1 if down else low - 1, ended=low > high)


async def _stretch(
    pool: asyncpg.Pool, workspace_id: int, search: Search, low: int, high: int
) -> tuple[list[int] | None, int, int]:
    """What to check next: the positions that an index gives (None: all), and the bounds of what that covers."""
    led = _led(search)
    if led is None and search.descending:
        return None, max(low, high - AT_ONCE + 1), high
    if led is None:
        return None, low, min(high, low + AT_ONCE - 1)
    statement, value = led
    rows = await pool.fetch(statement, workspace_id, value, low - 1, high + 1, AT_ONCE)
    positions = [row["position"] for row in rows]
    if len(positions) < AT_ONCE:
        return positions, low, high
    return (positions, positions[-1], high) if search.descending else (positions, low, positions[-1])


def _led(search: Search) -> tuple[str, object] | None:
    """The statement that leads, and what it looks for."""
    down = search.descending
    if search.tag is not None:
        return (QUERIES.of_tag_down if down else QUERIES.of_tag_up), search.tag
    if search.actor is not None:
        return (QUERIES.of_actor_down if down else QUERIES.of_actor_up), search.actor
    if search.types is not None:
        return (QUERIES.of_types_down if down else QUERIES.of_types_up), search.types
    return None


def _as_written(word: str) -> str:
    """A word as JSON writes it, in lower case."""
    return msgspec.json.encode(word)[1:-1].decode().lower()


def says(entry: str, words: tuple[str, ...]) -> bool:
    """Whether the texts of an entry's data hold all words; names of fields and the envelope do not count."""
    if not words:
        return True
    text = "\n".join(texts(msgspec.json.decode(entry)["data"])).lower()
    return all(word.lower() in text for word in words)


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Every text in a JSON value."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from texts(each)
        case dict():
            for each in value.values():
                yield from texts(each)
