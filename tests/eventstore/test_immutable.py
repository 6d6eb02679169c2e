"""Recorded events cannot be changed: the service lacks the right, and the owner meets a trigger."""

import asyncpg
import pytest

from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.samples import append, fact

CHANGES = [
    "UPDATE event SET entry = '{}'",
    "DELETE FROM event",
    "TRUNCATE event",
    "UPDATE event_tag SET tag = 'x'",
    "DELETE FROM event_tag",
    "TRUNCATE event_tag",
]
MORE_CHANGES = ["UPDATE command SET last = 9", "DELETE FROM command", "DELETE FROM ledger", "DELETE FROM workspace"]


@pytest.mark.parametrize("change", [*CHANGES, *MORE_CHANGES])
async def test_the_service_has_no_right_to_change(store: Store, workspace: Workspace, change: str) -> None:
    await store.append(append(workspace, fact("a")))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await store.pool.execute(change)


@pytest.mark.parametrize("change", CHANGES)
async def test_a_trigger_refuses_the_owner_too(store: Store, workspace: Workspace, owner_dsn: str, change: str) -> None:
    await store.append(append(workspace, fact("a")))
    owner = await asyncpg.connect(owner_dsn)
    try:
        with pytest.raises(asyncpg.RestrictViolationError, match="never change"):
            await owner.execute(change)
    finally:
        await owner.close()
