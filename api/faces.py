"""Single subjects seen from one side: a part of a view, or two views held against each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.declarations import Read, Reader
from api.histories import history_of
from api.living import Living
from api.membership import require_part
from api.moments import AsOf, KnownAt, as_of, known_at
from api.preconditions import etag, revalidated
from api.problems import NOT_FOUND, Problem
from api.records import PastQuery
from api.tags import TAGS, tag_of
from domain.ids import MapId
from projections.facts import Viewed
from projections.katas.coaching import CoachingCycles, coaching_cycles
from projections.katas.storyboard import ObstacleLot, Storyboard, obstacle_lot, storyboard
from projections.value_streams.comparison import MapComparison, compare
from projections.views import VIEWS

_encode = msgspec.json.Encoder().encode


class ComparisonQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"later": "with"}):
    """The map to compare with, and as of when."""

    later: Annotated[MapId, Meta(description="The later map, best one that names this as its previous one.")]
    as_of: AsOf | None = None
    known_at: KnownAt | None = None


def _answer(ask: Ask, shown: Any, *positions: int) -> Answer:  # noqa: ANN401 - each face has a type of its own
    headers = [JSON, (b"accord-position", b"%d" % max(positions))]
    return revalidated(Answer(200, _encode(shown), headers), etag(*positions), ask.headers.get(b"if-none-match"))


async def _view(living: Living, ask: Ask, parameter: str, subject: str, query: Any) -> Any:  # noqa: ANN401 - as above
    """The view of a subject, now or then; a problem where there is none."""
    workspace = ask.workspace
    at, position = as_of(query.as_of, workspace), await known_at(living, query.known_at, workspace)
    tag = tag_of(parameter, subject)
    history = await history_of(living.services.store, workspace, tag, as_of=at, known_at=position)
    view: Viewed | None = VIEWS[TAGS[parameter]].fold(subject, history, workspace.sides)
    if view is None:
        raise Problem(NOT_FOUND, f"There is no {parameter} {subject!r} here, or there was none then.")
    return view


def face_reader(parameter: str, shape: Callable[[Any], Any]) -> Reader:
    """What answers a face of one subject."""

    async def read(living: Living, ask: Ask) -> Answer:
        query = ask.query(PastQuery)
        await require_part(living, ask)
        view = await _view(living, ask, parameter, ask.path[parameter], query)
        return _answer(ask, shape(view), view.position)

    return read


async def compared(living: Living, ask: Ask) -> Answer:
    """Answer the comparison of two maps."""
    query = ask.query(ComparisonQuery)
    await require_part(living, ask)
    former, later = [await _view(living, ask, "map", each, query) for each in (ask.path["map"], query.later)]
    return _answer(ask, compare(former, later), former.position, later.position)


def _of_kata(face: str, operation: str, shape: Callable[[Any], Any], answers: type[msgspec.Struct], says: str) -> Read:
    return Read(
        path=f"/katas/{{kata}}/{face}",
        operation=operation,
        summary=says,
        tag="katas",
        reader=face_reader("kata", shape),
        answers=answers,
        query=PastQuery,
    )


FACES = (
    _of_kata(
        "storyboard",
        "getKataStoryboard",
        storyboard,
        Storyboard,
        "The storyboard of a kata, with the experiment record's four columns: expected, happened, learned, next step",
    ),
    _of_kata(
        "obstacles",
        "getKataObstacles",
        obstacle_lot,
        ObstacleLot,
        "The obstacle lot of a kata: what is in the way, in focus, gone, and what each one cost",
    ),
    _of_kata(
        "coaching-cycles",
        "getKataCoachingCycles",
        coaching_cycles,
        CoachingCycles,
        "The coaching cycles of a kata, and the card for the next one, filled in as far as the record goes",
    ),
    Read(
        path="/value-streams/{map}/comparison",
        operation="compareValueStreams",
        summary="A value stream before and after: the totals and steps of two maps, and what changed",
        tag="value-streams",
        reader=compared,
        answers=MapComparison,
        query=ComparisonQuery,
    ),
)
