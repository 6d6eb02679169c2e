"""Steps of a decision's view: revisions, and the agreements that come to stand on them or fall with them."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from domain.decisions.events import (
    AgreementCarried,
    AgreementRescinded,
    AgreementVoided,
    CounterProposed,
    DecisionConfirmed,
    DecisionProposed,
    DecisionRevised,
    SideAgreed,
)
from domain.decisions.terms import AgreedBy, DecisionContent
from projections.decisions.shape import (
    AgreementEnd,
    AgreementView,
    ConfirmationView,
    DecisionView,
    Difference,
    RescissionView,
    RevisionView,
)
from projections.facts import Fact
from projections.folding import Folding

STEPS: Folding[DecisionView] = Folding()
HOW: dict[type, Literal["proposed", "countered", "revised"]] = {
    DecisionProposed: "proposed",
    CounterProposed: "countered",
    DecisionRevised: "revised",
}


def differences(former: DecisionContent | None, content: DecisionContent) -> list[Difference]:
    """What two revisions say differently, part by part; nothing for the first one."""
    if former is None:
        return []
    parts = ((name, getattr(former, name), getattr(content, name)) for name in content.__struct_fields__)
    return [Difference(field=name, old=_plain(old), new=_plain(new)) for name, old, new in parts if old != new]


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON
    return msgspec.to_builtins(value)


@STEPS.on(DecisionProposed, CounterProposed, DecisionRevised)
def _revise(view: DecisionView, event: DecisionProposed | CounterProposed | DecisionRevised, fact: Fact) -> None:
    content = event.content
    for former in view.revisions:
        former.on_table = False
    view.revisions.append(
        RevisionView(
            revision=event.revision,
            digest=event.digest,
            how=HOW[type(event)],
            side=event.side,
            sponsor=event.sponsor,
            on_table=True,
            changes=differences(view.content, content),
            content=content,
            policy=event.policy,
            fact=fact,
        )
    )
    if isinstance(event, DecisionProposed):
        view.proposed_by, view.proposed_side, view.proposed = fact.actor, event.side, fact
    view.revision, view.digest, view.content = event.revision, event.digest, content
    view.kind, view.scope = content.kind, content.scope
    view.respond_by, view.expires_at, view.next_review = content.respond_by, content.expires_at, content.review_on


@STEPS.on(SideAgreed)
def _agree(view: DecisionView, event: SideAgreed, fact: Fact) -> None:
    view.agreements.append(
        AgreementView(
            order=len(view.agreements) + 1,
            side=event.side,
            person=event.person,
            behalf_of=event.behalf_of,
            how="agreed",
            carried_from=None,
            carried_by=None,
            revision=event.revision,
            digest=event.digest,
            complete=event.complete,
            stands=True,
            gaps=event.gaps,
            waivers=event.waivers,
            policy=event.policy,
            fact=fact,
        )
    )


@STEPS.on(AgreementCarried)
def _carry(view: DecisionView, event: AgreementCarried, fact: Fact) -> None:
    if event.decision != view.decision:
        view.carried_to.append(event.decision)
        return
    for agreed in event.agreed:
        _add(view, agreed, "carried", fact, policy=event.policy, carried_by=event.person)


@STEPS.on(DecisionConfirmed)
def _confirm(view: DecisionView, event: DecisionConfirmed, fact: Fact) -> None:
    standing = {agreement.side for agreement in view.agreements if agreement.stands and agreement.complete}
    for agreed in event.sides:
        if agreed.side not in standing:
            _add(view, agreed, "reaffirmed", fact, policy=event.policy)
    view.confirmations.append(
        ConfirmationView(sides=event.sides, cause=event.cause, next_review=event.next_review, fact=fact)
    )
    view.next_review = event.next_review


def _add(
    view: DecisionView,
    agreed: AgreedBy,
    how: Literal["carried", "reaffirmed"],
    fact: Fact,
    *,
    policy: int,
    carried_by: str | None = None,
) -> None:
    view.agreements.append(
        AgreementView(
            order=len(view.agreements) + 1,
            side=agreed.side,
            person=agreed.person,
            behalf_of=agreed.behalf_of,
            how=how,
            carried_from=agreed.carried_from,
            carried_by=carried_by,
            revision=view.revision,
            digest=view.digest,
            complete=True,
            stands=True,
            gaps=(),
            waivers=(),
            policy=policy,
            fact=fact,
        )
    )


@STEPS.on(AgreementVoided)
def _void(view: DecisionView, event: AgreementVoided, fact: Fact) -> None:
    _end(view, event.side, "voided", f"Revision {event.by_revision} replaced what had been agreed to.", fact)


@STEPS.on(AgreementRescinded)
def _rescind(view: DecisionView, event: AgreementRescinded, fact: Fact) -> None:
    view.rescissions.append(
        RescissionView(side=event.side, reason=event.reason, after_all_agreed=event.reached, fact=fact)
    )
    _end(view, event.side, "rescinded", event.reason, fact)


def _end(view: DecisionView, side: str, how: AgreementEnd, reason: str, fact: Fact) -> None:
    for agreement in view.agreements:
        if agreement.stands and agreement.side == side:
            agreement.stands, agreement.ended_as = False, how
            agreement.ended_because, agreement.ended = reason, fact
