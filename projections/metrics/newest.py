"""The latest numbers of a metric, from the ledger itself: what was just recorded is there, the series stays unread."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from database.queries import load
from domain.kernel import Recorded
from domain.metrics.events import ObservationRecorded
from eventstore.codec import decode
from eventstore.faults import AnyConnection
from projections.choosing import chosen
from projections.paging import EVERYTHING

QUERIES = load(__file__)
LATEST = 20


async def newest_numbers(
    connection: AnyConnection | asyncpg.Pool,
    workspace_id: int,
    metric: str,
    *,
    as_of: datetime | None = None,
    known_at: int | None = None,
) -> list[Recorded]:
    """The last events about a metric's numbers, oldest first, its newest observation among them.

    With each observation come its corrections.
    """
    upto = EVERYTHING if known_at is None else known_at
    words = frozenset() if as_of is None else frozenset({"past"})
    claimed = () if as_of is None else (as_of,)
    topic = ObservationRecorded.TOPIC
    rows = await connection.fetch(chosen(QUERIES.newest, words), workspace_id, metric, upto, LATEST, topic, *claimed)
    found = {row["position"]: decode(row["entry"]) for row in rows}
    seen = [each.event.observation for each in found.values() if isinstance(each.event, ObservationRecorded)]
    if seen:
        tags = [f"observation:{observation}" for observation in seen]
        own = f"series:{metric}"
        for row in await connection.fetch(QUERIES.of_observations, workspace_id, tags, upto):
            if row["position"] not in found:
                recorded = decode(row["entry"])
                if own in recorded.tags and (as_of is None or recorded.occurred_at <= as_of):
                    found[row["position"]] = recorded
    return [found[position] for position in sorted(found)]
