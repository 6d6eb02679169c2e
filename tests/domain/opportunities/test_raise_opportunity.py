"""Somebody raises an opportunity."""

from domain.acting import RoleMissing
from domain.opportunities.events import OpportunityRaised
from domain.opportunities.raise_opportunity import OpportunityToRaise, RaiseOpportunity
from domain.opportunities.refusals import OpportunityAlreadyExists, RaiserOfAnotherSide, RaiserUnknown
from domain.opportunities.terms import Raiser, Source
from domain.partnership.refusals import ScopeUnknown
from domain.partnership.scopes import ScopeDeclared
from tests.domain.opportunities.history import BEA, DEV, DIGEST, DOT, PEOPLE, PROBLEM, SLOW, TED, TITLE, only, raised
from tests.domain.story import an_id, given

WORDS = OpportunityToRaise(title=TITLE, problem=PROBLEM, theme="features_faster")


def with_raiser(person: str, side: str | None) -> OpportunityToRaise:
    return OpportunityToRaise(title=TITLE, problem=PROBLEM, raised_by=(Raiser(person=person, side=side),))


def test_the_actor_raises_it_for_the_own_side() -> None:
    given(*PEOPLE).when(RaiseOpportunity, SLOW, WORDS, by=TED).then(raised())


def test_everything_that_is_given_is_kept() -> None:
    source = Source(kind="signal", ref="lead time of 2026-02")
    body = OpportunityToRaise(
        title=TITLE,
        problem=PROBLEM,
        theme="resiliency",
        raised_by=(Raiser(person=BEA), Raiser(person=DEV)),
        sources=(source,),
        external_ref="ACME-17",
        scope="payments",
    )
    declared = ScopeDeclared(scope="payments", kind="theme")
    given(*PEOPLE, declared).when(RaiseOpportunity, SLOW, body, by=TED).then(
        OpportunityRaised(
            opportunity=SLOW,
            revision=1,
            digest=DIGEST,
            title=TITLE,
            problem=PROBLEM,
            theme="resiliency",
            raised_by=(Raiser(person=BEA, side="business"), Raiser(person=DEV, side="team")),
            scope="payments",
            sources=(source,),
            external_ref="ACME-17",
        )
    )


def test_any_member_may_and_strangers_may_not() -> None:
    outcome = given(*PEOPLE).when(RaiseOpportunity, SLOW, WORDS, by=DEV)
    assert only(outcome, OpportunityRaised).raised_by == (Raiser(person=DEV, side="team"),)
    given(*PEOPLE).when(RaiseOpportunity, SLOW, WORDS, by=DOT).refused(RoleMissing)


def test_an_id_is_used_once() -> None:
    given(*PEOPLE, raised()).when(RaiseOpportunity, SLOW, WORDS, by=TED).refused(OpportunityAlreadyExists)


def test_raisers_are_known() -> None:
    given(*PEOPLE).when(RaiseOpportunity, SLOW, with_raiser(an_id("per", 99), None), by=TED).refused(RaiserUnknown)


def test_raisers_belong_to_the_side_named() -> None:
    body = with_raiser(BEA, "technology")
    given(*PEOPLE).when(RaiseOpportunity, SLOW, body, by=TED).refused(RaiserOfAnotherSide)
    given(*PEOPLE).when(RaiseOpportunity, SLOW, body, by=TED, basis="imported").then(OpportunityRaised)


def test_scopes_are_declared_first() -> None:
    body = OpportunityToRaise(title=TITLE, problem=PROBLEM, scope="payments")
    given(*PEOPLE).when(RaiseOpportunity, SLOW, body, by=TED).refused(ScopeUnknown)
