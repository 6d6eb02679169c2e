"""The numbers of a metric: all of them by pages, and drawn as a run chart."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.cursors import read_cursor
from api.declarations import Read
from api.histories import history_of
from api.lists import FilterText, MinPosition, page_type, patience_of
from api.living import Living
from api.membership import require_part
from api.moments import EARLIEST, AsOf, KnownAt, as_of, known_at, moment_of
from api.pages import CursorText, Limit, fingerprint, list_of, page_answer
from api.preconditions import revalidated, weak_etag
from api.problems import CURSOR_INVALID, NOT_FOUND, Fault, Problem
from domain.kernel import Recorded, Selector
from domain.metrics.events import MetricDefined
from eventstore.conditions import Criterion, criterion
from eventstore.faults import reaching
from projections.groups import LISTS
from projections.metrics import drawing
from projections.metrics.chart import FEWEST, MOST, USUAL, ChartQuery, RunChart, points_of
from projections.metrics.listing import ObservationsQuery, list_observations
from projections.metrics.observed import ObservationItem
from projections.metrics.view import fold_metric
from projections.waiting import wait_for

NAME = "Observations"
NOT_FILTERS = frozenset({"cursor", "min_position", "limit"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_encode = msgspec.json.Encoder().encode

End = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        description="Only windows that end then or earlier: RFC 3339, or a day, which counts to its end in the "
        "workspace's time zone.",
        examples=["2026-11-20"],
        extra_json_schema={"anyOf": [{"format": "date"}, {"format": "date-time"}]},
    ),
]
Beginning = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        description="Only windows that end then or later: RFC 3339, or a day, which counts from its beginning in the "
        "workspace's time zone.",
        examples=["2026-03-02"],
        extra_json_schema={"anyOf": [{"format": "date"}, {"format": "date-time"}]},
    ),
]
SOURCE = Meta(description="Only those that this source delivered.")
DOWN = Meta(description="The latest first.")
POINTS = Meta(
    ge=FEWEST,
    le=MOST,
    description="How many points at most. Where there are more numbers, time is cut into equal stretches, and each "
    "keeps its first, last, lowest and highest.",
)
# what both reads take; `from` cannot be written as a field of a class
SHARED: list[Any] = [
    ("from", Beginning | None, None),
    ("to", End | None, None),
    ("min_position", MinPosition | None, None),
    ("as_of", AsOf | None, None),
    ("known_at", KnownAt | None, None),
]
OPTIONS: dict[str, Any] = {"frozen": True, "forbid_unknown_fields": True, "kw_only": True, "omit_defaults": True}
PAGED = msgspec.defstruct(
    "ObservationsQuery",
    [
        ("source", Annotated[FilterText, SOURCE] | None, None),
        ("descending", Annotated[bool, DOWN], False),
        ("limit", Limit, 50),
        ("cursor", CursorText | None, None),
        *SHARED,
    ],
    **OPTIONS,
)
DRAWN = msgspec.defstruct("RunChartQuery", [("points", Annotated[int, POINTS], USUAL), *SHARED], **OPTIONS)


async def observations(living: Living, ask: Ask) -> Answer:
    """Answer a page of the numbers of a metric."""
    query: Any = ask.query(PAGED)
    metric = ask.path["metric"]
    await require_part(living, ask)
    await _require_metric(living, ask, metric)
    least, after = query.min_position, None
    if query.cursor is not None:
        query, after = _continued(living, query, list_of(ask, f"{NAME}/{metric}"))
    await _wait(living, ask, least)
    wanted = ObservationsQuery(
        metric=metric,
        source=query.source,
        descending=query.descending,
        limit=query.limit,
        after=after,
        **await _when(living, ask, query),
    )
    with reaching():
        page = await list_observations(living.services.pool, ask.workspace.workspace_id, wanted)
    given = {key: value for key, value in msgspec.to_builtins(query).items() if key not in {"cursor", "min_position"}}
    return page_answer(
        living,
        ask,
        page.items,
        name=f"{NAME}/{metric}",
        query=given,
        after=None if page.next_key is None else list(page.next_key),
        position=page.position,
    )


async def run_chart(living: Living, ask: Ask) -> Answer:
    """Answer the run chart of a metric."""
    query: Any = ask.query(DRAWN)
    metric = ask.path["metric"]
    await require_part(living, ask)
    when = await _when(living, ask, query)
    past = {"as_of": when["as_of"], "known_at": when["known_at"]}
    history = await history_of(living.services.store, ask.workspace, f"metric:{metric}", **past)
    view = fold_metric(metric, history)
    if view is None:
        raise _nowhere(metric)
    await _wait(living, ask, query.min_position)
    with reaching():
        asked = ChartQuery(metric=metric, points=query.points, **when)
        drawn = await points_of(living.services.pool, ask.workspace.workspace_id, asked)
    beside = await _read(living, ask, drawing.neighbours(history), **past)
    decided = await _read(living, ask, drawing.agreements([*history, *beside]), **past)
    seen = drawing.Stretch(since=when["since"], until=when["until"])
    chart = RunChart(
        metric=metric,
        name=view.name,
        unit=view.unit,
        direction=view.direction,
        position=drawn.position,
        observations=drawn.observations,
        thinned=len(drawn.points) < drawn.observations,
        points=drawn.points,
        lines=tuple(each for each in drawing.lines_of(view) if seen.shows(each.since, each.until)),
        target_conditions=tuple(
            each for each in drawing.conditions_of(metric, beside) if seen.shows(each.set_at, each.ended_at)
        ),
        experiments=tuple(
            each for each in drawing.experiments_of(metric, beside) if seen.shows(each.planned_at, each.result_at)
        ),
        decisions=tuple(each for each in drawing.decisions_of(decided) if seen.shows(each.agreed_at, each.ended_at)),
        marks=tuple(each for each in drawing.marks_of(history) if seen.shows(each.at, each.at)),
    )
    body = _encode(chart)
    answer = Answer(200, body, [JSON, (b"accord-position", b"%d" % drawn.position)])
    tag = weak_etag(f"{drawn.position}-{fingerprint(body)}")
    return revalidated(answer, tag, ask.headers.get(b"if-none-match"))


async def _require_metric(living: Living, ask: Ask, metric: str) -> None:
    defined = criterion(Selector(types=[MetricDefined], tags=[f"metric:{metric}"]), newest=True)
    found = await living.services.store.read_boundary(ask.workspace, [defined])
    if not found.recorded:
        raise _nowhere(metric)


def _nowhere(metric: str) -> Problem:
    return Problem(NOT_FOUND, f"There is no metric {metric!r} here, or there was none then.")


async def _wait(living: Living, ask: Ask, least: int | None) -> None:
    """Wait for the position asked for, as long as the caller likes."""
    patience, services = patience_of(ask), living.services
    if least is not None:
        with reaching():
            await wait_for(
                services.pool, ask.workspace.workspace_id, LISTS.name, least, patience, ending=services.ending
            )


async def _when(living: Living, ask: Ask, query: Any) -> dict[str, Any]:  # noqa: ANN401 - a type made at run time
    """The stretch of time that is asked for, and from when it is looked at."""
    begins = getattr(query, "from")
    zone = ask.workspace.time_zone
    return {
        "since": None if begins is None else _beginning(begins, zone),
        "until": None if query.to is None else moment_of(query.to, "to", zone),
        "as_of": as_of(query.as_of, ask.workspace),
        "known_at": await known_at(living, query.known_at, ask.workspace),
    }


def _beginning(text: str, time_zone: str) -> datetime:
    """The time that `from` means: of a day its first moment, which follows the last one of the day before."""
    end = moment_of(text, "from", time_zone)
    if not _DAY.fullmatch(text):
        return end
    if date.fromisoformat(text) == date.min:
        return EARLIEST
    before = (date.fromisoformat(text) - timedelta(days=1)).isoformat()
    return (moment_of(before, "from", time_zone) + timedelta(microseconds=1)).astimezone(UTC)


def _continued(living: Living, query: Any, name: str) -> tuple[Any, tuple[Any, ...]]:  # noqa: ANN401 - as above
    """The query that a cursor carries, and where it goes on; other filters beside it are refused."""
    cursor = read_cursor(living.services.secret, query.cursor, name)
    given = msgspec.to_builtins(query)
    for key in given.keys() - NOT_FILTERS:
        if cursor.query.get(key) != given[key]:
            detail = f"The cursor was made for another {key}."
            raise Problem(CURSOR_INVALID, detail, [Fault(pointer=f"/{key}", detail=detail)])
    limit = given.get("limit", cursor.query.get("limit", query.limit))
    return msgspec.convert({**cursor.query, "limit": limit}, PAGED), tuple(cursor.after)


async def _read(
    living: Living, ask: Ask, wanted: list[Criterion], *, as_of: datetime | None, known_at: int | None
) -> list[Recorded]:
    """Events of other subjects, those claimed and recorded by then."""
    if not wanted:
        return []
    found = await living.services.store.read_boundary(ask.workspace, wanted)
    return [
        each
        for each in found.recorded
        if (as_of is None or each.occurred_at <= as_of) and (known_at is None or each.position <= known_at)
    ]


READS = (
    Read(
        path="/metrics/{metric}/observations",
        operation="listObservations",
        summary="What was observed of a metric, in the order of time, with what was corrected",
        tag="metrics",
        reader=observations,
        answers=page_type("ObservationsPage", ObservationItem),
        query=PAGED,
    ),
    Read(
        path="/metrics/{metric}/run-chart",
        operation="getRunChart",
        summary="A metric over time: every extreme in few points, with targets, experiments and decisions",
        tag="metrics",
        reader=run_chart,
        answers=RunChart,
        query=DRAWN,
    ),
)
