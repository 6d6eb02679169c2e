"""Facts about brainstorms. Who acted stands in the envelope; an idea names its author too, for good."""

from __future__ import annotations

from typing import Annotated

from domain.brainstorms.terms import ClusterName, IdeaContent, Labels, Mode, Topic
from domain.fields import Digest, Salt, Side, Text
from domain.ids import BrainstormId, DefinitionId, IdeaId, OpportunityId, PersonId
from domain.kernel import Event, Tag, event
from domain.partnership.correctable import correctable
from domain.partnership.seats import Seats

Subject = Annotated[BrainstormId, Tag("brainstorm")]
OneIdea = Annotated[IdeaId, Tag("idea")]
ManyIdeas = Annotated[tuple[IdeaId, ...], Tag("idea")]


@correctable("question")
@event("brainstorm-opened")
class BrainstormOpened(Event):
    """A question was put to people of every side: about problems, or about what awesome would be."""

    brainstorm: Subject
    question: Text
    mode: Mode
    topic: Topic
    invited: Seats


@event("idea-submitted")
class IdeaSubmitted(Event):
    """Somebody had an idea. Either `text` is open, or `commitment` holds the place of what is private until the reveal.

    `commitment` is SHA-256(salt followed by the RFC 8785 JSON of the content that the reveal shows).
    """

    brainstorm: Subject
    idea: OneIdea
    person: PersonId
    side: Side
    text: Text | None = None
    commitment: Digest | None = None


@event("idea-withdrawn")
class IdeaWithdrawn(Event):
    """Its author took an idea back; it stays on the record, and unread where it was not revealed before."""

    brainstorm: Subject
    idea: OneIdea
    reason: Text | None = None


@event("idea-revealed")
class IdeaRevealed(Event):
    """What a private idea says, with the salt that proves its commitment."""

    brainstorm: Subject
    idea: OneIdea
    content: IdeaContent
    salt: Salt


@event("brainstorm-revealed")
class BrainstormRevealed(Event):
    """All private ideas are open now; `silent` are the required sides that had none."""

    brainstorm: Subject
    ideas: tuple[IdeaId, ...]
    policy: int
    silent: tuple[Side, ...] = ()


@event("ideas-clustered")
class IdeasClustered(Event):
    """People put ideas together under a name; an idea lies in one cluster, the last one that it was put into."""

    brainstorm: Subject
    cluster: ClusterName
    ideas: ManyIdeas


@event("idea-tagged")
class IdeaTagged(Event):
    """The labels of an idea, in place of the ones before. Even one called laughable stays."""

    brainstorm: Subject
    idea: OneIdea
    labels: Labels


@event("idea-promoted")
class IdeaPromoted(Event):
    """Ideas became, or went into, an opportunity or a Definition of Awesome; each trail shows it."""

    brainstorm: Subject
    ideas: ManyIdeas
    opportunity: Annotated[OpportunityId | None, Tag("opportunity")] = None
    definition: Annotated[DefinitionId | None, Tag("definition")] = None


@event("brainstorm-closed")
class BrainstormClosed(Event):
    """No more ideas; those there are can still be sorted and promoted."""

    brainstorm: Subject
    ideas: int
    revealed: bool
