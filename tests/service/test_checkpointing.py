"""Checkpoints that workers append to a file: what is new, by one of them at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from eventstore.proving.checkpoints import notes_in
from eventstore.proving.keyring import Keyring
from eventstore.proving.proofs import Prover
from eventstore.proving.trust import all_trusted
from eventstore.store import Store
from projections.leases import having_the_turn
from service.checkpointing import TURN, CheckpointFile, add_notes
from tests.eventstore.conftest import new_workspace
from tests.eventstore.samples import append, fact

RING = Keyring.derived(b"a secret of a test")
AT = datetime(2026, 3, 4, tzinfo=UTC)


async def test_a_ledger_that_has_grown_is_written_down_once(pool: asyncpg.Pool, tmp_path: Path) -> None:
    file = tmp_path / "checkpoints.txt"
    async with Store(pool) as store:
        prover = Prover(store, RING)
        acme, other = await new_workspace(pool, "acme"), await new_workspace(pool, "other")
        writer = CheckpointFile(prover, file, clock=lambda: AT)
        assert await writer.turn() == 0
        await store.append(append(acme, fact("thing:a")))
        await store.append(append(other, fact("thing:b"), fact("thing:c")))
        assert (await writer.turn(), await writer.turn()) == (2, 0)
        await store.append(append(acme, fact("thing:d")))
        async with having_the_turn(pool, TURN) as mine:
            assert mine
            assert await writer.turn() == 0
        assert await writer.turn() == 1
        again = CheckpointFile(prover, file, clock=lambda: AT)
        assert await again.turn() == 0
        keys = [*RING.verifiers("accord.local/acme/1"), *RING.verifiers("accord.local/other/1")]
        found = [(each.origin, each.size) for each in all_trusted(file.read_text(), keys)]
    assert found == [("accord.local/acme/1", 1), ("accord.local/other/1", 2), ("accord.local/acme/1", 2)]
    assert add_notes(file, notes_in(file.read_text())) == 0
