"""Facts of what people say about a decision: advice, objections, stances, each side's win, and how it turned out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from domain.decisions.terms import AgreedBy, Grounds, Position, Resolution, Taken, WinVerdict
from domain.fields import Digest, Revision, Side, Text
from domain.ids import AdviceId, DecisionId, ObjectionId, PersonId
from domain.kernel import Event, Tag, event
from domain.opportunities.terms import Cites
from domain.partnership.correctable import correctable

Subject = Annotated[DecisionId, Tag("decision")]


@event("advice-asked")
class AdviceAsked(Event):
    """Somebody was asked for advice before a decision."""

    decision: Subject
    advice: AdviceId
    asked: Annotated[PersonId, Tag("member")]
    question: Text


@event("advice-given")
class AdviceGiven(Event):
    """A person advised; `taken` says, where those who decide noted it, whether the advice was followed."""

    decision: Subject
    advice: AdviceId
    by: Annotated[PersonId, Tag("member")]
    text: Text
    taken: Taken | None = None


@event("objection-raised")
class ObjectionRaised(Event):
    """A person objected to a revision; a blocking objection holds up every agreement until it is closed."""

    decision: Subject
    objection: Annotated[ObjectionId, Tag("objection")]
    revision: Revision
    blocking: bool
    reason: Text
    side: Side


@event("overruling-supported")
class OverrulingSupported(Event):
    """A side wants to go on in spite of an objection; it takes every required side."""

    decision: Subject
    objection: Annotated[ObjectionId, Tag("objection")]
    side: Side
    person: PersonId
    reason: Text
    policy: int
    behalf_of: PersonId | None = None


@event("objection-resolved")
class ObjectionResolved(Event):
    """An objection was integrated into a later revision, answered, or overruled by every required side.

    The first two wait for the objector to accept them; an overruled one is closed, and stays on the record.
    """

    decision: Subject
    objection: Annotated[ObjectionId, Tag("objection")]
    resolution: Resolution
    text: Text
    policy: int
    revision: Revision | None = None
    sides: tuple[AgreedBy, ...] = ()


@event("resolution-accepted")
class ResolutionAccepted(Event):
    """The objector is content with how the objection was resolved."""

    decision: Subject
    objection: Annotated[ObjectionId, Tag("objection")]
    resolution: Literal["integrated", "answered"]


@event("objection-withdrawn")
class ObjectionWithdrawn(Event):
    """The objector no longer objects."""

    decision: Subject
    objection: Annotated[ObjectionId, Tag("objection")]
    reason: Text | None = None


@event("stance-taken")
class StanceTaken(Event):
    """Where a person stands on a revision. None of the stances is an agreement of a side."""

    decision: Subject
    revision: Revision
    stance: Position
    side: Side
    reason: Text | None = None


@event("win-stated")
class WinStated(Event):
    """What a side would win by one revision, in that side's own words."""

    decision: Subject
    revision: Revision
    digest: Digest
    side: Side
    text: Text


@event("win-voided")
class WinVoided(Event):
    """A side's win was stated for a revision that a new one replaced."""

    decision: Subject
    revision: Revision
    digest: Digest
    side: Side
    by_revision: Revision


@correctable("outcome", "observed_on", "evidence")
@event("decision-outcome-recorded")
class DecisionOutcomeRecorded(Event):
    """What came of a decision, as seen on a day."""

    decision: Subject
    outcome: Text
    observed_on: date | None = None
    evidence: Grounds = ()
    cites: Cites = ()


@event("win-assessed")
class WinAssessed(Event):
    """A side said whether it got the win that it had stated."""

    decision: Subject
    side: Side
    verdict: WinVerdict
    text: Text | None = None
