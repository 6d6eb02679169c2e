"""What a kata's storyboard consists of."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from domain.katas.terms import (
    Aim,
    ComputedVerdict,
    DaysLate,
    ExperimentKind,
    ExperimentPlan,
    ExperimentStatus,
    KataRole,
    KataStatus,
    ObstacleStatus,
    Prediction,
    Reflection,
    TargetOutcome,
    Verdict,
)
from domain.metrics.terms import ObservationPin
from domain.opportunities.terms import Evidence
from projections.facts import Fact, Viewed


class CurrentConditionView(msgspec.Struct, frozen=True, kw_only=True):
    """How the focus process works: measured, seen, and in which pattern; `map` is the value stream map behind it."""

    observations: tuple[ObservationPin, ...]
    facts: tuple[str, ...]
    pattern: str | None
    map: str | None
    fact: Fact


class ExtensionView(msgspec.Struct, frozen=True, kw_only=True):
    """The day moved, and why."""

    former: date
    to: date
    reason: str
    fact: Fact


class TargetConditionView(msgspec.Struct, kw_only=True):
    """Where the team wants to be by a day.

    Once closed, `ended_as` says whether it was reached, `days_late` counts from the day set (negative: early).
    """

    target_condition: str
    achieve_by: date
    outcome: Aim
    process: Aim | None
    pattern: str
    open: bool
    set: Fact
    extensions: list[ExtensionView] = msgspec.field(default_factory=list)
    ended_as: TargetOutcome | None = None
    reflection: str | None = None
    days_late: DaysLate | None = None
    measured: float | None = None
    observations: tuple[ObservationPin, ...] = ()
    closed: Fact | None = None


class DoubtView(msgspec.Struct, frozen=True, kw_only=True):
    """Something that everybody takes for granted, and the question about it."""

    assumption: str
    question: str
    experiment: str | None
    obstacle: str | None
    fact: Fact


class ObstacleView(msgspec.Struct, kw_only=True):
    """Something in the way: it waits in the lot, is in focus, or is gone. `experiments` were made against it.

    `focused_seconds` is how long it was in focus in all, without the time since `focused_since` if it is so now.
    """

    obstacle: str
    text: str
    status: ObstacleStatus
    parked: Fact
    focused_seconds: int = 0
    focused_since: datetime | None = None
    focused: Fact | None = None
    ended: Fact | None = None
    how: str | None = None
    resolved_by: str | None = None
    experiments: list[str] = msgspec.field(default_factory=list)


class WhatColumn(msgspec.Struct, frozen=True, kw_only=True):
    """The step: its kind, what harm it could do, and whether it changes one thing and can be undone."""

    step: str
    kind: ExperimentKind
    single_change: bool
    reversible: bool
    harm_guard: str | None
    check_on: date


class HappenedColumn(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. `days_late` counts from the day on which to look (negative: early).

    `late` says that the prediction was written down when this had happened already, or data for it existed.
    """

    text: str
    measured: float | None
    observations: tuple[ObservationPin, ...]
    late: bool
    days_late: DaysLate
    fact: Fact


class LearnedColumn(msgspec.Struct, frozen=True, kw_only=True):
    """What the team takes from it: `verdict` is people's, `computed` follows from the numbers.

    `deviation` is measured minus expected. For an experiment that was given up both verdicts are null.
    """

    text: str
    verdict: Verdict | None
    computed: ComputedVerdict | None
    deviation: float | None
    surprise: str | None
    next: str | None
    fact: Fact


class ExperimentPlanView(msgspec.Struct, frozen=True, kw_only=True):
    """A plan as it once read; `digest` is its hash, `changes` names the parts that differ from the one before."""

    plan: ExperimentPlan
    digest: str
    changes: tuple[str, ...]
    reason: str | None
    late: bool
    fact: Fact


class ExperimentView(msgspec.Struct, kw_only=True):
    """One line of the experiment record: what, what was expected, what happened, what was learned.

    `digest` locks the plan once it is `started`; `late` marks a prediction that came when data for its time existed.
    """

    experiment: str
    status: ExperimentStatus
    target_condition: str
    obstacle: str
    digest: str
    late: bool
    what: WhatColumn
    expect: Prediction
    happened: HappenedColumn | None = None
    learned: LearnedColumn | None = None
    started: Fact | None = None
    abandoned_because: str | None = None
    reflected: bool = False
    plans: list[ExperimentPlanView] = msgspec.field(default_factory=list)


class CoachingCycleView(msgspec.Struct, frozen=True, kw_only=True):
    """The five questions as they were answered, and the look back at the last steps."""

    target: str
    actual: str
    obstacles: str
    obstacle: str | None
    next_step: str
    expectation: str | None
    see_on: date
    reflections: tuple[Reflection, ...]
    fact: Fact


class RoleView(msgspec.Struct, frozen=True, kw_only=True):
    """Who was learner or coach before, and who is from here."""

    role: KataRole
    former: str
    person: str
    reason: str | None
    fact: Fact


class KataStep(msgspec.Struct, frozen=True, kw_only=True):
    """A turn in the kata's life, and why."""

    status: KataStatus
    reason: str | None
    until: date | None
    learned: str | None
    evidence: tuple[Evidence, ...]
    fact: Fact


class KataView(Viewed, kw_only=True):
    """The storyboard: the north star, where the process is and should be next, what is in the way, what was tried.

    `focus` is the obstacle in focus, `current_experiment` the one that is planned, running, or waits for its
    learning.
    """

    kata: str
    status: KataStatus = "running"
    north_star: str = ""
    focus_process: str = ""
    challenge: str | None = None
    team: str = ""
    learner: str = ""
    coach: str = ""
    opportunities: tuple[str, ...] = ()
    definition: str | None = None
    definition_revision: int | None = None
    current_condition: CurrentConditionView | None = None
    target_condition: TargetConditionView | None = None
    focus: str | None = None
    current_experiment: str | None = None
    obstacles: list[ObstacleView] = msgspec.field(default_factory=list)
    experiments: list[ExperimentView] = msgspec.field(default_factory=list)
    coaching_cycles: list[CoachingCycleView] = msgspec.field(default_factory=list)
    assumptions: list[DoubtView] = msgspec.field(default_factory=list)
    started: Fact | None = None
    life: list[KataStep] = msgspec.field(default_factory=list)
    roles: list[RoleView] = msgspec.field(default_factory=list)
    past_target_conditions: list[TargetConditionView] = msgspec.field(default_factory=list)
    past_conditions: list[CurrentConditionView] = msgspec.field(default_factory=list)
