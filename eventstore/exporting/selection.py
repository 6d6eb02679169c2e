"""What an export consists of, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

import asyncpg
import msgspec

from database.queries import load
from domain.kernel import CATALOGUE
from eventstore.faults import reaching
from eventstore.store import Store
from eventstore.workspaces import Workspace

QUERIES = load(__file__)
STRETCH = 500
"""Positions a statement: with entries of 64 KiB at most, a page stays below 32 MiB."""
Format = Literal["jsonl", "csv"]


class Selection(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """Positions first to last, all types or some (`decision-proposed.v1`), in a format.

    Both ends are fixed when an export begins, so it does not change while the ledger grows.
    """

    format: Format = "jsonl"
    first: int = 1
    last: int
    types: tuple[str, ...] | None = None


class Outline(NamedTuple):
    """Of how many events a selection consists, and the positions of the first and last (0 where there are none)."""

    events: int
    first: int
    last: int


async def outline(store: Store, workspace: Workspace, selection: Selection) -> Outline:
    """Count what a selection holds; without types it holds every position."""
    if selection.types is None:
        count = max(0, selection.last - selection.first + 1)
        return Outline(count, selection.first, selection.last) if count else Outline(0, 0, 0)
    with reaching():
        row = await store.pool.fetchrow(QUERIES.outline, *_arguments(workspace, selection))
    if row is None:
        return Outline(0, 0, 0)
    return Outline(row["count"], row["first"], row["last"])


async def pages(store: Store, workspace: Workspace, selection: Selection) -> AsyncIterator[Sequence[asyncpg.Record]]:
    """Read a selection in the order of the ledger; pages without events are left out."""
    following = selection.first
    while following <= selection.last:
        last = min(selection.last, following + STRETCH - 1)
        stretch = msgspec.structs.replace(selection, first=following, last=last)
        with reaching():
            rows = await store.pool.fetch(QUERIES.stretch, *_arguments(workspace, stretch))
        if rows:
            yield rows
        following = last + 1


def _arguments(workspace: Workspace, selection: Selection) -> tuple[int, int, int, Sequence[str] | None]:
    return workspace.workspace_id, selection.first, selection.last, selection.types


def types_like(patterns: str) -> tuple[str, ...]:
    """The types that patterns mean, by name with or without version: `*` for any letters, commas between them.

    Raises LookupError, with the pattern, where one means none.
    """
    found: dict[str, None] = {}
    for pattern in patterns.split(","):
        meant = [
            topic
            for topic in sorted(CATALOGUE)
            if fnmatchcase(topic, pattern) or fnmatchcase(topic.rpartition(".")[0], pattern)
        ]
        if not meant:
            raise LookupError(pattern)
        found |= dict.fromkeys(meant)
    return tuple(found)
