"""Facts about opportunities and what they are worth (playbook step 3).

Sides on these events are those that acted; people who acted stand in the envelope, save where an agreement names them.
"""

from __future__ import annotations

from typing import Annotated

from domain.fields import Digest, Line, Revision, Side, Text
from domain.ids import EvidenceId, OpportunityId, PersonId
from domain.kernel import Event, Tag, event
from domain.opportunities.terms import (
    Beneficiaries,
    Cites,
    End,
    Evidence,
    HomeScope,
    ImpactedGroup,
    Outcome,
    Raiser,
    Source,
    Stance,
    Theme,
    ValueBySide,
    VoidCause,
)
from domain.partnership.correctable import correctable

Subject = Annotated[OpportunityId, Tag("opportunity")]


@correctable("theme", "sources", "external_ref")
@event("opportunity-raised")
class OpportunityRaised(Event):
    """Somebody saw a chance to transform something: revision 1 of its title and problem."""

    opportunity: Subject
    revision: Revision
    digest: Digest
    title: Line
    problem: Text
    theme: Theme
    raised_by: tuple[Raiser, ...]
    scope: HomeScope
    sources: tuple[Source, ...] = ()
    external_ref: Line | None = None


@correctable("theme", "sources", "external_ref")
@event("opportunity-suggested")
class OpportunitySuggested(Event):
    """An integration found something that may be an opportunity; it counts once a member adopts it."""

    opportunity: Subject
    revision: Revision
    digest: Digest
    title: Line
    problem: Text
    theme: Theme
    scope: HomeScope
    sources: tuple[Source, ...] = ()
    external_ref: Line | None = None


@event("opportunity-adopted")
class OpportunityAdopted(Event):
    """People made a suggestion their own: from here it counts as raised by them."""

    opportunity: Subject
    raised_by: tuple[Raiser, ...]


@event("opportunity-reworded")
class OpportunityReworded(Event):
    """Title or problem read differently now. Always material: what rests on the former wording needs another look."""

    opportunity: Subject
    revision: Revision
    digest: Digest
    title: Line
    problem: Text
    former_title: Line
    former_problem: Text
    reason: Text | None = None


@event("impact-stated")
class ImpactStated(Event):
    """Whom the problem concerns and how; the whole list, in place of the one before."""

    opportunity: Subject
    groups: tuple[ImpactedGroup, ...]


@event("value-proposed")
class ValueProposed(Event):
    """A side said what solving it is worth, for whom; with `counter_to` in answer to another side's revision."""

    opportunity: Subject
    revision: Revision
    digest: Digest
    statement: Text
    beneficiaries: Beneficiaries
    side: Side
    measure: Line | None = None
    counter_to: Revision | None = None
    sponsor: PersonId | None = None


@event("value-perspective-given")
class ValuePerspectiveGiven(Event):
    """What the matter means seen from one side; it agrees to nothing."""

    opportunity: Subject
    side: Side
    text: Text


@event("value-agreed-by-side")
class ValueAgreedBySide(Event):
    """A person agreed to a value statement for a side; `behalf_of` is the partner whose delegate the person is.

    `complete` says whether the side has with this agreed as the policy asks (any, all or named partners).
    """

    opportunity: Subject
    revision: Revision
    digest: Digest
    side: Side
    person: PersonId
    policy: int
    complete: bool
    behalf_of: PersonId | None = None


@event("value-agreement-reached")
class ValueAgreementReached(Event):
    """Every required side agrees on one value statement; `sides` keeps the order in which they did.

    The wording (`opportunity_revision`) and the groups that it was agreed for stand beside it.
    """

    opportunity: Subject
    revision: Revision
    digest: Digest
    opportunity_revision: Revision
    sides: tuple[ValueBySide, ...]
    policy: int
    impacted: tuple[Line, ...] = ()


@event("value-agreement-withdrawn")
class ValueAgreementWithdrawn(Event):
    """A side took its agreement back; `reached` tells whether all sides had agreed until then."""

    opportunity: Subject
    revision: Revision
    digest: Digest
    side: Side
    reason: Text
    reached: bool


@event("value-agreement-voided")
class ValueAgreementVoided(Event):
    """What the named sides had agreed to has changed, so their agreements no longer count (rule G4)."""

    opportunity: Subject
    revision: Revision
    digest: Digest
    sides: tuple[Side, ...]
    cause: VoidCause
    reached: bool


@event("evidence-attached")
class EvidenceAttached(Event):
    """Something speaks for or against the opportunity; `cites` puts the fact on the trail of what it is."""

    opportunity: Subject
    evidence: EvidenceId
    stance: Stance
    what: Evidence
    cites: Cites = ()


@event("evidence-detached")
class EvidenceDetached(Event):
    """A piece of evidence no longer counts; it stays on the record."""

    opportunity: Subject
    evidence: EvidenceId
    reason: Text


@event("opportunity-started")
class OpportunityStarted(Event):
    """Work on it began."""

    opportunity: Subject
    note: Text | None = None


@event("opportunity-concluded")
class OpportunityConcluded(Event):
    """Work on it ended: achieved, or stopped on the way."""

    opportunity: Subject
    outcome: Outcome
    reason: Text
    evidence: tuple[Evidence, ...] = ()
    cites: Cites = ()


@event("opportunity-deferred")
class OpportunityDeferred(Event):
    """Not now; it can be reopened."""

    opportunity: Subject
    reason: Text


@event("opportunity-declined")
class OpportunityDeclined(Event):
    """Not to be done."""

    opportunity: Subject
    reason: Text


@event("opportunity-merged")
class OpportunityMerged(Event):
    """It goes on as part of another opportunity, whose trail shows it too."""

    opportunity: Subject
    into: Subject
    reason: Text


@event("opportunity-withdrawn")
class OpportunityWithdrawn(Event):
    """Those who raised it took it back."""

    opportunity: Subject
    reason: Text


@event("opportunity-reopened")
class OpportunityReopened(Event):
    """An ended opportunity is back; `ended_as` is how it had ended."""

    opportunity: Subject
    ended_as: End
    reason: Text
