"""Steps of an opportunity's view: what it says, whom it concerns, what speaks for it."""

from __future__ import annotations

from domain.opportunities.events import (
    EvidenceAttached,
    EvidenceDetached,
    ImpactStated,
    OpportunityAdopted,
    OpportunityRaised,
    OpportunityReworded,
    OpportunitySuggested,
)
from projections.facts import Fact
from projections.folding import Folding
from projections.opportunities.shape import EvidenceView, ImpactView, OpportunityView, Wording

STEPS: Folding[OpportunityView] = Folding()


@STEPS.on(OpportunityRaised, OpportunitySuggested)
def _begin(view: OpportunityView, event: OpportunityRaised | OpportunitySuggested, fact: Fact) -> None:
    view.title, view.problem, view.revision, view.digest = event.title, event.problem, event.revision, event.digest
    view.theme, view.scope = event.theme, event.scope
    view.sources, view.external_ref = event.sources, event.external_ref
    view.raised = fact
    if isinstance(event, OpportunityRaised):
        view.raised_by = event.raised_by
    view.wordings.append(_wording(event, None, fact))


@STEPS.on(OpportunityAdopted)
def _adopt(view: OpportunityView, event: OpportunityAdopted, fact: Fact) -> None:
    view.raised_by, view.adopted = event.raised_by, fact


@STEPS.on(OpportunityReworded)
def _reword(view: OpportunityView, event: OpportunityReworded, fact: Fact) -> None:
    view.title, view.problem, view.revision, view.digest = event.title, event.problem, event.revision, event.digest
    view.wordings.append(_wording(event, event.reason, fact))


def _wording(
    event: OpportunityRaised | OpportunitySuggested | OpportunityReworded, reason: str | None, fact: Fact
) -> Wording:
    return Wording(
        revision=event.revision,
        digest=event.digest,
        title=event.title,
        problem=event.problem,
        reason=reason,
        fact=fact,
    )


@STEPS.on(ImpactStated)
def _impact(view: OpportunityView, event: ImpactStated, fact: Fact) -> None:
    view.impacted = ImpactView(groups=event.groups, fact=fact)


@STEPS.on(EvidenceAttached)
def _attach(view: OpportunityView, event: EvidenceAttached, fact: Fact) -> None:
    view.evidence.append(
        EvidenceView(evidence=event.evidence, stance=event.stance, what=event.what, counts=True, attached=fact)
    )


@STEPS.on(EvidenceDetached)
def _detach(view: OpportunityView, event: EvidenceDetached, fact: Fact) -> None:
    for piece in view.evidence:
        if piece.evidence == event.evidence and piece.counts:
            piece.counts, piece.detached, piece.detached_because = False, fact, event.reason
