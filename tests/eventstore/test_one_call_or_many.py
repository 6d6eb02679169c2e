"""Whatever is asked, one call with many appends answers and records what as many calls would."""

import itertools

from asyncpg import Pool
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventstore.appends import Append, Result
from eventstore.conditions import Criterion, joined
from eventstore.group import append_many
from eventstore.idempotency import Idempotency
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.conftest import new_workspace
from tests.eventstore.samples import ACTOR, fact

TAGS = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)
TYPES = st.lists(st.sampled_from(["one.v1", "two.v1"]), max_size=1).map(tuple)
CRITERIA = st.lists(st.builds(Criterion, TAGS.map(joined), TYPES.map(joined)), min_size=1, max_size=2).map(tuple)
FACTS = st.lists(
    st.builds(lambda tags, of: fact(*tags, of=of), TAGS, st.sampled_from(["one.v1", "two.v1"])), max_size=2
)
BOUNDARIES = st.just((None, ())) | st.tuples(st.integers(0, 3), CRITERIA)
EXPECTED = st.just(()) | st.tuples(st.tuples(st.sampled_from("abc"), st.integers(0, 2)))
KEYS = st.none() | st.builds(Idempotency, st.sampled_from("kl"), st.sampled_from([b"1", b"2"]))


@st.composite
def appends(draw: st.DrawFn, place: int) -> Append:
    after, criteria = draw(BOUNDARIES)
    return Append(
        workspace_id=place,
        events=tuple(draw(FACTS)),
        after=after,
        criteria=criteria,
        expected=draw(EXPECTED),
        actor=ACTOR,
        idempotency=draw(KEYS),
    )


CALLS = st.lists(st.integers(0, 1).flatmap(appends), min_size=1, max_size=7)
_slugs = (f"call-{number}" for number in itertools.count())


async def told(store: Store, places: list[Workspace]) -> list[object]:
    """Everything that the ledgers hold, without what differs from run to run."""
    rows = await store.pool.fetch(
        "SELECT e.workspace_id = $2 AS second, e.position, e.type, t.tag FROM event e"
        " LEFT JOIN event_tag t USING (workspace_id, position) WHERE workspace_id IN ($1, $2) ORDER BY 1, 2, 4",
        *(place.workspace_id for place in places),
    )
    return [tuple(row) for row in rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(CALLS, min_size=1, max_size=3))
async def test_one_call_answers_as_many_calls_do(pool: Pool, store: Store, calls: list[list[Append]]) -> None:
    answers = []
    for together in (True, False):
        places = [await new_workspace(pool, next(_slugs)) for _ in range(2)]
        results: list[Result] = []
        async with pool.acquire() as connection:
            for call in calls:
                placed = [place_at(append, places) for append in call]
                for part in [placed] if together else [[append] for append in placed]:
                    results += await append_many(connection, part)
        answers.append(([(each.status, each.first, each.last) for each in results], await told(store, places)))
    assert answers[0] == answers[1]


def place_at(append: Append, places: list[Workspace]) -> Append:
    fields = {name: getattr(append, name) for name in Append.__struct_fields__}
    return Append(**fields | {"workspace_id": places[append.workspace_id].workspace_id})
