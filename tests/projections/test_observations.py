"""Observations are listed and drawn as a fold of the ledger says, at every time and position."""

import itertools
import random
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import Event, Recorded
from domain.metrics.events import ObservationRecorded
from domain.metrics.terms import Window
from domain.partnership.correctable import RecordCorrected, as_kept, corrected
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.choosing import chosen
from projections.following import follow
from projections.groups import LISTS
from projections.metrics.chart import ChartPoint, ChartQuery, points_of
from projections.metrics.listing import QUERIES, ObservationsQuery, list_observations, words
from projections.metrics.newest import LATEST, newest_numbers
from projections.metrics.view import fold_metric
from projections.paging import Key
from projections.rebuilding import rebuild_workspace
from tests.domain.metrics.scene import LEAD_TIME
from tests.domain.story import BEGINNING, an_id
from tests.projections.ledger import Said, everything, items_of, live_rows, new_workspace, tell

slugs = (f"observed-{number}" for number in itertools.count(1))
on_one_database = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
HOURS = 4
METRIC = "lead_time"


def seen(number: int, value: float, ends: int = 0, *, source: str = "pipeline", newest: bool = False) -> Event:
    """A number whose window ended some minutes after the beginning."""
    moment = BEGINNING + timedelta(minutes=ends)
    return ObservationRecorded(
        observation=an_id("obs", number),
        metric=METRIC,
        value=value,
        unit="hour",
        window=Window(begins=moment, ends=moment),
        source=source,
        external_id=f"w{number}",
        place=f"{METRIC}/{source}/w{number}",
        newest_of=METRIC if newest else None,
    )


def mended(wrong: Recorded, field: str, to: object) -> RecordCorrected:
    """A correction of a recorded number."""
    assert isinstance(wrong.event, ObservationRecorded)
    return RecordCorrected(
        event=wrong.id,
        subjects=wrong.tags,
        position=wrong.position,
        type=ObservationRecorded.TOPIC,
        field=field,
        reason="Counted again",
        former=as_kept(wrong.event, field),
        to=to,
    )


def naive(history: Sequence[Recorded], as_of: datetime | None, known_at: int | None) -> list[dict[str, Any]]:
    """Every observation as it read then, in the order of time."""
    rows: dict[str, tuple[ObservationRecorded, datetime, int, int]] = {}
    left: set[str] = set()
    for recorded in history:
        event = recorded.event
        if known_at is not None and recorded.position > known_at:
            break
        if isinstance(event, ObservationRecorded):
            if as_of is None or recorded.occurred_at <= as_of:
                rows[recorded.id] = (event, recorded.occurred_at, recorded.position, recorded.position)
        elif isinstance(event, RecordCorrected) and event.event in rows and event.event not in left:
            former, effective, first, _ = rows[event.event]
            effective = max(effective, recorded.occurred_at)
            if as_of is not None and effective > as_of:
                left.add(event.event)
                continue
            rows[event.event] = (corrected(former, event.field, event.to), effective, first, recorded.position)
    ordered = sorted(rows.values(), key=lambda row: (row[0].window.ends, row[2]))
    return [
        {"observation": event.observation, "value": event.value, "ends": event.window.ends, "position": last}
        for event, _, _, last in ordered
    ]


Step = tuple[int, float, int, int, int]


async def told(store: Store, workspace: Workspace, steps: Sequence[Step]) -> int:
    """Record numbers, some of them corrections of an earlier one, each claimed for an hour."""
    await tell(store, workspace, LEAD_TIME)
    numbers: list[Recorded] = []
    for number, (which, value, ends, hour, field) in enumerate(steps):
        at = BEGINNING + timedelta(hours=hour)
        event = seen(number, value, ends)
        if which < len(numbers):
            to = value if field else as_kept(event, "window")
            event = mended(numbers[which], "value" if field else "window", to)
        await tell(store, workspace, Said(event=event, at=at))
        if isinstance(event, ObservationRecorded):
            numbers.append((await everything(store, workspace))[-1])
    await follow(store.pool, LISTS, workspace, worker="test")
    return len(steps) + 1


steps = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from([1.0, 2.5, -3.0]),
        st.integers(0, 3),
        st.integers(0, HOURS),
        st.integers(0, 1),
    ),
    max_size=9,
)


async def listed(store: Store, workspace: Workspace, **query: Any) -> list[dict[str, Any]]:
    page = await list_observations(store.pool, workspace.workspace_id, ObservationsQuery(metric=METRIC, **query))
    return [
        {
            "observation": item["observation"],
            "value": item["value"],
            "ends": datetime.fromisoformat(item["window"]["ends"]),
            "position": item["position"],
        }
        for item in items_of(page)
    ]


@on_one_database
@given(history=steps)
async def test_at_every_time_and_position(store: Store, history: list[Step]) -> None:
    workspace = await new_workspace(store.pool, next(slugs))
    head = await told(store, workspace, history)
    recorded = await everything(store, workspace)
    assert await listed(store, workspace) == naive(recorded, None, None)
    for hour, position in itertools.product(range(-1, HOURS + 1), range(head + 1)):
        as_of = BEGINNING + timedelta(hours=hour)
        expected = naive(recorded, as_of, position)
        assert await listed(store, workspace, as_of=as_of, known_at=position) == expected, (hour, position)
        drawn = await points_of(
            store.pool, workspace.workspace_id, ChartQuery(metric=METRIC, as_of=as_of, known_at=position)
        )
        assert [point.value for point in drawn.points] == [row["value"] for row in expected]
        assert drawn.observations == len(expected)


@on_one_database
@given(history=steps, pages=st.lists(st.integers(1, 5), min_size=1, max_size=3))
async def test_any_batches_and_a_rebuild_make_the_same_rows(
    store: Store, history: list[Step], pages: list[int]
) -> None:
    workspace = await new_workspace(store.pool, next(slugs))
    head = await told(store, workspace, history)
    once = await live_rows(store.pool, workspace)
    await rebuild_workspace(store.pool, LISTS, workspace, page=pages[0])
    assert await live_rows(store.pool, workspace) == once
    await store.pool.execute(
        "UPDATE projection_checkpoint SET position = 0 WHERE workspace_id = $1 AND live", *(workspace.workspace_id,)
    )
    for table in ("observation", "observation_version"):
        await store.pool.execute(f"DELETE FROM {table} WHERE workspace_id = $1", workspace.workspace_id)  # noqa: S608 - of two
    for position, page in zip(range(1, head + 1), itertools.cycle(pages), strict=False):
        await follow(store.pool, LISTS, workspace, worker="test", page=page, upto=position)
    now = await live_rows(store.pool, workspace)
    assert now["observation"] == once["observation"]
    assert now["observation_version"] == once["observation_version"]


@on_one_database
@given(history=steps)
async def test_the_newest_numbers_read_as_in_a_fold_of_all(store: Store, history: list[Step]) -> None:
    workspace = await new_workspace(store.pool, next(slugs))
    await told(store, workspace, history)
    view = fold_metric(METRIC, [*(await everything(store, workspace))])
    definition = await store.read_tag(workspace, f"metric:{METRIC}")
    newest = await newest_numbers(store.pool, workspace.workspace_id, METRIC)
    short = fold_metric(METRIC, [*definition, *newest])
    assert view
    assert short
    assert [(each.observation, each.value) for each in short.recent] == [
        (each.observation, each.value) for each in view.recent
    ]
    assert (short.latest, short.position) == (view.latest, view.position)


async def many(store: Store, workspace: Workspace, values: Sequence[tuple[int, float]]) -> None:
    """Numbers by the minute at which their windows end."""
    events = [seen(number, value, ends, newest=ends == 0) for number, (ends, value) in enumerate(values)]
    await tell(store, workspace, LEAD_TIME, *events)
    await follow(store.pool, LISTS, workspace, worker="test")


@on_one_database
@given(
    numbers=st.lists(st.tuples(st.integers(0, 50), st.floats(-10, 10)), max_size=80),
    most=st.integers(4, 40),
    past=st.booleans(),
)
async def test_a_chart_keeps_first_last_and_every_extreme(
    store: Store, numbers: list[tuple[int, float]], most: int, *, past: bool
) -> None:
    workspace = await new_workspace(store.pool, next(slugs))
    await many(store, workspace, numbers)
    asked = ChartQuery(metric=METRIC, points=most, known_at=10_000 if past else None)
    drawn = await points_of(store.pool, workspace.workspace_id, asked)
    assert drawn.observations == len(numbers)
    assert len(drawn.points) <= most
    ordered = sorted((ends, place, value) for place, (ends, value) in enumerate(numbers))
    shown = [(minute(point), point.value) for point in drawn.points]
    if len(numbers) <= most:
        assert shown == [(ends, value) for ends, _, value in ordered]
        return
    assert shown == sorted(shown, key=lambda each: each[0])
    assert (shown[0], shown[-1]) == ((ordered[0][0], ordered[0][2]), (ordered[-1][0], ordered[-1][2]))
    assert {min(numbers, key=lambda each: each[1])[1], max(numbers, key=lambda each: each[1])[1]} <= {
        value for _, value in shown
    }
    for begins, ends in itertools.pairwise(range(0, 51, 5)):
        within = [value for at, value in numbers if begins <= at < ends]
        cut = ChartQuery(
            metric=METRIC,
            points=most,
            since=BEGINNING + timedelta(minutes=begins),
            until=BEGINNING + timedelta(minutes=ends, microseconds=-1),
            known_at=asked.known_at,
        )
        part = await points_of(store.pool, workspace.workspace_id, cut)
        assert part.observations == len(within)
        assert {min(within), max(within)} <= {point.value for point in part.points} if within else not part.points


def minute(point: ChartPoint) -> int:
    return int((point.at - BEGINNING).total_seconds()) // 60


@pytest.mark.parametrize("descending", [False, True])
async def test_pages_follow_each_other(store: Store, workspace: Workspace, descending: bool) -> None:  # noqa: FBT001 - pytest's
    await many(store, workspace, [(random.Random(number).randrange(9), float(number)) for number in range(30)])  # noqa: S311 - no secret
    whole = await listed(store, workspace, descending=descending)
    assert [row["ends"] for row in whole] == sorted((row["ends"] for row in whole), reverse=descending)
    query, found = ObservationsQuery(metric=METRIC, limit=7, descending=descending), list[str]()
    after: Key | None = None
    while True:
        page = await list_observations(store.pool, workspace.workspace_id, msgspec.structs.replace(query, after=after))
        found += [item["observation"] for item in items_of(page)]
        after = page.next_key
        if after is None:
            break
    assert found == [row["observation"] for row in whole]


async def test_filters_and_corrections(store: Store, workspace: Workspace) -> None:
    await tell(store, workspace, LEAD_TIME, seen(1, 5000, 1), seen(2, 400, 2, source="survey"))
    wrong = (await everything(store, workspace))[1]
    await tell(store, workspace, mended(wrong, "value", 500.0), mended(wrong, "note", "A zero too many"))
    await follow(store.pool, LISTS, workspace, worker="test")
    asked = ObservationsQuery(metric=METRIC, source="pipeline")
    (item,) = items_of(await list_observations(store.pool, workspace.workspace_id, asked))
    assert (item["value"], item["note"], item["recorded_position"], item["position"]) == (500, "A zero too many", 2, 5)
    assert [(each["field"], each["from"], each["to"]) for each in item["corrections"]] == [
        ("value", 5000, 500),
        ("note", None, "A zero too many"),
    ]
    assert len(await listed(store, workspace, since=BEGINNING + timedelta(minutes=2))) == 1
    assert len(await listed(store, workspace, until=BEGINNING + timedelta(minutes=1))) == 1
    (former,) = await listed(store, workspace, source="pipeline", known_at=4)
    assert former["value"] == 500
    drawn = await points_of(store.pool, workspace.workspace_id, ChartQuery(metric=METRIC))
    assert [(point.value, point.corrected) for point in drawn.points] == [(500, True), (400, False)]


async def test_few_events_are_read_of_a_long_series(store: Store, workspace: Workspace) -> None:
    await many(store, workspace, [(500 - number, float(number)) for number in range(501)])
    newest = await newest_numbers(store.pool, workspace.workspace_id, METRIC)
    assert len(newest) == LATEST
    view = fold_metric(METRIC, [*(await store.read_tag(workspace, f"metric:{METRIC}")), *newest])
    assert view
    assert view.latest
    early = await newest_numbers(store.pool, workspace.workspace_id, METRIC, known_at=3)
    assert [each.position for each in early] == [2, 3]


async def plan_of(connection: asyncpg.Connection, statement: str) -> str:
    """The plan of a statement, made once for whatever its parameters are."""
    await connection.execute(f"DEALLOCATE ALL; SET plan_cache_mode = force_generic_plan; PREPARE asked AS {statement}")
    parameters = max(int(number) for number in re.findall(r"\$([0-9]+)", statement))
    nothing = ", ".join(["NULL"] * parameters)
    rows = await connection.fetch(f"EXPLAIN EXECUTE asked ({nothing})")
    return "\n".join(row[0] for row in rows)


async def test_an_observation_is_looked_up_by_its_key_even_with_a_plan_made_while_there_was_none(
    owner_dsn: str,
) -> None:
    connection = await asyncpg.connect(owner_dsn, statement_cache_size=0)
    try:
        assert "using observation_pkey" in await plan_of(connection, QUERIES.load)
    finally:
        await connection.close()


async def test_lists_and_charts_are_read_in_the_order_of_an_index(
    store: Store, workspace: Workspace, owner_dsn: str
) -> None:
    numbers = [seen(each, float(each % 97), each * 7 % 3001, source=f"s{each % 40}") for each in range(3000)]
    await tell(store, workspace, LEAD_TIME, *numbers)
    await follow(store.pool, LISTS, workspace, worker="test")
    connection = await asyncpg.connect(owner_dsn, statement_cache_size=0)
    try:
        await connection.execute("VACUUM ANALYZE observation")
        for query, index in (
            (ObservationsQuery(metric=METRIC), "observation_by_time"),
            (ObservationsQuery(metric=METRIC, descending=True, since=BEGINNING), "observation_by_time"),
            (ObservationsQuery(metric=METRIC, source="s1", after=(BEGINNING.isoformat(), 1)), "observation_by_source"),
        ):
            plan = await plan_of(connection, chosen(QUERIES.page, words(query)))
            assert index in plan, plan
            assert "Seq Scan on observation" not in plan
        plan = await plan_of(connection, chosen(QUERIES.chart, frozenset()))
        assert "Index Only Scan using observation_by_time" in plan, plan
        assert "Index Scan using observation_by_value" in plan, plan
    finally:
        await connection.close()
