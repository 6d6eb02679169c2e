"""What the view of a set of objectives consists of."""

from __future__ import annotations

import msgspec

from domain.metrics.terms import Direction, ObservationPin
from domain.objectives.terms import Expected, Level, Objective, ObjectiveRef, SetKind, SetState, Verdict
from domain.opportunities.terms import Evidence
from projections.facts import Fact, Viewed


class CheckInView(msgspec.Struct, frozen=True, kw_only=True):
    """Where a key result stood; `progress` is computed against the target of that moment."""

    value: float
    unit: str | None
    observation: ObservationPin | None
    confidence: float | None
    note: str | None
    progress: float | None
    fact: Fact


class KeyResultChange(msgspec.Struct, frozen=True, kw_only=True):
    """The target moved, and why."""

    former: float
    to: float
    reason: str
    fact: Fact


class ScoreView(msgspec.Struct, frozen=True, kw_only=True):
    """A person's judgement at the end, from 0 to 1."""

    score: float
    note: str | None
    fact: Fact


class KeyResultView(msgspec.Struct, kw_only=True):
    """A key result: `progress` is (current - baseline) / (target - baseline) between 0 and 1, computed, never claimed.

    `current` is the value of the check-in that happened last; `opportunities` are aligned with it now.
    """

    key: str
    title: str | None
    metric: str | None
    unit: str | None
    baseline: float | None
    target: float | None
    direction: Direction | None
    current: float | None = None
    progress: float | None = None
    confidence: float | None = None
    check_ins: list[CheckInView] = msgspec.field(default_factory=list)
    target_changes: list[KeyResultChange] = msgspec.field(default_factory=list)
    score: ScoreView | None = None
    opportunities: list[str] = msgspec.field(default_factory=list)


class ObjectiveView(msgspec.Struct, kw_only=True):
    """An objective with its key results. `progress` is the mean of those whose progress is known."""

    key: str
    title: str
    why: str | None
    parent: ObjectiveRef | None
    key_results: list[KeyResultView]
    progress: float | None = None
    score: ScoreView | None = None
    opportunities: list[str] = msgspec.field(default_factory=list)


class AttributionView(msgspec.Struct, frozen=True, kw_only=True):
    """A side's judgement whether the opportunity moved what it was aligned with."""

    verdict: Verdict
    side: str
    evidence: tuple[Evidence, ...]
    note: str | None
    fact: Fact


class AlignmentView(msgspec.Struct, kw_only=True):
    """An opportunity that should move a key result or serve an objective, and how; `revision` pins the objectives."""

    opportunity: str
    objectives: str
    key: str
    revision: int
    mechanism: str
    expected: Expected | None
    holds: bool
    aligned: Fact
    unaligned: Fact | None = None
    unaligned_because: str | None = None
    attributions: list[AttributionView] = msgspec.field(default_factory=list)


class ObjectivesRevisionView(msgspec.Struct, frozen=True, kw_only=True):
    """One revision of the draft."""

    revision: int
    content: tuple[Objective, ...]
    fact: Fact


class ObjectivesView(Viewed, kw_only=True):
    """What an owner wants to achieve in a cycle: a tree of objectives and key results with their progress.

    `uncovered` are the key results that no opportunity is aligned with.
    """

    objectives: str
    owner: str = ""
    level: Level = "product_team"
    kind: SetKind = "okr"
    cycle: str = ""
    state: SetState = "draft"
    revision: int = 0
    tree: list[ObjectiveView] = msgspec.field(default_factory=list)
    alignments: list[AlignmentView] = msgspec.field(default_factory=list)
    uncovered: list[str] = msgspec.field(default_factory=list)
    revisions: list[ObjectivesRevisionView] = msgspec.field(default_factory=list)
    drafted: Fact | None = None
    activated: Fact | None = None
    closed: Fact | None = None
    reflection: str | None = None
