"""Opportunities are aligned, unaligned, and what they contributed is judged."""

from msgspec.structs import replace

from domain.acting import Body, ClaimedBeforeItsGround, RoleMissing, RuleWaived, Waive
from domain.kernel import Command
from domain.objectives.align_opportunity import (
    Alignment,
    AlignOpportunity,
    AlreadyAligned,
    ExpectedUnitDiffers,
)
from domain.objectives.assess_attribution import AssessAttribution, Attribution, AttributionWithoutEvidence
from domain.objectives.events import AttributionAssessed, OpportunityAligned, OpportunityUnaligned
from domain.objectives.refusals import (
    AlignmentUnknown,
    ObjectiveOrKeyResultUnknown,
    ObjectivesNotActive,
    ObjectivesUnknown,
)
from domain.objectives.terms import Expected
from domain.objectives.unalign_opportunity import Unalignment, UnalignOpportunity
from domain.opportunities.events import OpportunityDeclined
from domain.opportunities.refusals import OpportunityEnded, OpportunityUnknown
from domain.opportunities.state import Opportunity
from domain.opportunities.terms import ObservationEvidence
from tests.domain.metrics.scene import day
from tests.domain.objectives.scene import (
    ACTIVE,
    ALIGNED,
    BEA,
    CLOSED,
    DEV,
    DRAFTED,
    OKR,
    PIPELINE,
    SLOW,
    TED,
    WORLD,
)
from tests.domain.opportunities.history import LINK
from tests.domain.story import an_id, fact, given

TO = Alignment(objectives=OKR, key="KR1.1", mechanism="Fewer handoffs, no calendar")
OFF = Unalignment(objectives=OKR, key="KR1.1", reason="It moves nothing")
UNALIGNED = OpportunityUnaligned(
    opportunity=SLOW, objectives=OKR, key="KR1.1", place=f"{OKR}/KR1.1", reason="It moves nothing"
)
MOVED = Attribution(objectives=OKR, key="KR1.1", verdict="contributed", evidence=(LINK,))
JUDGED = AttributionAssessed(
    opportunity=SLOW,
    objectives=OKR,
    key="KR1.1",
    place=f"{OKR}/KR1.1",
    verdict="contributed",
    side="business",
    evidence=(LINK,),
)
DECLINED = OpportunityDeclined(opportunity=SLOW, reason="x")


def test_an_opportunity_is_aligned_with_a_key_result() -> None:
    given(*ACTIVE).when(AlignOpportunity, SLOW, TO, by=TED).then(ALIGNED)


def test_it_may_be_an_objective_and_say_how_much() -> None:
    body = replace(TO, key="O2", expected=Expected(direction="down", amount=3))
    given(*ACTIVE).when(AlignOpportunity, SLOW, body, by=DEV).then(
        replace(ALIGNED, key="O2", place=f"{OKR}/O2", expected=Expected(direction="down", amount=3))
    )


def test_the_expected_amount_is_in_the_key_results_unit() -> None:
    story = given(*ACTIVE)
    days = replace(TO, expected=Expected(direction="down", amount=20, unit="day"))
    story.when(AlignOpportunity, SLOW, days, by=TED).refused(ExpectedUnitDiffers)
    objective = replace(days, key="O1")
    story.when(AlignOpportunity, SLOW, objective, by=TED).refused(ExpectedUnitDiffers)
    hours = replace(TO, expected=Expected(direction="down", amount=480, unit="hour"))
    story.when(AlignOpportunity, SLOW, hours, by=TED).then(OpportunityAligned)


def test_the_set_is_active() -> None:
    given(*WORLD).when(AlignOpportunity, SLOW, TO, by=TED).refused(ObjectivesUnknown)
    given(*WORLD, DRAFTED).when(AlignOpportunity, SLOW, TO, by=TED).refused(ObjectivesNotActive)
    given(*ACTIVE, CLOSED).when(AlignOpportunity, SLOW, TO, by=TED).refused(ObjectivesNotActive)


def test_the_key_is_in_the_set() -> None:
    body = replace(TO, key="KR9")
    given(*ACTIVE).when(AlignOpportunity, SLOW, body, by=TED).refused(ObjectiveOrKeyResultUnknown)


def test_it_is_aligned_once() -> None:
    given(*ACTIVE, ALIGNED).when(AlignOpportunity, SLOW, TO, by=TED).refused(AlreadyAligned)
    given(*ACTIVE, ALIGNED, UNALIGNED).when(AlignOpportunity, SLOW, TO, by=TED).then(ALIGNED)


def test_it_is_aligned_after_the_activation() -> None:
    outcome = given(*ACTIVE).when(AlignOpportunity, SLOW, TO, by=TED, occurred_at=day(-1))
    outcome.refused(ClaimedBeforeItsGround)


def test_integrations_align_nothing() -> None:
    given(*ACTIVE).when(AlignOpportunity, SLOW, TO, by=PIPELINE).refused(RoleMissing)


def test_an_alignment_is_taken_back() -> None:
    given(*ACTIVE, ALIGNED).when(UnalignOpportunity, SLOW, OFF, by=TED).then(UNALIGNED)
    given(*ACTIVE, ALIGNED, CLOSED).when(UnalignOpportunity, SLOW, OFF, by=TED).then(UNALIGNED)


def test_only_an_alignment_is_taken_back() -> None:
    given(*ACTIVE).when(UnalignOpportunity, SLOW, OFF, by=TED).refused(AlignmentUnknown)
    given(*ACTIVE, ALIGNED, UNALIGNED).when(UnalignOpportunity, SLOW, OFF, by=TED).refused(AlignmentUnknown)


def test_the_opportunity_is_known_and_live() -> None:
    acts: tuple[tuple[type[Command], Body], ...] = ((AlignOpportunity, TO), (UnalignOpportunity, OFF))
    for command, body in acts:
        given(*ACTIVE).when(command, an_id("opp", 9), body, by=TED).refused(OpportunityUnknown)
        given(*ACTIVE, ALIGNED, DECLINED).when(command, SLOW, body, by=TED).refused(OpportunityEnded)
    given(*ACTIVE).when(AssessAttribution, an_id("opp", 9), MOVED, by=TED).refused(OpportunityUnknown)


def test_each_side_judges_what_it_contributed() -> None:
    story = given(*ACTIVE, ALIGNED)
    story.when(AssessAttribution, SLOW, MOVED, by=BEA).then(JUDGED)
    story.when(AssessAttribution, SLOW, MOVED, by=DEV).then(replace(JUDGED, side="team"))


def test_it_is_judged_after_its_end_too() -> None:
    given(*ACTIVE, ALIGNED, DECLINED).when(AssessAttribution, SLOW, MOVED, by=BEA).then(JUDGED)


def test_the_number_itself_is_evidence() -> None:
    seen = ObservationEvidence(metric="lead_time", observation=an_id("obs", 1))
    outcome = given(*ACTIVE, ALIGNED).when(AssessAttribution, SLOW, replace(MOVED, evidence=(seen,)), by=BEA)
    pinned = replace(seen, position=41, value=504.0)
    outcome.then(replace(JUDGED, evidence=(pinned,), cites=(f"observation:{seen.observation}", "metric:lead_time")))


def test_only_what_it_is_aligned_with_is_judged() -> None:
    given(*ACTIVE).when(AssessAttribution, SLOW, MOVED, by=BEA).refused(AlignmentUnknown)


def test_a_verdict_has_evidence_unless_waived_or_inconclusive() -> None:
    story = given(*ACTIVE, ALIGNED)
    bare = replace(MOVED, evidence=())
    story.when(AssessAttribution, SLOW, bare, by=BEA).refused(AttributionWithoutEvidence)
    story.when(AssessAttribution, SLOW, replace(bare, verdict="inconclusive"), by=BEA).then(AttributionAssessed)
    waived = replace(bare, waive=(Waive(rule="objectives.attribution-without-evidence", reason="Everybody saw it"),))
    story.when(AssessAttribution, SLOW, waived, by=BEA).then(RuleWaived, replace(JUDGED, evidence=()))


def test_the_facet_follows_the_alignments() -> None:
    opportunity = Opportunity(SLOW)
    facets = [opportunity.facets.aligned]
    for event in (ALIGNED, UNALIGNED):
        opportunity.fold(fact(event))
        facets.append(opportunity.facets.aligned)
    assert facets == [False, True, False]
