"""Commands against the ledger: decide, conflict and decide again, repeat, refuse, try out."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

import msgspec
import pytest
from asyncpg import Pool

from domain.kernel import CATALOGUE, Command, Context, Event, Recorded, State, Tag, event
from domain.refusals import Kind, Refusal, Refused
from eventstore.appends import Append, Beside, Result
from eventstore.errors import BoundaryConflict, KeyReused, PreconditionFailed, SlugTaken, UnknownWorkspace
from eventstore.execute import PAUSES, execute
from eventstore.found import found
from eventstore.idempotency import Idempotency, request_digest
from eventstore.outcome import Outcome
from eventstore.people import Person, people
from eventstore.store import Store
from eventstore.workspaces import Workspace, by_id, page
from tests.eventstore.samples import ACTOR

_numbers = itertools.count(1)


@event("test-counted")
class Counted(Event):
    """Something was counted, or passed on to another counter."""

    counter: Annotated[str, Tag("counter")]
    number: int
    next: str | None = None


@pytest.fixture(autouse=True, scope="module")
def _leave_no_trace() -> Any:
    CATALOGUE[Counted.TOPIC] = Counted
    yield
    del CATALOGUE[Counted.TOPIC]


del CATALOGUE[Counted.TOPIC]  # the product's own catalogue is what other tests look at


class Count(State):
    """How far a counter has got, and where it points."""

    folds: ClassVar[tuple[type[Event], ...]] = (Counted,)

    def __init__(self, counter: str) -> None:
        super().__init__(f"counter:{counter}")
        self.number = 0
        self.next: str | None = None
        self.seen: list[int] = []

    def fold(self, recorded: Recorded) -> None:
        assert isinstance(recorded.event, Counted)
        self.number = recorded.event.number
        self.next = recorded.event.next
        self.seen.append(recorded.position)


class Newest(Count):
    """The same from the newest event alone."""

    latest: ClassVar[bool] = True


class Full(Refusal):
    """The counter is full."""

    kind = Kind.CONFLICT


class CountUp(Command):
    """Count one further, from where the counter's successors have got."""

    def __init__(self, context: Context, counter: str, *, limit: int = 100, state: type[Count] = Count) -> None:
        super().__init__(context)
        self.counter = counter
        self.limit = limit
        self.count = self.know(state(counter))
        self.further: Count | None = None

    def follow(self) -> None:
        last = self.further or self.count
        if last.next is not None:
            self.further = self.know(Count(last.next))

    def execute(self) -> None:
        number = (self.further or self.count).number
        self.check(number < self.limit, Full("full"))
        self.settle()
        self.record(Counted(counter=self.counter, number=number + 1))


class Idle(CountUp):
    """Decide that there is nothing to do."""

    def execute(self) -> None:
        pass


def context(workspace: str = "acme", occurred_at: datetime | None = None) -> Context:
    return Context(
        workspace=workspace,
        sides=("technology", "business"),
        actor=ACTOR,
        now=datetime(2026, 3, 1, tzinfo=UTC),
        new_id=lambda prefix: f"{prefix}_{next(_numbers)}",
        credential="acc_1",
        occurred_at=occurred_at,
        correlation="cor_1",
    )


def count_up(counter: str = "a", **options: Any) -> Callable[[], Command]:
    return lambda: CountUp(context(), counter, **options)


async def test_a_command_is_recorded_with_its_envelope(store: Store, workspace: Workspace) -> None:
    claimed = datetime(2026, 2, 1, 12, tzinfo=UTC)
    outcome = await execute(store, lambda: CountUp(context(occurred_at=claimed), "a"))
    assert (outcome.first, outcome.last, outcome.repeated, outcome.dry_run) == (1, 1, False, False)
    (entry,) = await store.entries(workspace)
    assert outcome.entries == (entry.text,)
    assert list(outcome.recorded) == await store.follow(workspace) == await store.read_tag(workspace, "counter:a")
    (recorded,) = outcome.recorded
    assert recorded.event == Counted(counter="a", number=1)
    assert (recorded.tags, recorded.actor, recorded.credential) == (("counter:a",), ACTOR, "acc_1")
    assert (recorded.occurred_at, recorded.position) == (claimed, 1)
    assert '"occurred_at":"2026-02-01T12:00:00.000000Z"' in entry.text


async def test_a_command_decides_on_what_is_in_the_ledger(store: Store, workspace: Workspace) -> None:
    for number in range(1, 4):
        outcome = await execute(store, count_up())
        assert outcome.recorded[0].event == Counted(counter="a", number=number)
    with pytest.raises(Refused) as refused:
        await execute(store, count_up(limit=3))
    assert [type(refusal) for refusal in refused.value.refusals] == [Full]
    assert (await store.head(workspace)).position == 3


async def test_the_newest_event_is_enough_where_a_state_says_so(store: Store, workspace: Workspace) -> None:
    for _ in range(3):
        await execute(store, count_up())
    outcome = await execute(store, count_up(state=Newest))
    assert isinstance(outcome.command, CountUp)
    assert outcome.command.count.seen == [3, 0]
    assert outcome.recorded[0].event == Counted(counter="a", number=4)
    assert await store.tag_position(workspace, "counter:a") == 4
    assert await store.tag_position(workspace, "counter:z") == 0


@pytest.mark.usefixtures("workspace")
async def test_states_that_depend_on_what_was_read_are_read_next(store: Store) -> None:
    await execute(store, count_up("b"))
    await execute(store, count_up("b"))

    class PassOn(CountUp):
        def execute(self) -> None:
            self.record(Counted(counter="a", number=0, next="b"))

    await execute(store, lambda: PassOn(context(), "a"))
    outcome = await execute(store, count_up("a"))
    assert outcome.recorded[0].event == Counted(counter="a", number=3)


@pytest.mark.usefixtures("workspace")
async def test_a_command_that_names_states_without_end_is_stopped(store: Store) -> None:
    class Endless(CountUp):
        def follow(self) -> None:
            self.know(Count(f"c{len(self.states)}"))

    with pytest.raises(RecursionError):
        await execute(store, lambda: Endless(context(), "a"))


@pytest.mark.usefixtures("workspace")
async def test_conflicting_commands_decide_again(store: Store) -> None:
    outcomes = await asyncio.gather(*(execute(store, count_up()) for _ in range(5)))
    counted = [recorded.event for outcome in outcomes for recorded in outcome.recorded]
    assert sorted(fact.number for fact in counted if isinstance(fact, Counted)) == [1, 2, 3, 4, 5]


async def test_a_boundary_that_keeps_changing_is_given_up(store: Store, workspace: Workspace) -> None:
    class Disturbed(Store):
        """Another writer is always faster."""

        async def append(self, append: Append) -> Result:
            await execute(store, count_up())
            return await super().append(append)

    async with Disturbed(store.pool) as disturbed:
        with pytest.raises(BoundaryConflict):
            await execute(disturbed, count_up())
    assert (await store.head(workspace)).position == len(PAUSES) + 1


@pytest.mark.usefixtures("workspace")
async def test_a_stale_expectation_is_refused_at_once(store: Store) -> None:
    await execute(store, count_up(), expected=(("counter:a", 0),))
    for dry_run in (False, True):
        with pytest.raises(PreconditionFailed):
            await execute(store, count_up(), expected=(("counter:a", 0),), dry_run=dry_run)
    await execute(store, count_up(), expected=(("counter:a", 1),))


@pytest.mark.usefixtures("workspace")
async def test_a_repeat_answers_the_first_outcome_without_deciding(store: Store) -> None:
    key = Idempotency("k", b"one")
    first = await execute(store, count_up(), idempotency=key)
    again = await execute(store, count_up(limit=0), idempotency=key)
    assert again.repeated
    assert (again.first, again.last, again.entries, again.recorded) == (1, 1, first.entries, first.recorded)
    with pytest.raises(KeyReused):
        await execute(store, count_up(), idempotency=Idempotency("k", b"two"))
    concurrent = await asyncio.gather(
        *(execute(store, count_up(), idempotency=Idempotency("c", b"c")) for _ in range(8))
    )
    assert {outcome.entries for outcome in concurrent} == {concurrent[0].entries}
    assert sum(not outcome.repeated for outcome in concurrent) == 1


async def test_a_dry_run_shows_and_records_nothing(store: Store, workspace: Workspace) -> None:
    outcome = await execute(store, count_up(), dry_run=True)
    assert (outcome.dry_run, outcome.entries, outcome.first, outcome.last) == (True, (), 1, 0)
    assert [recorded.event for recorded in outcome.recorded] == [Counted(counter="a", number=1)]
    assert outcome.recorded[0].position == 0
    assert (await store.head(workspace)).position == 0


async def test_a_command_without_events_records_nothing(store: Store, workspace: Workspace) -> None:
    outcome = await execute(store, lambda: Idle(context(), "a"))
    assert (outcome.recorded, outcome.first, outcome.last) == ((), 1, 0)
    keyed = await execute(store, lambda: Idle(context(), "a"), idempotency=Idempotency("k", b"one"))
    assert (keyed.recorded, keyed.repeated) == ((), False)
    assert (await execute(store, count_up(), idempotency=Idempotency("k", b"one"))).repeated
    assert (await store.head(workspace)).position == 0


async def test_directory_rows_of_command_and_caller_are_both_written(store: Store, workspace: Workspace) -> None:
    class Registering(CountUp):
        def execute(self) -> None:
            self.directory["per_1"] = {"name": "Ada"}
            super().execute()

    for beside in (None, Beside(people=(Person(person="per_2", name="Bob"),))):
        await execute(store, lambda: Registering(context(), "a"), beside=beside)
    known = await people(store.pool, workspace.workspace_id, ["per_1", "per_2"])
    assert {person: entry.name for person, entry in known.items()} == {"per_1": "Ada", "per_2": "Bob"}


async def test_an_unknown_workspace_is_said_so(store: Store) -> None:
    with pytest.raises(UnknownWorkspace):
        await execute(store, count_up())


async def create(store: Store, slug: str = "new", *, key: str = "k", digest: bytes = b"d", **options: Any) -> Outcome:
    return await found(
        store,
        lambda: CountUp(context(slug), "a"),
        time_zone="UTC",
        idempotency=Idempotency(key, digest),
        **options,
    )


async def test_a_workspace_is_founded_with_its_first_event(store: Store, pool: Pool) -> None:
    outcome = await create(store)
    assert (outcome.first, outcome.last, outcome.repeated) == (1, 1, False)
    assert await store.workspace("new") == outcome.workspace
    assert await by_id(pool, outcome.workspace.workspace_id) == outcome.workspace
    assert await by_id(pool, 999) is None
    assert await page(pool) == [outcome.workspace]
    again = await create(store)
    assert (again.repeated, again.entries) == (True, outcome.entries)
    with pytest.raises(SlugTaken):
        await create(store, key="another")
    with pytest.raises(KeyReused):
        await create(store, digest=b"another")


async def test_of_concurrent_foundations_one_succeeds(store: Store) -> None:
    outcomes = await asyncio.gather(
        *(create(store, key=f"k{number // 2}") for number in range(4)), return_exceptions=True
    )
    founders = [outcome for outcome in outcomes if isinstance(outcome, Outcome)]
    assert [founder.repeated for founder in founders].count(False) == 1
    assert all(isinstance(outcome, Outcome | SlugTaken) for outcome in outcomes)
    assert len({founder.entries for founder in founders}) == 1


async def test_a_foundation_can_be_tried_out(store: Store) -> None:
    outcome = await create(store, dry_run=True)
    assert outcome.recorded[0].event == Counted(counter="a", number=1)
    with pytest.raises(UnknownWorkspace):
        await store.workspace("new")


async def test_a_foundation_that_is_refused_leaves_nothing(store: Store) -> None:
    with pytest.raises(Refused):
        await found(store, lambda: CountUp(context("new"), "a", limit=0), time_zone="UTC")
    with pytest.raises(UnknownWorkspace):
        await store.workspace("new")


def test_a_digest_tells_requests_apart() -> None:
    digest = request_digest(b"secret", "POST", "/v1/a", b"{}")
    others = [
        request_digest(b"other", "POST", "/v1/a", b"{}"),
        request_digest(b"secret", "POST", "/v1/a{", b"}"),
        request_digest(b"secret", "PUT", "/v1/a", b"{}"),
    ]
    assert digest not in others
    assert len(digest) == 32
    assert Idempotency("k", digest).covers(request_digest(b"secret", "POST", "/v1/a", b"{}"))


def test_an_outcome_cannot_be_changed(workspace: Workspace) -> None:
    outcome = Outcome(workspace=workspace, first=1, last=0, recorded=())
    with pytest.raises(AttributeError):
        outcome.first = 2  # type: ignore[misc]
    assert msgspec.structs.replace(outcome, first=2).first == 2
