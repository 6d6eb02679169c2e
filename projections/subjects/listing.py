"""The lists of subjects, each in the order in which its subjects began, or the other way round."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.assessments.terms import AssessmentState
from domain.benefits.terms import BenefitKind, Receiver
from domain.brainstorms.terms import Mode, Topic
from domain.definitions.terms import DefinitionState
from domain.katas.terms import KataStatus
from domain.metrics.terms import MetricKind
from domain.objectives.terms import Level, SetKind, SetState
from domain.signals.terms import Category
from domain.trackers.terms import Progress
from eventstore.faults import AnyConnection
from projections.choosing import chosen
from projections.paging import EVERYTHING, LARGEST, Key, Page

QUERIES = load(__file__)
NOT_MARKS = frozenset({"limit", "after", "descending"})


class SubjectsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What all these lists take: how many rows, after which one, in which direction. Other fields narrow the list."""

    kind: ClassVar[str]
    state: str | None = None
    descending: bool = False
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None

    def marks(self) -> list[str]:
        """What rows must be marked with."""
        names = zip(self.__struct_fields__, self.__struct_encode_fields__, strict=True)
        given = {shown: getattr(self, name) for name, shown in names if name not in NOT_MARKS}
        return [
            f"{name}:{str(value).lower() if isinstance(value, bool) else value}"
            for name, value in given.items()
            if value is not None
        ]


class MetricsQuery(SubjectsQuery, frozen=True, kw_only=True, rename={"sort": "kind"}):
    """Metrics of a kind; `state` is recorded or retired."""

    kind = "metric"
    state: Literal["recorded", "retired"] | None = None
    sort: MetricKind | None = None


class SignalsQuery(SubjectsQuery, frozen=True, kw_only=True):
    """Signals of a category or resting on a metric; `state` is stands, challenged or retracted."""

    kind = "signal"
    state: Literal["stands", "challenged", "retracted"] | None = None
    category: Category | None = None
    metric: str | None = None


class ObjectivesQuery(SubjectsQuery, frozen=True, kw_only=True, rename={"sort": "kind"}):
    """Objectives of an owner, level, kind or cycle; `state` is draft, active or closed."""

    kind = "objectives"
    state: SetState | None = None
    owner: str | None = None
    level: Level | None = None
    sort: SetKind | None = None
    cycle: str | None = None
    metric: str | None = None


class DefinitionsQuery(SubjectsQuery, frozen=True, kw_only=True):
    """Definitions of Awesome of a scope, opportunity, team or decision.

    `state` is draft, adopted, achieved, retired or superseded.
    """

    kind = "definition"
    state: DefinitionState | None = None
    scope: str | None = None
    opportunity: str | None = None
    team: str | None = None
    decision: str | None = None


class KatasQuery(SubjectsQuery, frozen=True, kw_only=True):
    """Katas of a team, person, opportunity or definition; `state` is running, paused, stopped or completed."""

    kind = "kata"
    state: KataStatus | None = None
    team: str | None = None
    learner: str | None = None
    coach: str | None = None
    opportunity: str | None = None
    definition: str | None = None


class BrainstormsQuery(SubjectsQuery, frozen=True, kw_only=True):
    """Brainstorms about a topic or of a mode, revealed ones only if asked for; `state` is open or closed."""

    kind = "brainstorm"
    state: Literal["open", "closed"] | None = None
    topic: Topic | None = None
    mode: Mode | None = None
    revealed: bool | None = None


class MapsQuery(SubjectsQuery, frozen=True, kw_only=True):
    """Value stream maps, those that follow a map only if asked for; `state` is open or closed."""

    kind = "map"
    state: Literal["open", "closed"] | None = None
    previous: str | None = None


class AssessmentsQuery(SubjectsQuery, frozen=True, kw_only=True):
    """Assessments of an opportunity or by a scorer; `state` is scoring, revealed, settled or agreed."""

    kind = "assessment"
    state: AssessmentState | None = None
    opportunity: str | None = None
    scorer: str | None = None


class BenefitsQuery(SubjectsQuery, frozen=True, kw_only=True, rename={"sort": "kind"}):
    """Benefits of a subject, for a receiver, of a kind; `state` is recorded or confirmed."""

    kind = "benefit"
    state: Literal["recorded", "confirmed"] | None = None
    about: str | None = None
    receiver: Receiver | None = None
    sort: BenefitKind | None = None
    confirmed_by: str | None = None


class TrackerLinksQuery(SubjectsQuery, frozen=True, kw_only=True):
    """Links of a subject, to a tracker, by what was seen there last; `state` is linked or unlinked."""

    kind = "tracker-link"
    state: Literal["linked", "unlinked"] | None = None
    about: str | None = None
    tracker: str | None = None
    progress: Progress | None = None


async def list_subjects(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: SubjectsQuery) -> Page:
    """List the kind of subjects that the query's type stands for."""
    statement = chosen(QUERIES.page, frozenset({"downwards" if query.descending else "upwards"}))
    (began,) = query.after or (EVERYTHING if query.descending else 0,)
    rows = await connection.fetch(statement, workspace_id, query.kind, query.marks(), began, query.limit + 1)
    shown = [row for row in rows[: query.limit] if row["item"] is not None]
    return Page(
        items=[row["item"] for row in shown],
        next_key=(shown[-1]["began_position"],) if shown and len(rows) > query.limit else None,
        position=rows[0]["position"] if rows else 0,
    )
