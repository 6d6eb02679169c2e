"""The nouns of an assessment, and what the commitment of a sealed score sheet covers."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Digest, Revision, Side, Text
from domain.ids import AssessmentId, OpportunityId, PersonId

AssessmentState = Literal["scoring", "revealed", "settled", "agreed"]
Quadrant = Literal["quick_win", "longer_term_bet", "fill_in", "not_now"]
Agreement = Literal["low", "medium", "high"]
Round = Annotated[int, Meta(ge=1, le=1000, description="1, and one more with each rescoring")]
Points = Annotated[int, Meta(ge=-1000, le=1000, description="a whole number on the assessment's scale")]
Settled = Annotated[float, Meta(ge=-1000, le=1000, description="a number on the assessment's scale", examples=[3.5])]
MOST_OPPORTUNITIES = 50
Opportunities = Annotated[tuple[OpportunityId, ...], Meta(min_length=1, max_length=MOST_OPPORTUNITIES)]


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """From the lowest to the highest score, taken from the policy when the assessment was opened."""

    lowest: int
    highest: int

    def holds(self, score: float) -> bool:
        """Whether a score lies on the scale."""
        return self.lowest <= score <= self.highest


class Assessed(msgspec.Struct, frozen=True, kw_only=True):
    """An opportunity as it was worded when the assessment was opened."""

    opportunity: OpportunityId
    revision: Revision
    digest: Digest


class Score(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How hard an opportunity is to solve and how painful it is, as one person sees it."""

    opportunity: OpportunityId
    difficulty: Points
    urgency: Points


Scores = Annotated[tuple[Score, ...], Meta(min_length=1, max_length=MOST_OPPORTUNITIES)]


class SheetContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the commitment of a score sheet covers (rule G11)."""

    workspace: str
    assessment: AssessmentId
    round: Round
    person: PersonId
    side: Side
    scores: Scores
    note: Text | None = None


class Axis(msgspec.Struct, frozen=True, kw_only=True):
    """How the scores of one opportunity on one axis lie: `spread` is the highest less the lowest."""

    lowest: int
    highest: int
    spread: int
    median: float
    medians: dict[Side, float]
    agreement: Agreement


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Where the scorers stand on one opportunity; `agreement` is the lower one of both axes."""

    opportunity: OpportunityId
    difficulty: Axis
    urgency: Axis
    agreement: Agreement


class Settlement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What people settled on for one opportunity; the quadrant follows from the policy's thresholds."""

    opportunity: OpportunityId
    difficulty: Settled
    urgency: Settled
    quadrant: Quadrant


class SettlementContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that a settlement says and a confirmation covers (rule G4)."""

    assessment: AssessmentId
    round: Round
    items: tuple[Settlement, ...]
    difficulty_high_from: float
    urgency_high_from: float
    note: Text | None = None


class ConfirmedBy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who confirmed for a side; `behalf_of` is the partner whose delegate the person is."""

    side: Side
    person: PersonId
    behalf_of: PersonId | None = None
