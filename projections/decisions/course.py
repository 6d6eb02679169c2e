"""Steps of a decision's view: in force, succeeded, reaffirmed, ended, and what came of it."""

from __future__ import annotations

from domain.decisions.events import (
    AgreementReached,
    DecisionDeclined,
    DecisionExpired,
    DecisionReaffirmed,
    DecisionRevoked,
    DecisionSuperseded,
    DecisionWithdrawn,
    RevocationSupported,
)
from domain.decisions.terms import DecisionState
from domain.decisions.voices import DecisionOutcomeRecorded
from domain.definitions.events import DefinitionDrafted, DefinitionRevised
from domain.signals.events import SignalRetracted
from projections.decisions.shape import (
    DecisionEnd,
    DecisionView,
    FallenGround,
    ForceView,
    OutcomeView,
    SuccessionView,
    Word,
)
from projections.facts import Fact
from projections.folding import Folding

STEPS: Folding[DecisionView] = Folding()
STEPS.mention(DefinitionDrafted, DefinitionRevised)


@STEPS.on(AgreementReached)
def _reach(view: DecisionView, event: AgreementReached, fact: Fact) -> None:
    view.force = ForceView(
        since=event.in_force_from,
        until=None,
        ended_as=None,
        revision=event.revision,
        digest=event.digest,
        place=event.place,
        opportunities=event.opportunities,
        still_for=event.opportunities,
        chosen=event.chosen,
        stage=event.stage,
        cycle=event.cycle,
        sides=event.sides,
        dissent=event.dissent,
        waivers=event.waivers,
        gaps=event.gaps,
        policy=event.policy,
        fact=fact,
    )
    view.next_review = event.review_on


@STEPS.on(DecisionSuperseded)
def _supersede(view: DecisionView, event: DecisionSuperseded, fact: Fact) -> None:
    if event.decision != view.decision:
        view.supersedes.append(SuccessionView(decision=event.decision, opportunities=event.opportunities, fact=fact))
        return
    view.superseded_by.append(SuccessionView(decision=event.by, opportunities=event.opportunities, fact=fact))
    still = view.force.still_for if view.force else ()
    left = tuple(opportunity for opportunity in still if opportunity not in event.opportunities)
    if view.force:
        view.force.still_for = left
    if not left:
        _end(view, "superseded", fact)


@STEPS.on(DecisionReaffirmed)
def _reaffirm(view: DecisionView, event: DecisionReaffirmed, fact: Fact) -> None:
    view.reaffirmations.append(
        Word(side=event.side, person=event.person, behalf_of=event.behalf_of, text=event.note, fact=fact)
    )


@STEPS.on(RevocationSupported)
def _want_revoked(view: DecisionView, event: RevocationSupported, fact: Fact) -> None:
    view.revocations.append(
        Word(side=event.side, person=event.person, behalf_of=event.behalf_of, text=event.reason, fact=fact)
    )


@STEPS.on(DecisionDeclined)
def _decline(view: DecisionView, event: DecisionDeclined, fact: Fact) -> None:
    _end(view, "declined", fact, event.side, event.reason)


@STEPS.on(DecisionWithdrawn)
def _withdraw(view: DecisionView, event: DecisionWithdrawn, fact: Fact) -> None:
    _end(view, "withdrawn", fact, event.side, event.reason)


@STEPS.on(DecisionExpired)
def _expire(view: DecisionView, _: DecisionExpired, fact: Fact) -> None:
    _end(view, "expired", fact)


@STEPS.on(DecisionRevoked)
def _revoke(view: DecisionView, _: DecisionRevoked, fact: Fact) -> None:
    _end(view, "revoked", fact)


def _end(
    view: DecisionView, state: DecisionState, fact: Fact, side: str | None = None, reason: str | None = None
) -> None:
    view.end = DecisionEnd(state=state, side=side, reason=reason, fact=fact)
    if view.force and view.force.until is None:
        view.force.until, view.force.ended_as, view.force.still_for = fact.occurred_at, state, ()


@STEPS.on(DecisionOutcomeRecorded)
def _outcome(view: DecisionView, event: DecisionOutcomeRecorded, fact: Fact) -> None:
    view.outcomes.append(
        OutcomeView(outcome=event.outcome, observed_on=event.observed_on, evidence=event.evidence, fact=fact)
    )


@STEPS.on(SignalRetracted)
def _fall(view: DecisionView, event: SignalRetracted, fact: Fact) -> None:
    view.fallen.append(FallenGround(signal=event.signal, reason=event.reason, fact=fact))
