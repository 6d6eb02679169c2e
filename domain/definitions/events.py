"""Facts about Definitions of Awesome. Sides on these events are those that acted; who acted stands in the envelope."""

from __future__ import annotations

from typing import Annotated

from domain.decisions.terms import WaivedRule
from domain.definitions.terms import (
    Amount,
    BuyIn,
    BuyInCounts,
    DefinitionContent,
    NorthStar,
    Part,
    SealedFeedback,
    SignedBy,
    Support,
    SupportKind,
)
from domain.fields import Digest, Key, Line, Revision, Side, Text
from domain.ids import DecisionId, DefinitionId, FeedbackId, OpportunityId, PersonId, SupportId, TeamId
from domain.kernel import Event, Tag, event
from domain.metrics.terms import MetricKey
from domain.opportunities.terms import Cites, Evidence
from domain.partnership.correctable import correctable

Subject = Annotated[DefinitionId, Tag("definition")]
About = Annotated[tuple[OpportunityId, ...], Tag("opportunity")]
Metrics = Annotated[tuple[MetricKey, ...], Tag("metric")]


@event("definition-drafted")
class DefinitionDrafted(Event):
    """Revision 1 of a definition. `digest` is the hash of `content`; `scope` is the home scope of its opportunities."""

    definition: Subject
    revision: Revision
    digest: Digest
    content: DefinitionContent
    side: Side
    scope: Key
    policy: int
    opportunities: About
    decision: Annotated[DecisionId | None, Tag("decision")] = None
    metrics: Metrics = ()
    sponsor: PersonId | None = None


@event("definition-revised")
class DefinitionRevised(Event):
    """The next revision; `changes` names the parts that differ. Signatures on the former one count no longer."""

    definition: Subject
    revision: Revision
    digest: Digest
    content: DefinitionContent
    changes: tuple[Line, ...]
    side: Side
    policy: int
    opportunities: About
    decision: Annotated[DecisionId | None, Tag("decision")] = None
    metrics: Metrics = ()
    sponsor: PersonId | None = None
    reason: Text | None = None


@event("definition-signatures-voided")
class DefinitionSignaturesVoided(Event):
    """What the named sides had signed reads differently now, so their signatures no longer count (rule G4)."""

    definition: Subject
    revision: Revision
    digest: Digest
    sides: tuple[Side, ...]


@event("definition-contributed")
class DefinitionContributed(Event):
    """A person brought something to a part of the definition; the next revision may take it up."""

    definition: Subject
    revision: Revision
    part: Part
    text: Text
    side: Side
    person: PersonId


@event("team-feedback-given")
class TeamFeedbackGiven(Event):
    """Somebody of a team said how far the definition carries. Doubt is data, not an error.

    Either `buy_in` and `text` are open, or `sealed` holds all that is shown and the envelope does not name the author.
    """

    definition: Subject
    feedback: FeedbackId
    revision: Revision
    team: Annotated[TeamId, Tag("team")]
    buy_in: BuyIn | None = None
    text: Text | None = None
    sealed: SealedFeedback | None = None


@event("feedback-answered")
class FeedbackAnswered(Event):
    """A side answered what people of the teams had said."""

    definition: Subject
    feedback: tuple[FeedbackId, ...]
    text: Text
    side: Side


@event("support-committed")
class SupportCommitted(Event):
    """A side promised the teams something that they need to get there."""

    definition: Subject
    support: SupportId
    kind: SupportKind
    text: Text
    side: Side
    amount: Amount | None = None
    period: Line | None = None


@correctable("amount", "period", "note")
@event("support-delivered")
class SupportDelivered(Event):
    """Some of the promised support arrived."""

    definition: Subject
    support: SupportId
    amount: Amount | None = None
    period: Line | None = None
    note: Text | None = None


@event("definition-signed")
class DefinitionSigned(Event):
    """A person signed a revision for a side; `complete` says whether the side has with this signed as the policy asks.

    `waivers` are the rules that the side set aside for its own signature.
    """

    definition: Subject
    revision: Revision
    digest: Digest
    side: Side
    person: PersonId
    policy: int
    complete: bool
    behalf_of: PersonId | None = None
    waivers: tuple[WaivedRule, ...] = ()


@event("definition-adopted")
class DefinitionAdopted(Event):
    """Every required side has signed; `sides` keeps the order. What the teams said and what was promised stands by it.

    `unanswered` counts doubts that nobody had answered.
    """

    definition: Subject
    revision: Revision
    digest: Digest
    north_star: NorthStar
    sides: tuple[SignedBy, ...]
    policy: int
    opportunities: About
    buy_in: BuyInCounts
    teams_heard: tuple[TeamId, ...] = ()
    unanswered: int = 0
    support: tuple[Support, ...] = ()
    waivers: tuple[WaivedRule, ...] = ()


@event("achievement-confirmed")
class AchievementConfirmed(Event):
    """A person confirmed for a side that the definition has come true, and what shows it."""

    definition: Subject
    revision: Revision
    side: Side
    person: PersonId
    evidence: tuple[Evidence, ...]
    policy: int
    complete: bool
    behalf_of: PersonId | None = None
    cites: Cites = ()


@event("definition-achieved")
class DefinitionAchieved(Event):
    """Every required side has confirmed that it has come true."""

    definition: Subject
    revision: Revision
    sides: tuple[SignedBy, ...]
    opportunities: About
    evidence: tuple[Evidence, ...]
    policy: int


@event("definition-retired")
class DefinitionRetired(Event):
    """It gives no direction any more."""

    definition: Subject
    revision: Revision
    reason: Text
    side: Side


@event("definition-superseded")
class DefinitionSuperseded(Event):
    """Another adopted definition (`by`) gives the direction now; both trails show it."""

    definition: Subject
    by: Subject
    reason: Text
    side: Side
