"""Integrations suggest, members adopt."""

from domain.acting import RoleMissing
from domain.opportunities.adopt_opportunity import Adoption, AdoptOpportunity, OpportunityNotSuggested
from domain.opportunities.decline_opportunity import DeclineOpportunity, OpportunityDeclining
from domain.opportunities.events import OpportunityAdopted, OpportunityDeclined
from domain.opportunities.refusals import (
    OpportunityAlreadyExists,
    OpportunityEnded,
    OpportunityNotAdopted,
    OpportunityUnknown,
    RaiserOfAnotherSide,
    RaiserUnknown,
)
from domain.opportunities.reword_opportunity import Rewording, RewordOpportunity
from domain.opportunities.suggest_opportunity import OpportunityToSuggest, SuggestOpportunity
from domain.opportunities.terms import Raiser
from domain.partnership.refusals import ScopeUnknown
from tests.domain.opportunities.history import BEA, DEV, PEOPLE, PROBLEM, SLOW, SUGGESTED, TED, TITLE, TRACKER, raised
from tests.domain.story import an_id, given

FOUND = OpportunityToSuggest(title=TITLE, problem=PROBLEM)


def test_an_integration_suggests() -> None:
    given(*PEOPLE).when(SuggestOpportunity, SLOW, FOUND, by=TRACKER).then(SUGGESTED)


def test_only_integrations_suggest() -> None:
    given(*PEOPLE).when(SuggestOpportunity, SLOW, FOUND, by=TED).refused(RoleMissing)


def test_a_suggestion_needs_a_free_id_and_a_declared_scope() -> None:
    given(*PEOPLE, raised()).when(SuggestOpportunity, SLOW, FOUND, by=TRACKER).refused(OpportunityAlreadyExists)
    elsewhere = OpportunityToSuggest(title=TITLE, problem=PROBLEM, scope="payments")
    given(*PEOPLE).when(SuggestOpportunity, SLOW, elsewhere, by=TRACKER).refused(ScopeUnknown)


def test_a_member_adopts_it() -> None:
    given(*PEOPLE, SUGGESTED).when(AdoptOpportunity, SLOW, Adoption(), by=DEV).then(
        OpportunityAdopted(opportunity=SLOW, raised_by=(Raiser(person=DEV, side="team"),))
    )


def test_a_member_adopts_it_for_others() -> None:
    body = Adoption(raised_by=(Raiser(person=BEA),))
    given(*PEOPLE, SUGGESTED).when(AdoptOpportunity, SLOW, body, by=TED).then(
        OpportunityAdopted(opportunity=SLOW, raised_by=(Raiser(person=BEA, side="business"),))
    )


def test_integrations_do_not_adopt() -> None:
    given(*PEOPLE, SUGGESTED).when(AdoptOpportunity, SLOW, Adoption(), by=TRACKER).refused(RoleMissing)


def test_there_must_be_something_to_adopt() -> None:
    given(*PEOPLE).when(AdoptOpportunity, SLOW, Adoption(), by=TED).refused(OpportunityUnknown)
    given(*PEOPLE, raised()).when(AdoptOpportunity, SLOW, Adoption(), by=TED).refused(OpportunityNotSuggested)
    declined = OpportunityDeclined(opportunity=SLOW, reason="noise")
    given(*PEOPLE, SUGGESTED, declined).when(AdoptOpportunity, SLOW, Adoption(), by=TED).refused(OpportunityEnded)


def test_those_who_adopt_are_known_and_of_their_side() -> None:
    story = given(*PEOPLE, SUGGESTED)
    unknown = Adoption(raised_by=(Raiser(person=an_id("per", 99)),))
    story.when(AdoptOpportunity, SLOW, unknown, by=TED).refused(RaiserUnknown)
    stray = Adoption(raised_by=(Raiser(person=BEA, side="technology"),))
    story.when(AdoptOpportunity, SLOW, stray, by=TED).refused(RaiserOfAnotherSide)


def test_a_suggestion_can_be_declined_but_not_worked_on() -> None:
    story = given(*PEOPLE, SUGGESTED)
    story.when(DeclineOpportunity, SLOW, OpportunityDeclining(reason="noise"), by=TED).then(OpportunityDeclined)
    story.when(RewordOpportunity, SLOW, Rewording(title="Slow"), by=TED).refused(OpportunityNotAdopted)
