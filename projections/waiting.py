"""Wait until a list shows a position."""

from __future__ import annotations

import asyncio

import asyncpg

from database.queries import load

QUERIES = load(__file__)
PAUSES = (0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05)


async def wait_for(
    pool: asyncpg.Pool,
    workspace_id: int,
    projection: str,
    position: int,
    timeout: float,  # noqa: ASYNC109 - the caller's patience is part of its request
    *,
    ending: asyncio.Event | None = None,
) -> int:
    """Return the position that its lists show: at least `position`, unless `timeout` seconds pass first.

    Once `ending` is set, nobody waits any longer.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + timeout
    turn = 0
    while True:
        shown: int = await pool.fetchval(QUERIES.shown, workspace_id, projection) or 0
        left = deadline - loop.time()
        if shown >= position or left <= 0 or (ending is not None and ending.is_set()):
            return shown
        await asyncio.sleep(min(left, PAUSES[min(turn, len(PAUSES) - 1)]))
        turn += 1
