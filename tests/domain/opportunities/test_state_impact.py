"""People say whom the problem concerns."""

from domain.opportunities.events import ImpactStated, ValueAgreementVoided
from domain.opportunities.refusals import OpportunityUnknown
from domain.opportunities.state_impact import GroupTwice, Impact, ImpactUnchanged, StateImpact
from domain.opportunities.terms import ImpactedGroup
from tests.domain.opportunities.history import (
    BEA,
    DEV,
    IMPACT,
    PEOPLE,
    SLOW,
    SUPPORT,
    TED,
    agreed,
    proposed,
    raised,
    value_digest,
)
from tests.domain.story import given

SALES = ImpactedGroup(name="Sales", kind="business_unit", how="Loses deals over missing fixes")


def test_any_member_states_it() -> None:
    given(*PEOPLE, raised()).when(StateImpact, SLOW, Impact(groups=(SUPPORT,)), by=DEV).then(IMPACT)


def test_a_change_of_groups_voids_what_was_agreed_on_the_value() -> None:
    story = given(*PEOPLE, raised(), IMPACT, proposed(), agreed("technology", TED), agreed("business", BEA))
    story.when(StateImpact, SLOW, Impact(groups=(SUPPORT, SALES)), by=TED).then(
        ImpactStated(opportunity=SLOW, groups=(SUPPORT, SALES)),
        ValueAgreementVoided(
            opportunity=SLOW,
            revision=1,
            digest=value_digest(),
            sides=("technology", "business"),
            cause="impact_changed",
            reached=False,
        ),
    )


def test_the_same_groups_are_no_news() -> None:
    given(*PEOPLE, raised(), IMPACT).when(StateImpact, SLOW, Impact(groups=(SUPPORT,)), by=TED).refused(ImpactUnchanged)


def test_a_group_stands_once() -> None:
    body = Impact(groups=(SUPPORT, ImpactedGroup(name="Support", kind="team", how="again")))
    given(*PEOPLE, raised()).when(StateImpact, SLOW, body, by=TED).refused(GroupTwice)


def test_the_opportunity_is_known() -> None:
    given(*PEOPLE).when(StateImpact, SLOW, Impact(groups=(SUPPORT,)), by=TED).refused(OpportunityUnknown)
