"""Facts about objectives, key results and what opportunities have to do with them. Who acted stands in the envelope."""

from __future__ import annotations

from typing import Annotated

import msgspec

from domain.fields import Revision, Side, Text
from domain.ids import ObjectiveSetId, OpportunityId
from domain.kernel import Event, Tag, event
from domain.metrics.terms import MetricKey, ObservationPin, Quantity, Unit
from domain.objectives.terms import (
    Cycle,
    Expected,
    ItemKey,
    Level,
    Objective,
    Owner,
    Score,
    SetKind,
    Share,
    Verdict,
)
from domain.opportunities.terms import Cites, Evidence
from domain.partnership.correctable import correctable

Subject = Annotated[ObjectiveSetId, Tag("objectives")]
Metrics = Annotated[tuple[MetricKey, ...], Tag("metric")]
InCycle = Annotated[str, Tag("objectives-of")]
Place = Annotated[str, Tag("key-result")]


@event("objectives-drafted")
class ObjectivesDrafted(Event):
    """Somebody wrote down what an owner wants to achieve in a cycle: revision 1."""

    objectives: Subject
    revision: Revision
    owner: Owner
    level: Level
    kind: SetKind
    cycle: Cycle
    content: tuple[Objective, ...]
    metrics: Metrics = ()


@event("objectives-revised")
class ObjectivesRevised(Event):
    """The draft reads differently; all of it, in place of the one before."""

    objectives: Subject
    revision: Revision
    content: tuple[Objective, ...]
    metrics: Metrics = ()


@event("objectives-activated")
class ObjectivesActivated(Event):
    """The owner goes by this revision for the cycle; `place` is `<owner>/<cycle>` and holds one active set."""

    objectives: Subject
    revision: Revision
    place: InCycle
    policy: int


@correctable("value", "note")
@event("key-result-checked-in")
class KeyResultCheckedIn(Event):
    """Where a key result stands. Progress is computed from it; `confidence` (0 to 1) is the person's own."""

    objectives: Subject
    key_result: ItemKey
    place: Place
    value: Quantity
    unit: Unit | None = None
    observation: ObservationPin | None = None
    confidence: Share | None = None
    note: Text | None = None
    metrics: Metrics = ()


@event("key-result-target-changed")
class KeyResultTargetChanged(Event):
    """A key result should get elsewhere."""

    objectives: Subject
    key_result: ItemKey
    place: Place
    former: Quantity = msgspec.field(name="from")
    to: Quantity
    reason: Text
    unit: Unit | None = None


@event("objectives-closed")
class ObjectivesClosed(Event):
    """The cycle is over: people scored and looked back. `place` is free for another active set."""

    objectives: Subject
    place: InCycle
    scores: tuple[Score, ...]
    reflection: Text


@event("opportunity-aligned")
class OpportunityAligned(Event):
    """The opportunity should move a key result, or serve an objective or priority; `mechanism` says how.

    `revision` pins the objectives as they read then. `place` is `<set>/<key>`.
    """

    opportunity: Annotated[OpportunityId, Tag("opportunity")]
    objectives: Subject
    revision: Revision
    key: ItemKey
    place: Place
    mechanism: Text
    expected: Expected | None = None


@event("opportunity-unaligned")
class OpportunityUnaligned(Event):
    """The opportunity has nothing to do with it any more."""

    opportunity: Annotated[OpportunityId, Tag("opportunity")]
    objectives: Subject
    key: ItemKey
    place: Place
    reason: Text


@event("attribution-assessed")
class AttributionAssessed(Event):
    """Somebody judged, seen from a side, whether the opportunity moved what it was aligned with."""

    opportunity: Annotated[OpportunityId, Tag("opportunity")]
    objectives: Subject
    key: ItemKey
    place: Place
    verdict: Verdict
    side: Side
    evidence: tuple[Evidence, ...] = ()
    note: Text | None = None
    cites: Cites = ()
