"""What the fold of one opportunity remembers, and how its events change that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from domain.assessments.events import AssessmentAgreed, AssessmentSettled, RescoreOpened
from domain.decisions.events import (
    AgreementReached,
    AgreementRescinded,
    DecisionConfirmed,
    DecisionExpired,
    DecisionRevoked,
    DecisionSuperseded,
)
from domain.katas.events import KataStarted
from domain.kernel import Event, Recorded
from domain.objectives.events import OpportunityAligned, OpportunityUnaligned
from domain.opportunities.events import (
    EvidenceAttached,
    EvidenceDetached,
    ImpactStated,
    OpportunityAdopted,
    OpportunityConcluded,
    OpportunityDeclined,
    OpportunityDeferred,
    OpportunityMerged,
    OpportunityRaised,
    OpportunityReopened,
    OpportunityReworded,
    OpportunityStarted,
    OpportunitySuggested,
    OpportunityWithdrawn,
    ValueAgreedBySide,
    ValueAgreementVoided,
    ValueAgreementWithdrawn,
    ValueProposed,
)
from domain.opportunities.terms import Raiser, SignalEvidence, Theme
from domain.partnership.correctable import RecordCorrected
from domain.signals.events import SignalRetracted
from projections.backlog.placement import Placement, placement
from projections.projector import Memory


class LastDecision(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement that last changed where an opportunity stands, and what has become of it."""

    decision: str
    kind: str
    state: str
    at: datetime


class BacklogMemory(Memory, kw_only=True, omit_defaults=True):
    """One opportunity.

    `places` maps where decisions in force name it (`first_priority/<scope>`, `backlog_order/<scope>`,
    `commitment/<stage>`, `stop`) to the decision, `indexes` to its place in that decision's ranking. `signals` maps
    supporting evidence to the signal that it is, `retracted` are signals that fell. `placed` is what every side agreed
    on, `settled` a later settlement that waits.
    """

    opportunity: str
    title: str
    theme: Theme
    scope: str
    raised_at: datetime
    raised_position: int
    raised_by: tuple[Raiser, ...] = ()
    suggested: bool = False
    external_ref: str | None = None
    supporting: list[str] = msgspec.field(default_factory=list)
    signals: dict[str, str] = msgspec.field(default_factory=dict)
    retracted: list[str] = msgspec.field(default_factory=list)
    aligned_to: list[str] = msgspec.field(default_factory=list)
    placed: Placement | None = None
    settled: Placement | None = None
    impacted: bool = False
    value_sides: list[str] = msgspec.field(default_factory=list)
    standing: str | None = None
    merged_into: str | None = None
    places: dict[str, str] = msgspec.field(default_factory=dict)
    indexes: dict[str, int] = msgspec.field(default_factory=dict)
    last: LastDecision | None = None

    @property
    def supported(self) -> bool:
        """Whether any supporting evidence stands: a signal that was retracted does not."""
        if not self.retracted:
            return bool(self.supporting)
        return any(self.signals.get(evidence) not in self.retracted for evidence in self.supporting)

    @property
    def assessed(self) -> bool:
        """Whether every side has agreed on difficulty and urgency at some time."""
        return self.placed is not None

    @property
    def state(self) -> str:
        """What was done by hand, else what the decisions in force make of it."""
        if self.standing is not None or not self.places:
            return self.standing or "open"
        first = any(place.startswith(("first_priority/", "commitment/")) for place in self.places)
        return "prioritised" if first else "open"


BEGINNINGS = frozenset({OpportunityRaised.TOPIC, OpportunitySuggested.TOPIC})
Fold: TypeAlias = Callable[[BacklogMemory, Any, Recorded], None]


def _adopted(memory: BacklogMemory, event: OpportunityAdopted, _: Recorded) -> None:
    memory.suggested, memory.raised_by = False, event.raised_by


def _reworded(memory: BacklogMemory, event: OpportunityReworded, _: Recorded) -> None:
    memory.title = event.title


def _corrected(memory: BacklogMemory, event: RecordCorrected, _: Recorded) -> None:
    if event.type in BEGINNINGS and event.field == "theme":
        memory.theme = event.to
    elif event.type in BEGINNINGS and event.field == "external_ref":
        memory.external_ref = event.to


def _impacted(memory: BacklogMemory, event: ImpactStated, _: Recorded) -> None:
    memory.impacted = bool(event.groups)


def _attached(memory: BacklogMemory, event: EvidenceAttached, _: Recorded) -> None:
    if event.stance == "supports":
        memory.supporting.append(event.evidence)
        if isinstance(event.what, SignalEvidence):
            memory.signals[event.evidence] = event.what.signal


def _detached(memory: BacklogMemory, event: EvidenceDetached, _: Recorded) -> None:
    memory.supporting = [evidence for evidence in memory.supporting if evidence != event.evidence]


def _signal_fell(memory: BacklogMemory, event: SignalRetracted, _: Recorded) -> None:
    memory.retracted.append(event.signal)


def _aligned(memory: BacklogMemory, event: OpportunityAligned, _: Recorded) -> None:
    memory.aligned_to = list(dict.fromkeys((*memory.aligned_to, event.place)))


def _unaligned(memory: BacklogMemory, event: OpportunityUnaligned, _: Recorded) -> None:
    memory.aligned_to = [place for place in memory.aligned_to if place != event.place]


def _settled(memory: BacklogMemory, event: AssessmentSettled, recorded: Recorded) -> None:
    for item in event.content.items:
        if item.opportunity == memory.opportunity:
            memory.settled = placement(event.assessment, item, recorded.position, agreed=False)


def _rescored(memory: BacklogMemory, event: RescoreOpened, _: Recorded) -> None:
    if memory.settled is not None and memory.settled.assessment == event.assessment:
        memory.settled = None


def _assessed(memory: BacklogMemory, event: AssessmentAgreed, recorded: Recorded) -> None:
    settled = memory.settled
    before = settled.positions if settled is not None and settled.assessment == event.assessment else ()
    for item in event.items:
        if item.opportunity == memory.opportunity:
            memory.placed = placement(event.assessment, item, *before, recorded.position, agreed=True)
            memory.settled = None if before else settled


def _nobody_agrees(memory: BacklogMemory, _event: ValueProposed | ValueAgreementVoided, _: Recorded) -> None:
    memory.value_sides = []


def _side_agrees(memory: BacklogMemory, event: ValueAgreedBySide, _: Recorded) -> None:
    if event.complete and event.side not in memory.value_sides:
        memory.value_sides.append(event.side)


def _side_withdraws(memory: BacklogMemory, event: ValueAgreementWithdrawn, _: Recorded) -> None:
    memory.value_sides = [side for side in memory.value_sides if side != event.side]


def _standing(standing: str) -> Fold:
    def stand(memory: BacklogMemory, _event: object, _: Recorded) -> None:
        memory.standing = standing

    return stand


def _concluded(memory: BacklogMemory, event: OpportunityConcluded, _: Recorded) -> None:
    memory.standing = event.outcome


def _merged(memory: BacklogMemory, event: OpportunityMerged, _: Recorded) -> None:
    memory.standing, memory.merged_into = "merged", event.into


def _reopened(memory: BacklogMemory, _event: OpportunityReopened, _: Recorded) -> None:
    memory.standing, memory.merged_into = None, None
    memory.places.pop("stop", None)


def _agreed(memory: BacklogMemory, event: AgreementReached, recorded: Recorded) -> None:
    place = event.place
    if event.kind == "commitment":
        place = f"commitment/{event.stage or ''}"
    elif event.kind == "stop":
        place, memory.standing = "stop", "stopped"
    if place is None:
        return
    memory.places[place] = event.decision
    memory.indexes[place] = event.opportunities.index(memory.opportunity)
    memory.last = LastDecision(decision=event.decision, kind=event.kind, state="agreed", at=recorded.occurred_at)


def _ended(state: str) -> Fold:
    def end(
        memory: BacklogMemory, event: DecisionSuperseded | DecisionRevoked | DecisionExpired, recorded: Recorded
    ) -> None:
        if memory.places.get("stop") == event.decision and state != "superseded":
            memory.standing = None
        memory.places = {place: by for place, by in memory.places.items() if by != event.decision}
        memory.indexes = {place: index for place, index in memory.indexes.items() if place in memory.places}
        if memory.last is not None and memory.last.decision == event.decision:
            memory.last = msgspec.structs.replace(memory.last, state=state, at=recorded.occurred_at)

    return end


def _marked(state: str) -> Fold:
    def mark(memory: BacklogMemory, event: AgreementRescinded | DecisionConfirmed, recorded: Recorded) -> None:
        contested = isinstance(event, DecisionConfirmed) or event.reached
        if contested and memory.last is not None and memory.last.decision == event.decision:
            memory.last = msgspec.structs.replace(memory.last, state=state, at=recorded.occurred_at)

    return mark


FOLDS: dict[type[Event], Fold] = {
    OpportunityAdopted: _adopted,
    OpportunityReworded: _reworded,
    RecordCorrected: _corrected,
    ImpactStated: _impacted,
    EvidenceAttached: _attached,
    EvidenceDetached: _detached,
    ValueProposed: _nobody_agrees,
    ValueAgreedBySide: _side_agrees,
    ValueAgreementWithdrawn: _side_withdraws,
    ValueAgreementVoided: _nobody_agrees,
    SignalRetracted: _signal_fell,
    OpportunityAligned: _aligned,
    OpportunityUnaligned: _unaligned,
    AssessmentSettled: _settled,
    RescoreOpened: _rescored,
    AssessmentAgreed: _assessed,
    OpportunityStarted: _standing("in_progress"),
    KataStarted: _standing("in_progress"),
    OpportunityConcluded: _concluded,
    OpportunityDeferred: _standing("deferred"),
    OpportunityDeclined: _standing("declined"),
    OpportunityMerged: _merged,
    OpportunityWithdrawn: _standing("withdrawn"),
    OpportunityReopened: _reopened,
    AgreementReached: _agreed,
    AgreementRescinded: _marked("contested"),
    DecisionConfirmed: _marked("agreed"),
    DecisionSuperseded: _ended("superseded"),
    DecisionRevoked: _ended("revoked"),
    DecisionExpired: _ended("expired"),
}
