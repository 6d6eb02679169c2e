"""Steps of an opportunity's view: what it is worth and who agreed on that."""

from __future__ import annotations

from domain.opportunities.events import (
    ValueAgreedBySide,
    ValueAgreementReached,
    ValueAgreementVoided,
    ValueAgreementWithdrawn,
    ValuePerspectiveGiven,
    ValueProposed,
)
from projections.facts import Fact
from projections.folding import Folding
from projections.opportunities.shape import OpportunityView, Perspective, ValueConsent, ValueView

STEPS: Folding[OpportunityView] = Folding()


@STEPS.on(ValueProposed)
def _propose(view: OpportunityView, event: ValueProposed, fact: Fact) -> None:
    if view.value:
        view.value.latest = view.value.agreed = False
    view.value = ValueView(
        revision=event.revision,
        digest=event.digest,
        statement=event.statement,
        beneficiaries=event.beneficiaries,
        measure=event.measure,
        side=event.side,
        counter_to=event.counter_to,
        sponsor=event.sponsor,
        latest=True,
        agreed=False,
        agreed_sides=[],
        consents=[],
        reached=[],
        fact=fact,
    )
    view.values.append(view.value)


@STEPS.on(ValuePerspectiveGiven)
def _perspective(view: OpportunityView, event: ValuePerspectiveGiven, fact: Fact) -> None:
    view.perspectives.append(Perspective(side=event.side, text=event.text, fact=fact))


@STEPS.on(ValueAgreedBySide)
def _agree(view: OpportunityView, event: ValueAgreedBySide, fact: Fact) -> None:
    if view.value is None:
        return
    view.value.voided = None
    view.value.consents.append(
        ValueConsent(
            side=event.side,
            person=event.person,
            behalf_of=event.behalf_of,
            complete=event.complete,
            policy=event.policy,
            stands=True,
            fact=fact,
        )
    )
    if event.complete and event.side not in view.value.agreed_sides:
        view.value.agreed_sides.append(event.side)


@STEPS.on(ValueAgreementReached)
def _reach(view: OpportunityView, _: ValueAgreementReached, fact: Fact) -> None:
    if view.value:
        view.value.agreed = True
        view.value.reached.append(fact)


@STEPS.on(ValueAgreementWithdrawn)
def _withdraw(view: OpportunityView, event: ValueAgreementWithdrawn, fact: Fact) -> None:
    if view.value:
        _end(view.value, {event.side}, event.reason, fact)


@STEPS.on(ValueAgreementVoided)
def _void(view: OpportunityView, event: ValueAgreementVoided, fact: Fact) -> None:
    voided = next((value for value in reversed(view.values) if value.revision == event.revision), None)
    if voided:
        voided.voided = event.cause
        _end(voided, {consent.side for consent in voided.consents}, event.cause, fact)


def _end(value: ValueView, sides: set[str], reason: str, fact: Fact) -> None:
    value.agreed = False
    value.agreed_sides = [side for side in value.agreed_sides if side not in sides]
    for consent in value.consents:
        if consent.stands and consent.side in sides:
            consent.stands, consent.ended_by, consent.ended_because = False, fact, reason
