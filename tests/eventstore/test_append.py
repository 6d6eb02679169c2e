"""One append: what it records, what refuses it."""

import re

import asyncpg
import msgspec
import pytest

from eventstore.appends import Beside, PrivateContent
from eventstore.codec import entry_of
from eventstore.errors import (
    BoundaryConflict,
    EntryTooLarge,
    KeyReused,
    PreconditionFailed,
    UnknownWorkspace,
)
from eventstore.idempotency import Idempotency
from eventstore.people import Person, people, person_by_login
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.samples import ACTOR, append, fact, matching

ANYTHING = matching()


async def test_positions_have_no_gaps(store: Store, workspace: Workspace) -> None:
    first = await store.append(append(workspace, fact("a"), fact("b")))
    second = await store.append(append(workspace, fact("c")))
    assert (first.first, first.last, second.first, second.last) == (1, 2, 3, 3)
    assert [entry.position for entry in await store.entries(workspace)] == [1, 2, 3]


async def test_the_entry_is_what_the_process_expects_byte_for_byte(store: Store, workspace: Workspace) -> None:
    event = fact("a", note="Überraschung 🎉")
    result = await store.append(append(workspace, event))
    assert result.recorded_at is not None
    (entry,) = await store.entries(workspace)
    assert entry.text == entry_of("acme", 1, result.recorded_at, event.line)
    assert re.fullmatch(
        r'\{"workspace":"acme","position":1,"recorded_at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z","id":"evt_.*\}',
        entry.text,
    )


async def test_a_change_inside_the_boundary_is_a_conflict(store: Store, workspace: Workspace) -> None:
    await store.append(append(workspace, fact("a")))
    with pytest.raises(BoundaryConflict):
        await store.append(append(workspace, fact("b"), after=0, criteria=(matching("a"),)))
    assert (await store.head(workspace)).position == 1


async def test_a_change_outside_the_boundary_is_none(store: Store, workspace: Workspace) -> None:
    await store.append(append(workspace, fact("a", of="one.v1")))
    elsewhere = (matching("b"), matching("a", types=("other.v1",)), matching(types=("other.v1",)), matching("a", "b"))
    result = await store.append(append(workspace, fact("b"), after=0, criteria=elsewhere))
    assert result.first == 2


@pytest.mark.parametrize(
    "criterion",
    [ANYTHING, matching(types=("x.v1", "one.v1")), matching("b", "a"), matching("a", types=("one.v1",))],
)
async def test_every_shape_of_criterion_conflicts(store: Store, workspace: Workspace, criterion: object) -> None:
    await store.append(append(workspace, fact("a", "b", of="one.v1")))
    with pytest.raises(BoundaryConflict):
        await store.append(append(workspace, fact("c"), after=0, criteria=(criterion,)))  # type: ignore[arg-type]


async def test_an_empty_boundary_must_be_said(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="boundary"):
        append(workspace, fact("a"), after=0)


async def test_a_stale_precondition_fails(store: Store, workspace: Workspace) -> None:
    await store.append(append(workspace, fact("a"), fact("b")))
    await store.append(append(workspace, fact("c"), expected=(("a", 1), ("z", 0))))
    for stale in (("a", 0), ("a", 2), ("z", 1)):
        with pytest.raises(PreconditionFailed):
            await store.append(append(workspace, fact("c"), expected=(("b", 2), stale)))
    assert (await store.head(workspace)).position == 3


async def test_a_repeat_answers_the_first_result(store: Store, workspace: Workspace) -> None:
    key = Idempotency("k", b"digest")
    first = await store.append(append(workspace, fact("a"), after=0, criteria=(matching("a"),), idempotency=key))
    again = await store.append(append(workspace, fact("a"), after=0, criteria=(matching("a"),), idempotency=key))
    assert again.status == "repeated"
    assert (again.first, again.last, again.recorded_at) == (first.first, first.last, first.recorded_at)
    with pytest.raises(KeyReused):
        await store.append(append(workspace, fact("a"), idempotency=Idempotency("k", b"other")))


async def test_a_refused_append_keeps_no_key(store: Store, workspace: Workspace) -> None:
    key = Idempotency("k", b"digest")
    await store.append(append(workspace, fact("a")))
    with pytest.raises(BoundaryConflict):
        await store.append(append(workspace, fact("a"), after=0, criteria=(matching("a"),), idempotency=key))
    result = await store.append(append(workspace, fact("a"), after=1, criteria=(matching("a"),), idempotency=key))
    assert result.status == "appended"


async def test_a_key_without_events_repeats_too(store: Store, workspace: Workspace) -> None:
    key = Idempotency("k", b"digest")
    first = await store.append(append(workspace, idempotency=key))
    again = await store.append(append(workspace, idempotency=key))
    assert (first.status, first.first, first.last) == ("appended", 1, 0)
    assert (again.status, again.first, again.last) == ("repeated", 1, 0)


async def test_an_oversize_entry_is_refused(store: Store, workspace: Workspace) -> None:
    head = len(entry_of("acme", 1, (await store.append(append(workspace, fact("a")))).recorded_at, ""))  # type: ignore[arg-type]
    room = 65535 - head - len(fact(note="").line)
    with pytest.raises(EntryTooLarge):
        await store.append(append(workspace, fact("b"), fact("a", note="x" * (room + 20))))
    assert (await store.head(workspace)).position == 1
    assert (await store.append(append(workspace, fact("a", note="x" * (room - 20))))).last == 2


async def test_an_unknown_workspace_is_said_so(store: Store, workspace: Workspace) -> None:
    with pytest.raises(UnknownWorkspace):
        await store.append(append(msgspec.structs.replace(workspace, workspace_id=999), fact("a")))
    with pytest.raises(UnknownWorkspace):
        await store.workspace("nowhere")


async def test_recorded_at_never_decreases(store: Store, workspace: Workspace, owner_dsn: str) -> None:
    owner = await asyncpg.connect(owner_dsn)
    await owner.execute("UPDATE ledger SET recorded_at = now() + interval '1 day'")
    ahead = (await store.head(workspace)).recorded_at
    await owner.close()
    result = await store.append(append(workspace, fact("a")))
    assert result.recorded_at == ahead


async def test_rows_beside_travel_with_the_events(store: Store, workspace: Workspace) -> None:
    person = Person(person=ACTOR, name="Ada", login="ada")
    sealed = PrivateContent(event="evt_1", person=ACTOR, salt="ab" * 32, content='{"difficulty":3}')
    await store.append(append(workspace, fact("a"), beside=Beside(people=(person,), private=(sealed,))))
    assert await people(store.pool, workspace.workspace_id, [ACTOR, "per_other"]) == {ACTOR: person}
    assert await store.pool.fetchval("SELECT salt FROM private_content") == b"\xab" * 32
    renamed = Person(person=ACTOR, name="Ada L.")
    await store.append(append(workspace, fact("a"), beside=Beside(people=(renamed,), forget=("evt_1",))))
    assert await person_by_login(store.pool, workspace.workspace_id, "ada") == Person(
        person=ACTOR, name="Ada L.", login="ada"
    )
    erased = Beside(people=(Person(person=ACTOR, login=""),))
    await store.append(append(workspace, fact("a"), beside=erased))
    assert await people(store.pool, workspace.workspace_id, [ACTOR]) == {ACTOR: Person(person=ACTOR, name="Ada L.")}
    assert await store.pool.fetchval("SELECT count(*) FROM private_content") == 0


async def test_what_is_erased_of_a_person_is_gone(store: Store, workspace: Workspace) -> None:
    for change, left in (
        (
            Person(person=ACTOR, name="Ada", email="ada@example.org"),
            Person(person=ACTOR, name="Ada", email="ada@example.org"),
        ),
        (Person(person=ACTOR, email="", title="CTO"), Person(person=ACTOR, name="Ada", title="CTO")),
        (Person(person=ACTOR, name="", email="", login="", title=""), None),
        (Person(person=ACTOR, name=""), None),
    ):
        await store.append(append(workspace, fact("a"), beside=Beside(people=(change,))))
        assert (await people(store.pool, workspace.workspace_id, [ACTOR])).get(ACTOR) == left
    assert await store.pool.fetchval("SELECT count(*) FROM person") == 0


async def test_rows_beside_a_refused_append_are_not_written(store: Store, workspace: Workspace) -> None:
    await store.append(append(workspace, fact("a")))
    with pytest.raises(BoundaryConflict):
        await store.append(
            append(workspace, fact("a"), after=0, criteria=(ANYTHING,), beside=Beside(people=(Person(person=ACTOR),)))
        )
    assert await people(store.pool, workspace.workspace_id, [ACTOR]) == {}


async def test_an_older_snapshot_is_refused(store: Store, workspace: Workspace) -> None:
    async with store.pool.acquire() as connection:
        for isolation in ("repeatable_read", "serializable"):
            async with connection.transaction(isolation=isolation):
                with pytest.raises(asyncpg.InvalidTransactionStateError, match="READ COMMITTED"):
                    await store.append_chain(connection, [append(workspace, fact("a"))])
