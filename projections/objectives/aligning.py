"""What opportunities have to do with objectives, as both views show it."""

from __future__ import annotations

from domain.objectives.events import AttributionAssessed, OpportunityAligned, OpportunityUnaligned
from projections.facts import Fact
from projections.objectives.shape import AlignmentView, AttributionView


def align(alignments: list[AlignmentView], event: OpportunityAligned, fact: Fact) -> None:
    """Take an alignment in."""
    alignments.append(
        AlignmentView(
            opportunity=event.opportunity,
            objectives=event.objectives,
            key=event.key,
            revision=event.revision,
            mechanism=event.mechanism,
            expected=event.expected,
            holds=True,
            aligned=fact,
        )
    )


def unalign(alignments: list[AlignmentView], event: OpportunityUnaligned, fact: Fact) -> None:
    """End every alignment of the opportunity with that key."""
    for alignment in _of(alignments, event):
        if alignment.holds:
            alignment.holds, alignment.unaligned, alignment.unaligned_because = False, fact, event.reason


def attribute(alignments: list[AlignmentView], event: AttributionAssessed, fact: Fact) -> None:
    """Note a judgement on the last alignment of the opportunity with that key."""
    for alignment in _of(alignments, event)[-1:]:
        alignment.attributions.append(
            AttributionView(verdict=event.verdict, side=event.side, evidence=event.evidence, note=event.note, fact=fact)
        )


def _of(alignments: list[AlignmentView], event: OpportunityUnaligned | AttributionAssessed) -> list[AlignmentView]:
    asked = (event.opportunity, event.objectives, event.key)
    return [each for each in alignments if (each.opportunity, each.objectives, each.key) == asked]
