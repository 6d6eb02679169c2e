"""Facts about assessments of difficulty and urgency. Who acted stands in the envelope."""

from __future__ import annotations

from typing import Annotated

from domain.assessments.terms import (
    Assessed,
    ConfirmedBy,
    Round,
    Scale,
    Scores,
    Settlement,
    SettlementContent,
    SheetContent,
    Spread,
)
from domain.fields import Digest, Revision, Salt, Side, Text
from domain.ids import AssessmentId, OpportunityId, PersonId
from domain.kernel import Event, Tag, event
from domain.partnership.seats import Seats

Subject = Annotated[AssessmentId, Tag("assessment")]
About = Annotated[tuple[OpportunityId, ...], Tag("opportunity")]


@event("assessment-opened")
class AssessmentOpened(Event):
    """People of every side were asked to score opportunities: round 1. With `blind` nobody sees another's scores."""

    assessment: Subject
    opportunities: About
    pinned: tuple[Assessed, ...]
    scorers: Seats
    scale: Scale
    blind: bool
    policy: int


@event("scores-submitted")
class ScoresSubmitted(Event):
    """A scorer's sheet of a round; a later one before the reveal takes its place.

    Either `scores` are open, or `commitment` stands for them: SHA-256(salt followed by the RFC 8785 JSON of the content
    that the reveal shows).
    """

    assessment: Subject
    round: Round
    person: PersonId
    side: Side
    commitment: Digest | None = None
    scores: Scores | None = None
    note: Text | None = None


@event("score-sheet-revealed")
class ScoreSheetRevealed(Event):
    """One scorer's sheet in the open; `salt` proves the commitment, and is absent where the scores were open."""

    assessment: Subject
    content: SheetContent
    salt: Salt | None = None


@event("scores-revealed")
class ScoresRevealed(Event):
    """All sheets of a round are open: where scorers stand, item by item. `missing` are those who gave no scores."""

    assessment: Subject
    round: Round
    items: tuple[Spread, ...]
    opportunities: About
    formula_version: int
    policy: int
    missing: tuple[PersonId, ...] = ()


@event("rescore-opened")
class RescoreOpened(Event):
    """After a talk, some of the opportunities (or all) are scored once more, by the same people."""

    assessment: Subject
    round: Round
    opportunities: About
    reason: Text


@event("assessment-settled")
class AssessmentSettled(Event):
    """Somebody wrote down what people settled on; `revision` counts the settlements. It waits for every side."""

    assessment: Subject
    revision: Revision
    digest: Digest
    content: SettlementContent
    opportunities: About
    policy: int


@event("settlement-confirmations-voided")
class SettlementConfirmationsVoided(Event):
    """What the named sides had confirmed gave way to another settlement or to a rescoring (rule G4)."""

    assessment: Subject
    revision: Revision
    digest: Digest
    sides: tuple[Side, ...]


@event("settlement-confirmed")
class SettlementConfirmed(Event):
    """A person confirmed a settlement for a side; `complete`: the side has with this confirmed as the policy asks."""

    assessment: Subject
    revision: Revision
    digest: Digest
    side: Side
    person: PersonId
    policy: int
    complete: bool
    behalf_of: PersonId | None = None


@event("assessment-agreed")
class AssessmentAgreed(Event):
    """Every required side has confirmed; from here the opportunities count as assessed. `sides` keeps the order."""

    assessment: Subject
    revision: Revision
    digest: Digest
    items: tuple[Settlement, ...]
    opportunities: About
    sides: tuple[ConfirmedBy, ...]
    policy: int
