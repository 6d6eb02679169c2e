"""Steps of an opportunity's view: what people did with it, and what decisions make of it."""

from __future__ import annotations

from domain.decisions.events import (
    AgreementReached,
    AgreementRescinded,
    CounterProposed,
    DecisionConfirmed,
    DecisionDeclined,
    DecisionExpired,
    DecisionProposed,
    DecisionRevised,
    DecisionRevoked,
    DecisionSuperseded,
    DecisionWithdrawn,
)
from domain.kernel import Event
from domain.opportunities.events import (
    OpportunityConcluded,
    OpportunityDeclined,
    OpportunityDeferred,
    OpportunityMerged,
    OpportunityReopened,
    OpportunityStarted,
    OpportunityWithdrawn,
)
from projections.facts import Fact
from projections.folding import Folding
from projections.opportunities.shape import DecisionHere, LifeStep, OpportunityView, StandingHere

STEPS: Folding[OpportunityView] = Folding()
BY_HAND: dict[type[Event], str] = {
    OpportunityDeferred: "deferred",
    OpportunityDeclined: "declined",
    OpportunityWithdrawn: "withdrawn",
    OpportunityReopened: "reopened",
}
Revision = DecisionProposed | CounterProposed | DecisionRevised
Ending = DecisionDeclined | DecisionWithdrawn | DecisionExpired | DecisionRevoked
ENDINGS: dict[type[Event], StandingHere] = {
    DecisionDeclined: "declined",
    DecisionWithdrawn: "withdrawn",
    DecisionExpired: "expired",
    DecisionRevoked: "revoked",
}


@STEPS.on(OpportunityStarted)
def _start(view: OpportunityView, event: OpportunityStarted, fact: Fact) -> None:
    view.life.append(LifeStep(state="in_progress", reason=event.note, evidence=(), fact=fact))


@STEPS.on(OpportunityConcluded)
def _conclude(view: OpportunityView, event: OpportunityConcluded, fact: Fact) -> None:
    view.life.append(LifeStep(state=event.outcome, reason=event.reason, evidence=event.evidence, fact=fact))


@STEPS.on(*BY_HAND)
def _step(view: OpportunityView, event: OpportunityDeferred | OpportunityReopened, fact: Fact) -> None:
    view.life.append(LifeStep(state=BY_HAND[type(event)], reason=event.reason, evidence=(), fact=fact))


@STEPS.on(OpportunityMerged)
def _merge(view: OpportunityView, event: OpportunityMerged, fact: Fact) -> None:
    if event.opportunity == view.opportunity:
        view.life.append(LifeStep(state="merged", reason=event.reason, evidence=(), fact=fact))
    elif event.opportunity not in view.absorbed:
        view.absorbed.append(event.opportunity)


def _here(view: OpportunityView, decision: str) -> DecisionHere:
    found = next((here for here in view.decisions if here.decision == decision), None)
    if found is None:
        found = DecisionHere(decision=decision, standing="considered", in_force=False)
        view.decisions.append(found)
    return found


@STEPS.on(DecisionProposed, CounterProposed, DecisionRevised)
def _table(view: OpportunityView, event: Revision, fact: Fact) -> None:
    here = _here(view, event.decision)
    here.kind, here.scope, here.cycle = event.content.kind, event.content.scope, event.content.cycle
    here.proposed = here.proposed or fact


@STEPS.on(AgreementReached)
def _reach(view: OpportunityView, event: AgreementReached, fact: Fact) -> None:
    here = _here(view, event.decision)
    here.kind, here.scope, here.cycle = event.kind, event.scope, event.cycle
    here.place = f"commitment/{event.stage or ''}" if event.kind == "commitment" else event.place
    if view.opportunity in event.opportunities:
        here.rank = event.opportunities.index(view.opportunity) + 1
    here.standing, here.in_force, here.agreed, here.ended = "agreed", True, fact, None


@STEPS.on(AgreementRescinded)
def _rescind(view: OpportunityView, event: AgreementRescinded, _: Fact) -> None:
    if event.reached:
        _here(view, event.decision).standing = "contested"


@STEPS.on(DecisionConfirmed)
def _confirm(view: OpportunityView, event: DecisionConfirmed, _: Fact) -> None:
    _here(view, event.decision).standing = "agreed"


@STEPS.on(DecisionSuperseded)
def _supersede(view: OpportunityView, event: DecisionSuperseded, fact: Fact) -> None:
    here = _here(view, event.decision)
    here.standing, here.in_force, here.superseded_by, here.ended = "superseded", False, event.by, fact


@STEPS.on(*ENDINGS)
def _end(view: OpportunityView, event: Ending, fact: Fact) -> None:
    here = _here(view, event.decision)
    here.standing, here.in_force, here.ended = ENDINGS[type(event)], False, fact
