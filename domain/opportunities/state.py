"""One opportunity as every command about it sees it."""

from __future__ import annotations

from datetime import datetime
from typing import cast, get_args

from domain.assessments.events import AssessmentAgreed
from domain.assessments.terms import Settlement
from domain.decisions.events import AgreementReached, DecisionExpired, DecisionRevoked, DecisionSuperseded
from domain.katas.events import KataStarted
from domain.kernel import Recorded, State
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
    ValueAgreementReached,
    ValueAgreementVoided,
    ValueAgreementWithdrawn,
    ValueProposed,
)
from domain.opportunities.readiness import Facets
from domain.opportunities.terms import End, Evidence, ImpactedGroup, Lifecycle, SignalEvidence, Stance
from domain.signals.events import SignalRetracted

ENDS: dict[str, End] = {end: end for end in get_args(End)}


class Opportunity(State):
    """Wording, value, evidence, impact and life of one opportunity.

    `raised_by` maps people to the side each had then. `prioritised_by` maps a place (`first_priority/<scope>`,
    `backlog_order/<scope>`, `commitment/<stage>`) to the decision in force there; `commitments` maps stages alone
    (an empty key where a commitment names none). `stopped_by` is the decision in force that stopped it, if one did.
    `value_agreed` maps sides to the partners who agreed for them on the latest value revision and who acted for them;
    `value_complete` maps sides that agreed as the policy asks to the last person who did, in that order;
    `aligned_to` holds the key results and objectives that it is aligned with, `retracted` the signals that fell;
    `assessed` is the settlement of difficulty and urgency that every side confirmed last.
    `value_spoken` keeps who ever spoke for which side on that revision, so that nobody speaks for two (rule G3).
    """

    folds = (
        OpportunityRaised,
        OpportunitySuggested,
        OpportunityAdopted,
        OpportunityReworded,
        ImpactStated,
        ValueProposed,
        ValueAgreedBySide,
        ValueAgreementReached,
        ValueAgreementWithdrawn,
        ValueAgreementVoided,
        EvidenceAttached,
        EvidenceDetached,
        SignalRetracted,
        OpportunityAligned,
        OpportunityUnaligned,
        AssessmentAgreed,
        OpportunityStarted,
        KataStarted,
        OpportunityConcluded,
        OpportunityDeferred,
        OpportunityDeclined,
        OpportunityMerged,
        OpportunityWithdrawn,
        OpportunityReopened,
        AgreementReached,
        DecisionSuperseded,
        DecisionRevoked,
        DecisionExpired,
    )

    def __init__(self, opportunity: str) -> None:
        super().__init__(f"opportunity:{opportunity}")
        self.opportunity = opportunity
        self.exists = False
        self.suggested = False
        self.revision = 0
        self.digest = ""
        self.title = ""
        self.problem = ""
        self.scope = "main"
        self.raised_by: dict[str, str] = {}
        self.raised_at: datetime | None = None
        self.raised_position = 0
        self.impacted: tuple[ImpactedGroup, ...] = ()
        self.evidence: dict[str, tuple[Stance, Evidence]] = {}
        self.retracted: set[str] = set()
        self.aligned_to: set[str] = set()
        self.assessed: Settlement | None = None
        self.value_revision = 0
        self.value_digest = ""
        self.value_side = ""
        self.value_proposed_at: datetime | None = None
        self.value_agreed: dict[str, dict[str, str]] = {}
        self.value_complete: dict[str, str] = {}
        self.value_spoken: dict[str, str] = {}
        self.value_reached = False
        self.value_agreed_at: datetime | None = None
        self.prioritised_by: dict[str, str] = {}
        self.commitments: dict[str, str] = {}
        self.stopped_by: str | None = None
        self.merged_into: str | None = None
        self.standing_at: datetime | None = None
        self._standing: str | None = None

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the opportunity in."""
        match recorded.event:
            case OpportunityRaised() | OpportunitySuggested() as found:
                self._begin(found, recorded)
            case OpportunityAdopted(raised_by=people):
                self.suggested = False
                self.raised_by = {raiser.person: raiser.side or "none" for raiser in people}
            case OpportunityReworded(revision=revision, digest=digest, title=title, problem=problem):
                self.revision, self.digest, self.title, self.problem = revision, digest, title, problem
            case ImpactStated(groups=groups):
                self.impacted = groups
            case EvidenceAttached(evidence=evidence, stance=stance, what=what):
                self.evidence[evidence] = (stance, what)
            case EvidenceDetached(evidence=evidence):
                self.evidence.pop(evidence, None)
            case OpportunityMerged(into=self.opportunity):
                pass
            case _:
                self._fold_ground(recorded)
                self._fold_value(recorded)
                self._fold_life(recorded)
                self._fold_decision(recorded)

    def _begin(self, found: OpportunityRaised | OpportunitySuggested, recorded: Recorded) -> None:
        self.exists = True
        self.suggested = isinstance(found, OpportunitySuggested)
        self.revision, self.digest, self.title, self.problem = found.revision, found.digest, found.title, found.problem
        self.scope = found.scope
        self.raised_at, self.raised_position = recorded.occurred_at, recorded.position
        if isinstance(found, OpportunityRaised):
            self.raised_by = {raiser.person: raiser.side or "none" for raiser in found.raised_by}

    def _fold_ground(self, recorded: Recorded) -> None:
        match recorded.event:
            case OpportunityAligned(place=place):
                self.aligned_to.add(place)
            case OpportunityUnaligned(place=place):
                self.aligned_to.discard(place)
            case AssessmentAgreed(items=items):
                self.assessed = next((item for item in items if item.opportunity == self.opportunity), self.assessed)
            case SignalRetracted(signal=signal):
                self.retracted.add(signal)

    def _fold_value(self, recorded: Recorded) -> None:
        match recorded.event:
            case ValueProposed(revision=revision, digest=digest, side=side):
                self.value_revision, self.value_digest, self.value_side = revision, digest, side
                self.value_proposed_at = recorded.occurred_at
                self.value_agreed, self.value_complete, self.value_spoken, self.value_reached = {}, {}, {}, False
            case ValueAgreedBySide(side=side, person=person, behalf_of=giver, complete=complete):
                self.value_agreed.setdefault(side, {})[giver or person] = person
                self.value_agreed_at = recorded.occurred_at
                self.value_spoken |= {person: side, giver or person: side}
                self.value_complete |= {side: person} if complete else {}
            case ValueAgreementReached():
                self.value_reached = True
            case ValueAgreementWithdrawn(side=side):
                self.value_agreed.pop(side, None)
                self.value_complete.pop(side, None)
                self.value_reached = False
            case ValueAgreementVoided():
                self.value_agreed, self.value_complete, self.value_reached = {}, {}, False

    def _fold_life(self, recorded: Recorded) -> None:
        match recorded.event:
            case OpportunityStarted() | KataStarted():
                self._stand("in_progress", recorded)
            case OpportunityConcluded(outcome=outcome):
                self._stand(outcome, recorded)
            case OpportunityDeferred():
                self._stand("deferred", recorded)
            case OpportunityDeclined():
                self._stand("declined", recorded)
            case OpportunityMerged(into=into):
                self._stand("merged", recorded)
                self.merged_into = into
            case OpportunityWithdrawn():
                self._stand("withdrawn", recorded)
            case OpportunityReopened():
                self._stand(None, recorded)
                self.merged_into, self.stopped_by = None, None

    def _fold_decision(self, recorded: Recorded) -> None:
        match recorded.event:
            case AgreementReached(kind="stop", decision=decision):
                self._stand("stopped", recorded)
                self.stopped_by = decision
            case AgreementReached(kind="commitment", stage=stage, decision=decision):
                self.commitments[stage or ""] = decision
                self.prioritised_by[f"commitment/{stage or ''}"] = decision
            case AgreementReached(place=str(place), decision=decision):
                self.prioritised_by[place] = decision
            case DecisionRevoked(decision=self.stopped_by) | DecisionExpired(decision=self.stopped_by):
                self._stand(None, recorded)
                self.stopped_by = None
            case DecisionSuperseded(decision=over) | DecisionRevoked(decision=over) | DecisionExpired(decision=over):
                self.prioritised_by = {place: by for place, by in self.prioritised_by.items() if by != over}
                self.commitments = {stage: by for stage, by in self.commitments.items() if by != over}

    def _stand(self, standing: str | None, recorded: Recorded) -> None:
        self._standing, self.standing_at = standing, recorded.occurred_at

    @property
    def state(self) -> Lifecycle:
        """Where it is in its life: what was done by hand, else what the decisions in force make of it."""
        return cast("Lifecycle", self._standing or ("prioritised" if self.is_priority else "open"))

    @property
    def is_priority(self) -> bool:
        """Whether an agreement in force puts it first or commits to it, whatever became of it since."""
        return any(not place.startswith("backlog_order/") for place in self.prioritised_by)

    @property
    def ended(self) -> bool:
        """Whether it has left the backlog, for now."""
        return self.end is not None

    @property
    def end(self) -> End | None:
        """How it ended, if it has."""
        return ENDS.get(self.state)

    @property
    def live(self) -> bool:
        """Whether people can work with it: raised or adopted, and not ended."""
        return self.exists and not self.suggested and not self.ended

    @property
    def raised_sides(self) -> frozenset[str]:
        """The sides of those who raised it."""
        return frozenset(self.raised_by.values())

    def _fallen(self, what: Evidence) -> bool:
        """Whether a piece of evidence is a signal that was retracted."""
        return isinstance(what, SignalEvidence) and what.signal in self.retracted

    @property
    def facets(self) -> Facets:
        """What it has of what a first priority should have."""
        return Facets(
            evidence=any(stance == "supports" and not self._fallen(what) for stance, what in self.evidence.values()),
            impacted=bool(self.impacted),
            value=frozenset(self.value_complete),
            aligned=bool(self.aligned_to),
            assessed=self.assessed is not None,
        )
