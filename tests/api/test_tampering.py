"""Whatever is changed in a stored ledger is found, and the first bad position named."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from random import Random
from typing import NamedTuple

import asyncpg
import pytest
from hypothesis import settings

from eventstore.appends import Append, NewEvent
from eventstore.proving.checkpoints import Checkpoint
from eventstore.proving.ledger_check import Checked, check_ledger
from eventstore.proving.proofs import Prover
from eventstore.proving.scanning import BrokenLedgerError
from eventstore.workspaces import Workspace
from tests.api.office import Client, Office
from tests.api.sealing import prepared
from tests.api.tampering import FREE, change, changed, make_consistent, remove, rows_of, unguarded

MORE = 300
REDACTED = 5  # the position of which the last event says that it is redacted


class Scene(NamedTuple):
    """A ledger with one of everything, what somebody outside has kept of it, and the owner of the database."""

    workspace: Workspace
    outside: list[Checkpoint]
    connection: asyncpg.Connection

    async def verified(self, *, restored: bool = False) -> Checked:
        log = self.outside[0].log
        return await check_ledger(self.connection, self.workspace, self.outside, log=log, restored=restored)

    async def found(self, what: object = None) -> BrokenLedgerError:
        try:
            await self.verified()
        except BrokenLedgerError as found:
            return found
        raise AssertionError(f"nobody noticed {what}")


@pytest.fixture
async def scene(office: Office, owner: Client, tech: Client, biz: Client, owner_dsn: str) -> AsyncIterator[Scene]:
    await (await prepared(office, owner, tech, biz)).seal_everything()
    store = office.services.store
    workspace = await store.workspace("acme")
    events = tuple(_event(number) for number in range(MORE))
    early = (await store.head(workspace)).position
    await store.append(Append(workspace_id=workspace.workspace_id, after=None, events=events, actor="system:test"))
    prover = Prover(store, office.services.keyring)
    await prover.inclusion(workspace, early, None, office.clock())  # keeps subtrees
    outside = [await prover.checkpoint(workspace, early), await prover.checkpoint(workspace)]
    connection = await asyncpg.connect(owner_dsn)
    try:
        await unguarded(connection)
        yield Scene(workspace, outside, connection)
    finally:
        await connection.close()


def _event(number: int) -> NewEvent:
    if number == MORE - 1:
        line = (
            f'"id":"evt_{number}","type":"event-redacted.v1","occurred_at":null,"actor":"system:test",'
            f'"tags":["thing:{number}"],"data":{{"position":{REDACTED}}}}}'
        )
        return NewEvent(
            id=f"evt_{number}", type="event-redacted.v1", actor="system:test", tags=(f"thing:{number}",), line=line
        )
    line = (
        f'"id":"evt_{number}","type":"thing-happened.v1","occurred_at":null,"actor":"system:test",'
        f'"tags":["thing:{number}"],"data":{{}}}}'
    )
    return NewEvent(
        id=f"evt_{number}", type="thing-happened.v1", actor="system:test", tags=(f"thing:{number}",), line=line
    )


async def test_any_change_in_any_column_is_found(scene: Scene) -> None:
    assert (await scene.verified()).redacted == []
    dice = Random(settings().max_examples)  # noqa: S311 - no secret
    rows = await rows_of(scene.connection, scene.workspace.workspace_id)
    columns = sorted({(table, column) for table, row in rows for column in dict(row)} - FREE)
    tried: Counter[tuple[str, str]] = Counter()
    for table, column in columns * max(6, settings().max_examples // len(columns)):
        row = dice.choice([each for name, each in rows if name == table])
        value = changed(row[column], dice)
        transaction = scene.connection.transaction(isolation="repeatable_read")
        await transaction.start()
        try:
            try:
                await change(scene.connection, table, row, column, value)
            except asyncpg.IntegrityConstraintViolationError:
                continue  # the database itself takes no such row
            found = await scene.found((table, column, row[column], value))
        finally:
            await transaction.rollback()
        if table == "event":
            bad = min(row["position"], value) if column == "position" else row["position"]
            assert found.position == max(bad, 1), (column, value, found)
        elif table == "event_tag" and column != "workspace_id":
            assert found.position in {row["position"], value}, (column, value, found)
        tried[table, column] += 1
    assert [each for each in columns if not tried[each]] == []


async def test_a_removed_last_event_is_found(scene: Scene) -> None:
    async with scene.connection.transaction(isolation="repeatable_read"):
        last = scene.outside[-1].size
        await remove(scene.connection, scene.workspace.workspace_id, last)
        await make_consistent(scene.connection, scene.workspace.workspace_id)
        found = await scene.found()
        assert (found.position, "1 events that were there are gone" in str(found)) == (last, True)


async def test_a_swapped_pair_is_found(scene: Scene) -> None:
    key = scene.workspace.workspace_id
    early = scene.outside[0].size
    first, second = early + 10, early + 20
    async with scene.connection.transaction(isolation="repeatable_read"):
        read = "SELECT entry FROM event WHERE workspace_id = $1 AND position = $2"
        write = "UPDATE event SET entry = $3 WHERE workspace_id = $1 AND position = $2"
        one, other = [await scene.connection.fetchval(read, key, position) for position in (first, second)]
        await scene.connection.execute(write, key, first, other)
        await scene.connection.execute(write, key, second, one)
        assert (await scene.found()).position == first
        await make_consistent(scene.connection, key)
        assert (await scene.found()).position == first


@pytest.mark.parametrize("early", [True, False])
async def test_a_rewritten_history_is_found(scene: Scene, early: bool) -> None:  # noqa: FBT001 - a parameter of the test
    key = scene.workspace.workspace_id
    older, newest = (each.size for each in scene.outside)
    position = older - 3 if early else older + 7
    async with scene.connection.transaction(isolation="repeatable_read"):
        await scene.connection.execute(
            'UPDATE event SET entry = replace(entry, \'"tags":\', \'"more":1,"tags":\') '
            "WHERE workspace_id = $1 AND position = $2",
            key,
            position,
        )
        assert (await scene.found()).position == position
        await make_consistent(scene.connection, key)
        unknowing = await check_ledger(scene.connection, scene.workspace)
        assert unknowing.size == newest  # without an outside checkpoint it looks like any other ledger
        found = await scene.found()
        assert (found.position, found.until) == ((1, older) if early else (older + 1, newest))


async def test_what_was_redacted_is_never_called_valid(scene: Scene) -> None:
    key = scene.workspace.workspace_id
    redact = (
        'UPDATE event SET entry = regexp_replace(entry, \'("recorded_at":"[^"]*"),\', '
        "'\\1,\"redacted\":\"' || encode(leaf, 'hex') || '\",') WHERE workspace_id = $1 AND position = $2"
    )
    async with scene.connection.transaction(isolation="repeatable_read"):
        await scene.connection.execute(redact, key, REDACTED)
        assert (await scene.verified()).redacted == [REDACTED]
        await scene.connection.execute(redact, key, REDACTED + 1)
        unexplained = await scene.found()
        assert (unexplained.position, "no event says so" in str(unexplained)) == (REDACTED + 1, True)
        await scene.connection.execute(
            'UPDATE event SET entry = replace(entry, \'"redacted":"\', \'"redacted":"zz\') '
            "WHERE workspace_id = $1 AND position = $2",
            key,
            REDACTED,
        )
        assert "does not keep its leaf" in str(await scene.found())


async def test_a_restored_ledger_says_so(scene: Scene) -> None:
    key = scene.workspace.workspace_id
    async with scene.connection.transaction(isolation="repeatable_read"):
        await scene.connection.execute("UPDATE ledger SET epoch = 2 WHERE workspace_id = $1", key)
        assert "the ledger is of epoch 2" in str(await scene.found())
        assert (await scene.verified(restored=True)).epoch == 2
        await remove(scene.connection, key, scene.outside[-1].size)
        await make_consistent(scene.connection, key)
        assert (await scene.verified(restored=True)).size == scene.outside[-1].size - 1


async def test_a_checkpoint_of_another_log_vouches_for_nothing(scene: Scene) -> None:
    with pytest.raises(BrokenLedgerError, match=r"of accord\.local/acme, the ledger of elsewhere/acme"):
        await check_ledger(scene.connection, scene.workspace, scene.outside, log="elsewhere/acme")
