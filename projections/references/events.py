"""Events looked up by their place in the ledger, or by the subjects that they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import asyncpg

from database.queries import load
from domain.kernel import Event, Recorded
from domain.upcasting import topics_of
from eventstore.codec import decode
from eventstore.faults import AnyConnection
from projections.facts import EventRef

QUERIES = load(__file__)


async def events_at(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, positions: Iterable[int]
) -> dict[int, EventRef]:
    """The events at some positions."""
    asked = sorted(set(positions))
    rows = await connection.fetch(QUERIES.at_positions, workspace_id, asked) if asked else []
    return {row["position"]: EventRef.of(decode(row["entry"])) for row in rows}


async def histories(
    connection: AnyConnection | asyncpg.Pool,
    workspace_id: int,
    tags: Sequence[str],
    position: int,
    types: Iterable[type[Event]] | None = None,
) -> dict[str, list[Recorded]]:
    """The events of some tags, of these types or any, up to a position; oldest first."""
    found: dict[str, list[Recorded]] = {tag: [] for tag in tags}
    topics = None if types is None else [topic for kind in types for topic in topics_of(kind)]
    for row in await connection.fetch(QUERIES.tagged, workspace_id, list(tags), position, topics) if tags else []:
        found[row["tag"]].append(decode(row["entry"]))
    return found
