"""Facts about a kata as a whole, its current condition, target conditions, obstacles and coaching (steps 1 to 4).

Who acted stands in the envelope. Experiments have their own file.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from domain.definitions.terms import NorthStar
from domain.fields import Digest, Line, Revision, Text
from domain.ids import (
    DefinitionId,
    ExperimentId,
    KataId,
    MapId,
    ObstacleId,
    OpportunityId,
    PersonId,
    TargetConditionId,
    TeamId,
)
from domain.katas.terms import Aim, DaysLate, Facts, KataRole, Reflection, TargetOutcome
from domain.kernel import Event, Tag, event
from domain.metrics.terms import MetricKey, ObservationPin, Quantity
from domain.opportunities.terms import Cites, Evidence
from domain.partnership.correctable import correctable

Subject = Annotated[KataId, Tag("kata")]
Target = Annotated[TargetConditionId, Tag("target-condition")]
Obstacle = Annotated[ObstacleId, Tag("obstacle")]
Metrics = Annotated[tuple[MetricKey, ...], Tag("metric")]


@correctable("focus_process", "challenge")
@event("kata-started")
class KataStarted(Event):
    """A team set out towards a north star; from here its opportunities are in progress.

    `definition` is pinned to the revision that all sides had signed; without one the north star is the team's own.
    """

    kata: Subject
    north_star: NorthStar
    opportunities: Annotated[tuple[OpportunityId, ...], Tag("opportunity")]
    focus_process: Line
    team: Annotated[TeamId, Tag("team")]
    learner: PersonId
    coach: PersonId
    policy: int
    challenge: Text | None = None
    definition: Annotated[DefinitionId | None, Tag("definition")] = None
    definition_revision: Revision | None = None
    definition_digest: Digest | None = None


@correctable("pattern", "facts")
@event("current-condition-grasped")
class CurrentConditionGrasped(Event):
    """How the focus process works now: measured, seen, and in which pattern."""

    kata: Subject
    observations: tuple[ObservationPin, ...] = ()
    facts: Facts = ()
    pattern: Text | None = None
    map: Annotated[MapId | None, Tag("map")] = None
    metrics: Metrics = ()


@event("target-condition-set")
class TargetConditionSet(Event):
    """Where the team wants to be by a day: the outcome, the process behind it, and the pattern of work."""

    kata: Subject
    target_condition: Target
    achieve_by: date
    outcome: Aim
    pattern: Text
    policy: int
    process: Aim | None = None
    metrics: Metrics = ()


@event("target-condition-extended")
class TargetConditionExtended(Event):
    """The day moved."""

    kata: Subject
    target_condition: Target
    former: date = msgspec.field(name="from")
    to: date
    reason: Text
    policy: int


@correctable("measured")
@event("target-condition-closed")
class TargetConditionClosed(Event):
    """The team looked back: reached, missed or given up; `days_late` counts from the day set (negative: early)."""

    kata: Subject
    target_condition: Target
    outcome: TargetOutcome
    reflection: Text
    days_late: DaysLate
    measured: Quantity | None = None
    observations: tuple[ObservationPin, ...] = ()
    metrics: Metrics = ()


@event("obstacle-parked")
class ObstacleParked(Event):
    """Something stands in the way; it waits in the lot until the team turns to it."""

    kata: Subject
    obstacle: Obstacle
    text: Text


@event("obstacle-focused")
class ObstacleFocused(Event):
    """The one obstacle that the team works on now; the `former` goes back to the lot."""

    kata: Subject
    obstacle: Obstacle
    former: Obstacle | None = None


@event("obstacle-resolved")
class ObstacleResolved(Event):
    """It stands in the way no more, best thanks to an experiment."""

    kata: Subject
    obstacle: Obstacle
    experiment: Annotated[ExperimentId | None, Tag("experiment")] = None
    how: Text | None = None


@event("obstacle-dropped")
class ObstacleDropped(Event):
    """It turned out to be none, or none worth the effort."""

    kata: Subject
    obstacle: Obstacle
    reason: Text


@event("assumption-questioned")
class AssumptionQuestioned(Event):
    """Somebody doubts what everybody takes for granted."""

    kata: Subject
    assumption: Text
    question: Text
    experiment: Annotated[ExperimentId | None, Tag("experiment")] = None
    obstacle: Obstacle | None = None


@event("coaching-cycle-held")
class CoachingCycleHeld(Event):
    """Coach and learner went through the five questions, and back over the last steps before the third.

    1 the target condition · 2 the actual condition now · 3 the obstacles, and which one now · 4 the next step and what
    is expected · 5 when to go and see what was learned.
    """

    kata: Subject
    target: Text
    actual: Text
    obstacles: Text
    next_step: Text
    see_on: date
    expectation: Text | None = None
    obstacle: Obstacle | None = None
    reflections: tuple[Reflection, ...] = ()
    experiments: Annotated[tuple[ExperimentId, ...], Tag("experiment")] = ()


@event("kata-role-changed")
class KataRoleChanged(Event):
    """Another person is learner or coach from here."""

    kata: Subject
    role: KataRole
    former: PersonId
    person: PersonId
    reason: Text | None = None


@event("kata-paused")
class KataPaused(Event):
    """The team set the kata aside for a while."""

    kata: Subject
    reason: Text
    until: date | None = None


@event("kata-resumed")
class KataResumed(Event):
    """The team took it up again."""

    kata: Subject
    note: Text | None = None


@event("kata-stopped")
class KataStopped(Event):
    """It ended before the north star was reached."""

    kata: Subject
    reason: Text
    learned: Text | None = None


@event("kata-completed")
class KataCompleted(Event):
    """It ended where it was going: the evidence is held against the north star."""

    kata: Subject
    north_star: NorthStar
    evidence: tuple[Evidence, ...]
    note: Text | None = None
    cites: Cites = ()
