"""Writes down that decisions have expired. The deadlines bind before that, so nothing waits for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from domain.acting import Body
from domain.decisions.expire_decision import ExpireDecision
from domain.kernel import Context
from domain.refusals import Refused
from eventstore.errors import BoundaryConflict
from eventstore.execute import execute
from eventstore.idempotency import Idempotency, request_digest
from eventstore.store import Store
from projections.decisions.due import Due, due_decisions
from projections.following import TRANSIENT
from projections.leases import having_the_turn

LOGGER = logging.getLogger("accord.expiry")
ACTOR = "system:expiry"
TURN = 1
EVERY_SECONDS = 5.0


class Expiry:
    """Ends decisions that are due, one worker at a time; a turn with nothing to do reads one index and writes nothing.

    The rows of the list only say where to look, the ledger decides. What it refuses (the workspace is archived, the row
    lags) is left alone until the row has changed.
    """

    def __init__(
        self, store: Store, *, clock: Callable[[], datetime], new_id: Callable[[str], str], secret: bytes
    ) -> None:
        self.store = store
        self.clock = clock
        self.new_id = new_id
        self.secret = secret
        self._left: set[Due] = set()

    async def run(self) -> None:
        """Take turns until cancelled; a database that is out of reach is waited for."""
        while True:
            try:
                await self.turn()
            except TRANSIENT as fault:
                LOGGER.warning("expiry waits for the database: %s", fault)
            await asyncio.sleep(EVERY_SECONDS)

    async def turn(self) -> list[str]:
        """Expire what is due now, unless another worker is at it; answer the decisions that ended."""
        ended: list[str] = []
        left: set[Due] = set()
        async with having_the_turn(self.store.pool, TURN) as mine:
            if not mine:
                return ended
            async for due in due_decisions(self.store.pool, self.clock()):
                ends = False if due in self._left else await self._ends(due)
                if ends:
                    ended.append(due.decision)
                elif ends is False:
                    left.add(due)
        self._left = left
        return ended

    async def _ends(self, due: Due) -> bool | None:
        """Whether the decision ends by this, None where the next turn tries again.

        Whatever is wrong with one of them keeps no other waiting.
        """
        try:
            return await self._expire(due)
        except Refused as refused:
            LOGGER.info("%s of %s does not expire: %s", due.decision, due.workspace, refused)
        except BoundaryConflict:
            LOGGER.info("%s of %s keeps changing", due.decision, due.workspace)
            return None
        except TRANSIENT:
            raise
        except Exception:
            LOGGER.exception("%s of %s cannot expire", due.decision, due.workspace)
        return False

    async def _expire(self, due: Due) -> bool:
        workspace = await self.store.workspace(due.workspace)

        def make() -> ExpireDecision:
            context = Context(
                workspace=due.workspace, sides=workspace.sides, actor=ACTOR, now=self.clock(), new_id=self.new_id
            )
            return ExpireDecision(context, due.decision, Body())

        name = f"{due.decision}.{due.revision}"
        once = Idempotency(name, request_digest(self.secret, "EXPIRE", name, b""))
        outcome = await execute(self.store, make, idempotency=once)
        if not outcome.repeated:
            LOGGER.info("%s of %s expired", due.decision, due.workspace)
        return not outcome.repeated
