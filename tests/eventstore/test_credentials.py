"""A remembered key is confirmed by the snapshot that the boundary is read in."""

import asyncio

import pytest

from eventstore.conditions import Criterion
from eventstore.credentials import Credential
from eventstore.errors import CredentialWithdrawn
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.samples import append, fact, matching

TELLS = {"one tag": [Criterion("a", "t.v1")], "two tags": [matching("a", "elsewhere")], "nothing": []}


async def key(store: Store, name: str, *, revoked: bool = False) -> Credential:
    sha256 = name.encode().ljust(32, b"-")
    await store.pool.execute(
        "INSERT INTO api_key (key_id, sha256, prefix, holder, scopes, accepted_at, revoked_at)"
        " VALUES ($1, $2, $3, 'per_1', '{read}', now(), CASE WHEN $4 THEN now() END)",
        name,
        sha256,
        name.ljust(8, "0"),
        revoked,
    )
    return Credential(sha256)


@pytest.mark.parametrize("shape", sorted(TELLS))
async def test_a_key_that_stands_is_confirmed(store: Store, workspace: Workspace, shape: str) -> None:
    credential = await key(store, "good")
    await store.append(append(workspace, fact("b")))
    boundary = await store.read_boundary(workspace, TELLS[shape], credential=credential)
    assert boundary.head == 1
    assert credential.confirmed


@pytest.mark.parametrize("shape", sorted(TELLS))
async def test_a_revoked_key_reads_nothing(store: Store, workspace: Workspace, shape: str) -> None:
    for credential in (await key(store, "gone", revoked=True), Credential(b"unknown".ljust(32))):
        with pytest.raises(CredentialWithdrawn):
            await store.read_boundary(workspace, TELLS[shape], credential=credential)
        assert not credential.confirmed


async def test_readers_of_one_call_have_a_key_each(store: Store, workspace: Workspace) -> None:
    good, gone = await key(store, "good"), await key(store, "gone", revoked=True)
    credentials = [good, gone, None, good, gone] * 5
    answers = await asyncio.gather(
        *(store.read_boundary(workspace, TELLS["one tag"], credential=each) for each in credentials),
        return_exceptions=True,
    )
    told = [isinstance(answer, CredentialWithdrawn) for answer in answers]
    assert told == [each is gone for each in credentials]
