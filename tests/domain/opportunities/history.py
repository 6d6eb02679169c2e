"""People and facts that the tests of opportunities begin with."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from domain.assessments.events import AssessmentAgreed
from domain.assessments.terms import Settlement
from domain.canonical import content_hash
from domain.kernel import Event
from domain.objectives.events import OpportunityAligned
from domain.opportunities.events import (
    EvidenceAttached,
    ImpactStated,
    OpportunityConcluded,
    OpportunityRaised,
    OpportunityStarted,
    OpportunitySuggested,
    ValueAgreedBySide,
    ValueProposed,
)
from domain.opportunities.terms import (
    ImpactedGroup,
    OpportunityContent,
    Raiser,
    UrlEvidence,
    ValueContent,
)
from domain.partnership.events import (
    DelegationGranted,
    PartnerJoined,
    PersonRegistered,
    RoleGranted,
    SponsorshipGranted,
    TeamMemberJoined,
    WorkspaceCreated,
)
from tests.domain.story import BEGINNING, Outcome, an_id

E = TypeVar("E", bound=Event)

TED, TESS, BEA, BEN, DEV, FAY, DOT = (an_id("per", number) for number in range(1, 8))
SLOW, OTHER = an_id("opp", 1), an_id("opp", 2)
TRACKER = "integration:tracker"
EARLIER = BEGINNING - timedelta(days=1)

PEOPLE: tuple[Event, ...] = (
    WorkspaceCreated(name="Acme", sides=("technology", "business"), time_zone="UTC", owner=FAY),
    *(PersonRegistered(person=person) for person in (TED, TESS, BEA, BEN, DEV, DOT)),
    PartnerJoined(person=TED, side="technology", partners=1),
    PartnerJoined(person=TESS, side="technology", partners=2),
    PartnerJoined(person=BEA, side="business", partners=1),
    PartnerJoined(person=BEN, side="business", partners=2),
    TeamMemberJoined(team=an_id("team", 1), person=DEV, role="developer"),
    RoleGranted(person=FAY, role="facilitator", holders=1),
)
DOT_FOR_BEA = DelegationGranted(
    delegation=an_id("del", 1),
    giver=BEA,
    receiver=DOT,
    side="business",
    begins=EARLIER,
    ends=BEGINNING + timedelta(days=30),
)

BEA_SPONSORS_DEV = SponsorshipGranted(sponsor=BEA, member=DEV, side="business")

TITLE, PROBLEM = "Releases take six weeks", "Customers wait a quarter for a fix that takes a day to write."
DIGEST = content_hash(OpportunityContent(title=TITLE, problem=PROBLEM))
STATEMENT, BENEFICIARIES = "Fixes reach customers within a week", ("customers", "support")


def only(outcome: Outcome, kind: type[E]) -> E:
    """The one event of a type that a command recorded."""
    assert not outcome.refusals, outcome.refusals
    (found,) = [event for event in outcome.events if isinstance(event, kind)]
    return found


def value_digest(statement: str = STATEMENT, opportunity: str = SLOW) -> str:
    """The hash of a value statement for the usual beneficiaries."""
    return content_hash(
        ValueContent(opportunity=opportunity, statement=statement, beneficiaries=BENEFICIARIES, measure=None)
    )


def raised(opportunity: str = SLOW) -> OpportunityRaised:
    """An opportunity raised by Ted of technology."""
    return OpportunityRaised(
        opportunity=opportunity,
        revision=1,
        digest=DIGEST,
        title=TITLE,
        problem=PROBLEM,
        theme="features_faster",
        raised_by=(Raiser(person=TED, side="technology"),),
        scope="main",
    )


def proposed(revision: int = 1, statement: str = STATEMENT, side: str = "technology") -> ValueProposed:
    """A side's value statement."""
    return ValueProposed(
        opportunity=SLOW,
        revision=revision,
        digest=value_digest(statement),
        statement=statement,
        beneficiaries=BENEFICIARIES,
        side=side,
    )


def agreed(side: str, person: str, revision: int = 1, digest: str = "") -> ValueAgreedBySide:
    """A side's agreement to the usual value statement."""
    return ValueAgreedBySide(
        opportunity=SLOW,
        revision=revision,
        digest=digest or value_digest(),
        side=side,
        person=person,
        policy=1,
        complete=True,
    )


SUGGESTED = OpportunitySuggested(
    opportunity=SLOW, revision=1, digest=DIGEST, title=TITLE, problem=PROBLEM, theme="other", scope="main"
)
SUPPORT = ImpactedGroup(name="Support", kind="team", how="Answers the same complaint every day")
IMPACT = ImpactStated(opportunity=SLOW, groups=(SUPPORT,))
LINK = UrlEvidence(url="https://example.org/lead-times")
EVIDENCE = EvidenceAttached(opportunity=SLOW, evidence=an_id("evd", 1), stance="supports", what=LINK)
ALIGNED = OpportunityAligned(
    opportunity=SLOW,
    objectives=an_id("okr", 1),
    revision=1,
    key="KR1.1",
    place=f"{an_id('okr', 1)}/KR1.1",
    mechanism="No calendar",
)
ASSESSED = AssessmentAgreed(
    assessment=an_id("asm", 1),
    revision=1,
    digest="0" * 64,
    items=(Settlement(opportunity=SLOW, difficulty=2, urgency=5, quadrant="quick_win"),),
    opportunities=(SLOW,),
    sides=(),
    policy=1,
)
STARTED = OpportunityStarted(opportunity=SLOW)
ACHIEVED = OpportunityConcluded(opportunity=SLOW, outcome="achieved", reason="Weekly since May", evidence=(LINK,))
