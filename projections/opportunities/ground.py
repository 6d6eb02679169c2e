"""Steps of an opportunity's view: where it came from, what it serves, and what is made of it."""

from __future__ import annotations

from domain.assessments.events import (
    AssessmentAgreed,
    AssessmentOpened,
    AssessmentSettled,
    RescoreOpened,
    ScoresRevealed,
)
from domain.brainstorms.events import IdeaPromoted
from domain.definitions.events import DefinitionAchieved, DefinitionAdopted, DefinitionDrafted, DefinitionRevised
from domain.katas.events import KataStarted
from domain.objectives.events import AttributionAssessed, OpportunityAligned, OpportunityUnaligned
from domain.opportunities.terms import SignalEvidence
from domain.signals.events import SignalRetracted
from domain.value_streams.events import ImpactEstimated
from projections.facts import Fact
from projections.folding import Folding
from projections.objectives.aligning import align, attribute, unalign
from projections.opportunities.shape import AssessmentHere, LifeStep, OpportunityView

STEPS: Folding[OpportunityView] = Folding()
STEPS.mention(
    AssessmentOpened,
    AssessmentSettled,
    RescoreOpened,
    ScoresRevealed,
    DefinitionAchieved,
    DefinitionAdopted,
    ImpactEstimated,
)


@STEPS.on(IdeaPromoted)
def _promote(view: OpportunityView, event: IdeaPromoted, _: Fact) -> None:
    if event.brainstorm not in view.promoted_from:
        view.promoted_from.append(event.brainstorm)


@STEPS.on(SignalRetracted)
def _fall(view: OpportunityView, event: SignalRetracted, fact: Fact) -> None:
    for piece in view.evidence:
        if isinstance(piece.what, SignalEvidence) and piece.what.signal == event.signal:
            piece.counts, piece.retracted = False, fact


@STEPS.on(OpportunityAligned)
def _align(view: OpportunityView, event: OpportunityAligned, fact: Fact) -> None:
    align(view.alignments, event, fact)


@STEPS.on(OpportunityUnaligned)
def _unalign(view: OpportunityView, event: OpportunityUnaligned, fact: Fact) -> None:
    unalign(view.alignments, event, fact)


@STEPS.on(AttributionAssessed)
def _attribute(view: OpportunityView, event: AttributionAssessed, fact: Fact) -> None:
    attribute(view.alignments, event, fact)


@STEPS.on(AssessmentAgreed)
def _assess(view: OpportunityView, event: AssessmentAgreed, fact: Fact) -> None:
    for item in event.items:
        if item.opportunity == view.opportunity:
            view.assessed = AssessmentHere(
                assessment=event.assessment,
                revision=event.revision,
                difficulty=item.difficulty,
                urgency=item.urgency,
                quadrant=item.quadrant,
                fact=fact,
            )


@STEPS.on(DefinitionDrafted, DefinitionRevised)
def _define(view: OpportunityView, event: DefinitionDrafted | DefinitionRevised, _: Fact) -> None:
    if event.definition not in view.definitions:
        view.definitions.append(event.definition)


@STEPS.on(KataStarted)
def _set_out(view: OpportunityView, event: KataStarted, fact: Fact) -> None:
    if event.kata not in view.katas:
        view.katas.append(event.kata)
    view.life.append(LifeStep(state="in_progress", reason=event.north_star, evidence=(), fact=fact))
