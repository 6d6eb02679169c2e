"""Sides propose, counter and look at what an opportunity is worth."""

from domain.acting import ClaimedBeforeItsGround, NotOfThatSide, RoleMissing, SideAmbiguous
from domain.opportunities.counter_value import CounterToOwnSide, CounterValue, ValueCounter
from domain.opportunities.events import ValueAgreementVoided, ValuePerspectiveGiven, ValueProposed
from domain.opportunities.give_value_perspective import GiveValuePerspective, ValuePerspective
from domain.opportunities.propose_value import ProposeValue
from domain.opportunities.refusals import (
    OpportunityUnknown,
    SponsorMissing,
    ValueNotLatest,
    ValueNotProposed,
    ValueUnchanged,
)
from domain.opportunities.value_proposal import ValueWords
from domain.partnership.events import PartnerJoined
from tests.domain.opportunities.history import (
    BEA,
    BEA_SPONSORS_DEV,
    BENEFICIARIES,
    DEV,
    DOT,
    DOT_FOR_BEA,
    FAY,
    PEOPLE,
    SLOW,
    STATEMENT,
    TED,
    TESS,
    TRACKER,
    agreed,
    only,
    proposed,
    raised,
    value_digest,
)
from tests.domain.story import BEGINNING, fact, given

WORDS = ValueWords(statement=STATEMENT, beneficiaries=BENEFICIARIES)
BETTER = "Fixes reach customers within a day"
COUNTER = ValueCounter(statement=BETTER, beneficiaries=BENEFICIARIES, counter_to=1)
VOIDED = ValueAgreementVoided(
    opportunity=SLOW, revision=1, digest=value_digest(), sides=("technology",), cause="value_revised", reached=False
)


def countered(side: str, statement: str = BETTER) -> ValueProposed:
    return ValueProposed(
        opportunity=SLOW,
        revision=2,
        digest=value_digest(statement),
        statement=statement,
        beneficiaries=BENEFICIARIES,
        side=side,
        counter_to=1,
    )


def test_a_partner_proposes() -> None:
    given(*PEOPLE, raised()).when(ProposeValue, SLOW, WORDS, by=TED).then(proposed())


def test_a_delegate_proposes() -> None:
    given(*PEOPLE, DOT_FOR_BEA, raised()).when(ProposeValue, SLOW, WORDS, by=DOT).then(proposed(side="business"))


def test_a_team_member_proposes_with_a_sponsor() -> None:
    story = given(*PEOPLE, BEA_SPONSORS_DEV, raised())
    sponsored = ValueWords(statement=STATEMENT, beneficiaries=BENEFICIARIES, sponsor=BEA)
    recorded = only(story.when(ProposeValue, SLOW, sponsored, by=DEV), ValueProposed)
    assert (recorded.side, recorded.sponsor) == ("business", BEA)
    story.when(ProposeValue, SLOW, WORDS, by=DEV).refused(SponsorMissing)
    by_nobody = ValueWords(statement=STATEMENT, beneficiaries=BENEFICIARIES, sponsor=DEV)
    story.when(ProposeValue, SLOW, by_nobody, by=DEV).refused(SponsorMissing)
    unasked = given(*PEOPLE, raised())
    unasked.when(ProposeValue, SLOW, sponsored, by=DEV).refused(SponsorMissing)


def test_facilitators_and_integrations_do_not_propose() -> None:
    story = given(*PEOPLE, raised())
    story.when(ProposeValue, SLOW, WORDS, by=FAY).refused(RoleMissing)
    story.when(ProposeValue, SLOW, WORDS, by=TRACKER).refused(RoleMissing)


def test_who_speaks_for_several_sides_names_one() -> None:
    both = PartnerJoined(person=TED, side="business", partners=3)
    story = given(*PEOPLE, both, raised())
    story.when(ProposeValue, SLOW, WORDS, by=TED).refused(SideAmbiguous)
    for_business = ValueWords(statement=STATEMENT, beneficiaries=BENEFICIARIES, side="business")
    story.when(ProposeValue, SLOW, for_business, by=TED).then(proposed(side="business"))
    story.when(ProposeValue, SLOW, for_business, by=TESS).refused(NotOfThatSide)


def test_a_new_proposal_is_the_next_revision_and_voids_agreements() -> None:
    story = given(*PEOPLE, raised(), proposed(), agreed("technology", TED))
    body = ValueWords(statement=BETTER, beneficiaries=BENEFICIARIES)
    story.when(ProposeValue, SLOW, body, by=TESS).then(VOIDED, proposed(2, BETTER))


def test_the_same_words_are_no_proposal() -> None:
    given(*PEOPLE, raised(), proposed()).when(ProposeValue, SLOW, WORDS, by=TED).refused(ValueUnchanged)


def test_an_opportunity_is_needed() -> None:
    given(*PEOPLE).when(ProposeValue, SLOW, WORDS, by=TED).refused(OpportunityUnknown)


def test_another_side_counters() -> None:
    given(*PEOPLE, raised(), proposed()).when(CounterValue, SLOW, COUNTER, by=BEA).then(countered("business"))


def test_countering_voids_agreements() -> None:
    story = given(*PEOPLE, raised(), proposed(), agreed("technology", TED))
    story.when(CounterValue, SLOW, COUNTER, by=BEA).then(VOIDED, countered("business"))


def test_nobody_counters_the_own_side() -> None:
    given(*PEOPLE, raised(), proposed()).when(CounterValue, SLOW, COUNTER, by=TESS).refused(CounterToOwnSide)


def test_countering_answers_the_latest_proposal() -> None:
    given(*PEOPLE, raised()).when(CounterValue, SLOW, COUNTER, by=BEA).refused(ValueNotProposed)
    story = given(*PEOPLE, raised(), proposed(), proposed(2, "Something else"))
    story.when(CounterValue, SLOW, COUNTER, by=BEA).refused(ValueNotLatest)


def test_a_counter_says_something_else() -> None:
    same = ValueCounter(statement=STATEMENT, beneficiaries=BENEFICIARIES, counter_to=1)
    given(*PEOPLE, raised(), proposed()).when(CounterValue, SLOW, same, by=BEA).refused(ValueUnchanged)


def test_a_counter_is_not_claimed_before_what_it_answers() -> None:
    story = given(*PEOPLE, raised(), fact(proposed(), at=BEGINNING.replace(minute=30)))
    story.when(CounterValue, SLOW, COUNTER, by=BEA, occurred_at=BEGINNING.replace(minute=10)).refused(
        ClaimedBeforeItsGround
    )


def test_anyone_gives_a_perspective() -> None:
    story = given(*PEOPLE, raised())
    text = ValuePerspective(text="We would stop apologising")
    for person, side in ((BEA, "business"), (DEV, "team"), (FAY, "none")):
        story.when(GiveValuePerspective, SLOW, text, by=person).then(
            ValuePerspectiveGiven(opportunity=SLOW, side=side, text=text.text)
        )
    story.when(GiveValuePerspective, SLOW, text, by=TRACKER).refused(RoleMissing)
    given(*PEOPLE).when(GiveValuePerspective, SLOW, text, by=BEA).refused(OpportunityUnknown)
