"""After a redaction, the rows that copied the text are built anew from the ledger, where it is gone already."""

from __future__ import annotations

import asyncio
import logging

from database.queries import load
from projections.following import TRANSIENT
from projections.leases import having_the_turn
from projections.rebuilding import AlreadyRebuilding
from projections.runner import Runner

QUERIES = load(__file__)
LOGGER = logging.getLogger("accord.cleaning")
TURN = 3
EVERY_SECONDS = 5.0


class Cleaning:
    """Rebuilds the workspaces in which something was redacted, one worker at a time; other turns read one index."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner

    async def run(self) -> None:
        """Take turns until cancelled; a database that is out of reach is waited for."""
        while True:
            try:
                await self.turn()
            except TRANSIENT as fault:
                LOGGER.warning("cleaning waits for the database: %s", fault)
            await asyncio.sleep(EVERY_SECONDS)

    async def turn(self) -> list[int]:
        """Clean what is to be cleaned, unless another worker is at it; answer the workspaces that are clean now."""
        cleaned: list[int] = []
        pool = self.runner.store.pool
        async with having_the_turn(pool, TURN) as mine:
            for row in await pool.fetch(QUERIES.to_clean) if mine else ():
                workspace_id = row["workspace_id"]
                try:
                    await self.runner.rebuild(workspace_id)
                except AlreadyRebuilding as busy:
                    LOGGER.info("the next turn tries again: %s", busy)
                    continue
                await pool.execute(QUERIES.cleaned, workspace_id, row["until"])
                LOGGER.info("rows of workspace %s were built anew after a redaction", workspace_id)
                cleaned.append(workspace_id)
        return cleaned
