"""Facts of a decision's course: proposed, changed, agreed, and what came after.

People who acted stand in the envelope, save where an agreement names them. `opportunities` puts a fact on the trail of
each opportunity that it is about, `cites` on that of the signals, observations and maps that it rests on. What people
say about a decision is in `voices`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from domain.decisions.terms import AgreedBy, DecisionContent, DecisionKind, Dissent, WaivedRule
from domain.fields import Digest, Key, Line, Moment, Revision, Side, Text
from domain.ids import DecisionId, OpportunityId, PersonId
from domain.kernel import Event, Tag, event
from domain.opportunities.terms import Cites

Subject = Annotated[DecisionId, Tag("decision")]
About = Annotated[tuple[OpportunityId, ...], Tag("opportunity")]
Place = Annotated[str | None, Tag("in-force")]


@event("decision-proposed")
class DecisionProposed(Event):
    """A side put revision 1 of a decision on the table. Proposing is not agreeing.

    `digest` is the hash of `content`. `opportunities` are all options, chosen or not. `sponsor` is the partner or
    delegate behind a member who proposes.
    """

    decision: Subject
    revision: Revision
    digest: Digest
    content: DecisionContent
    side: Side
    policy: int
    opportunities: About = ()
    sponsor: PersonId | None = None
    cites: Cites = ()


@event("counter-proposed")
class CounterProposed(Event):
    """Another side answered with a revision of its own; `changes` names the parts that differ from the former one."""

    decision: Subject
    revision: Revision
    digest: Digest
    content: DecisionContent
    changes: tuple[Line, ...]
    side: Side
    policy: int
    opportunities: About = ()
    sponsor: PersonId | None = None
    cites: Cites = ()


@event("decision-revised")
class DecisionRevised(Event):
    """The side whose revision was on the table changed it; `changes` names the parts that differ."""

    decision: Subject
    revision: Revision
    digest: Digest
    content: DecisionContent
    changes: tuple[Line, ...]
    side: Side
    policy: int
    opportunities: About = ()
    sponsor: PersonId | None = None
    cites: Cites = ()


@event("side-agreed")
class SideAgreed(Event):
    """A person agreed to one revision and its hash for a side; `behalf_of` is the partner whose delegate the person is.

    `complete` says whether the side has with this agreed as the policy asks. `gaps` is what the first option lacked,
    where the policy only advises readiness. `waivers` are the rules skipped for this agreement.
    """

    decision: Subject
    revision: Revision
    digest: Digest
    side: Side
    person: PersonId
    policy: int
    complete: bool
    behalf_of: PersonId | None = None
    gaps: tuple[Line, ...] = ()
    waivers: tuple[WaivedRule, ...] = ()


@event("agreement-carried")
class AgreementCarried(Event):
    """A side's agreement to an earlier commitment holds for this one too: the same work and stage at another time.

    `former` is the earlier decision, whose trail shows it as well.
    """

    decision: Subject
    former: Subject
    revision: Revision
    digest: Digest
    side: Side
    person: PersonId
    agreed: tuple[AgreedBy, ...]
    policy: int
    reason: Text
    behalf_of: PersonId | None = None


@event("agreement-voided")
class AgreementVoided(Event):
    """What a side had agreed to was changed by a new revision, so its agreement no longer counts (rule G4)."""

    decision: Subject
    revision: Revision
    digest: Digest
    side: Side
    people: tuple[PersonId, ...]
    by_revision: Revision


@event("agreement-reached")
class AgreementReached(Event):
    """Every required side agrees on one revision: the decision is in force.

    `opportunities` are those that it ranks (best first), commits to or stops; options not taken are not among them.
    `chosen` is what was chosen in words. `sides` keeps the order of agreeing, and `in_force_from` is the latest time at
    which one of them is said to have agreed. `place` is where it is in force, if there can be only one there
    (`first_priority/<scope>`, `backlog_order/<scope>`); a commitment is in force per opportunity and stage. `dissent`
    says who did not plainly agree.
    """

    decision: Subject
    revision: Revision
    digest: Digest
    kind: DecisionKind
    scope: Key
    opportunities: About
    sides: tuple[AgreedBy, ...]
    in_force_from: Moment
    policy: int
    place: Place = None
    chosen: Text | None = None
    stage: Key | None = None
    cycle: Key | None = None
    review_on: date | None = None
    dissent: tuple[Dissent, ...] = ()
    waivers: tuple[WaivedRule, ...] = ()
    gaps: tuple[Line, ...] = ()


@event("decision-superseded")
class DecisionSuperseded(Event):
    """A newer agreement took the place of this one, recorded just before that agreement.

    `opportunities` are those for which it is no longer in force; a commitment may keep others.
    """

    decision: Subject
    by: Subject
    kind: DecisionKind
    opportunities: About
    place: Place = None
    stage: Key | None = None


@event("agreement-rescinded")
class AgreementRescinded(Event):
    """A side took its agreement back. With `reached` all sides had agreed: the decision stays in force, contested."""

    decision: Subject
    revision: Revision
    digest: Digest
    side: Side
    reason: Text
    reached: bool
    opportunities: About = ()


@event("decision-declined")
class DecisionDeclined(Event):
    """A side that was asked said no."""

    decision: Subject
    side: Side
    reason: Text
    opportunities: About = ()


@event("decision-withdrawn")
class DecisionWithdrawn(Event):
    """The side that had proposed it took it off the table."""

    decision: Subject
    side: Side
    reason: Text
    opportunities: About = ()


@event("decision-expired")
class DecisionExpired(Event):
    """Its time was over: the proposal lapsed or, with `in_force`, the agreement ended."""

    decision: Subject
    revision: Revision
    expired_at: Moment
    in_force: bool
    kind: DecisionKind
    scope: Key
    opportunities: About = ()
    place: Place = None
    stage: Key | None = None


@event("decision-reaffirmed")
class DecisionReaffirmed(Event):
    """A side stands by a decision in force, at its review or after it was contested."""

    decision: Subject
    side: Side
    person: PersonId
    policy: int
    note: Text | None = None
    next_review: date | None = None
    behalf_of: PersonId | None = None


@event("decision-confirmed")
class DecisionConfirmed(Event):
    """Every required side stands by the decision: it is agreed, and looked at again on the day named."""

    decision: Subject
    sides: tuple[AgreedBy, ...]
    cause: Literal["review", "contest"]
    policy: int
    next_review: date | None = None
    opportunities: About = ()


@event("revocation-supported")
class RevocationSupported(Event):
    """A side wants a decision in force revoked; it takes every required side."""

    decision: Subject
    side: Side
    person: PersonId
    reason: Text
    policy: int
    behalf_of: PersonId | None = None


@event("decision-revoked")
class DecisionRevoked(Event):
    """Every required side ended a decision in force, without another in its place."""

    decision: Subject
    kind: DecisionKind
    scope: Key
    sides: tuple[AgreedBy, ...]
    policy: int
    opportunities: About = ()
    place: Place = None
    stage: Key | None = None
