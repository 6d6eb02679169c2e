"""What decisions in force make of an opportunity."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.decisions.events import AgreementReached, DecisionExpired, DecisionRevoked, DecisionSuperseded
from domain.decisions.terms import DecisionKind
from domain.kernel import Command, Event
from domain.opportunities.conclude_opportunity import ConcludeOpportunity, Conclusion
from domain.opportunities.events import OpportunityStarted
from domain.opportunities.refusals import PriorityInForce
from domain.opportunities.reopen_opportunity import OpportunityReopening, ReopenOpportunity
from domain.opportunities.start_opportunity import OpportunityNotPrioritised, OpportunityStart, StartOpportunity
from domain.opportunities.state import Opportunity
from tests.domain.opportunities.history import ACHIEVED, DEV, DIGEST, OTHER, PEOPLE, SLOW, STARTED, TED, raised
from tests.domain.opportunities.test_life import EXITS, WHY
from tests.domain.story import an_id, fact, given

ONE, TWO = an_id("dec", 1), an_id("dec", 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def reached(kind: DecisionKind, decision: str = ONE, stage: str | None = None) -> AgreementReached:
    return AgreementReached(
        decision=decision,
        revision=1,
        digest=DIGEST,
        kind=kind,
        scope="main",
        opportunities=(SLOW,),
        sides=(),
        in_force_from=NOON,
        policy=1,
        place=f"{kind}/main" if kind in {"first_priority", "backlog_order"} else None,
        stage=stage,
    )


def superseded(kind: DecisionKind, stage: str | None = None) -> DecisionSuperseded:
    place = f"{kind}/main" if kind in {"first_priority", "backlog_order"} else None
    return DecisionSuperseded(decision=ONE, by=TWO, kind=kind, opportunities=(SLOW,), place=place, stage=stage)


def revoked(kind: DecisionKind) -> DecisionRevoked:
    return DecisionRevoked(decision=ONE, kind=kind, scope="main", sides=(), policy=1, opportunities=(SLOW,))


def expired(kind: DecisionKind) -> DecisionExpired:
    return DecisionExpired(
        decision=ONE, revision=1, expired_at=NOON, in_force=True, kind=kind, scope="main", opportunities=(SLOW,)
    )


def folded(*history: Event) -> Opportunity:
    state = Opportunity(SLOW)
    for event in history:
        if state.sees(fact(event)):
            state.fold(fact(event))
    return state


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("first_priority", "prioritised"),
        ("commitment", "prioritised"),
        ("backlog_order", "open"),
        ("stop", "stopped"),
        ("practice", "open"),
        ("other", "open"),
    ],
)
def test_each_kind_of_decision_has_its_effect(kind: DecisionKind, state: str) -> None:
    assert folded(raised(), reached(kind)).state == state


@pytest.mark.parametrize("over", [superseded, revoked, expired])
@pytest.mark.parametrize("kind", ["first_priority", "commitment"])
def test_without_the_decision_it_is_open_again(kind: DecisionKind, over: Any) -> None:
    opportunity = folded(raised(), reached(kind), over(kind))
    assert (opportunity.state, opportunity.prioritised_by, opportunity.commitments) == ("open", {}, {})


def test_work_in_progress_goes_on_without_the_decision() -> None:
    history = (raised(), reached("first_priority"), STARTED, superseded("first_priority"))
    assert folded(*history).state == "in_progress"


def test_a_commitment_is_in_force_per_stage() -> None:
    opportunity = folded(raised(), reached("commitment", ONE, "discovery"), reached("commitment", TWO, "delivery"))
    assert opportunity.commitments == {"discovery": ONE, "delivery": TWO}
    assert opportunity.prioritised_by == {"commitment/discovery": ONE, "commitment/delivery": TWO}


def test_a_commitment_without_stage_is_one_too() -> None:
    opportunity = folded(raised(), reached("commitment"))
    assert (opportunity.commitments, opportunity.prioritised_by) == ({"": ONE}, {"commitment/": ONE})


def test_a_later_agreement_at_the_same_place_counts() -> None:
    history = (raised(), reached("first_priority"), superseded("first_priority"), reached("first_priority", TWO))
    assert folded(*history).prioritised_by == {"first_priority/main": TWO}


@pytest.mark.parametrize("over", [revoked, expired])
def test_a_stop_that_no_longer_holds_frees_the_opportunity(over: Any) -> None:
    assert folded(raised(), reached("stop"), over("stop")).state == "open"


@pytest.mark.parametrize("kind", ["first_priority", "commitment", "backlog_order"])
@pytest.mark.parametrize(("command", "body", "event"), EXITS)
def test_what_an_agreement_ranks_leaves_only_by_another_decision(
    kind: DecisionKind, command: type[Command], body: Any, event: Event
) -> None:
    story = given(*PEOPLE, raised(), raised(OTHER), reached(kind))
    story.when(command, SLOW, body, by=TED).refused(PriorityInForce)
    given(*PEOPLE, raised(), raised(OTHER), reached(kind), superseded(kind)).when(command, SLOW, body, by=TED).then(
        event
    )


def test_a_priority_is_not_stopped_one_sidedly() -> None:
    story = given(*PEOPLE, raised(), reached("first_priority"), STARTED)
    story.when(ConcludeOpportunity, SLOW, Conclusion(outcome="stopped", reason=WHY), by=DEV).refused(PriorityInForce)
    story.when(
        ConcludeOpportunity,
        SLOW,
        Conclusion(outcome="achieved", reason="Weekly since May", evidence=ACHIEVED.evidence),
        by=DEV,
    ).then(ACHIEVED)


def test_an_end_is_not_reopened_into_a_rank() -> None:
    story = given(*PEOPLE, raised(), reached("first_priority"), STARTED, ACHIEVED)
    story.when(ReopenOpportunity, SLOW, OpportunityReopening(reason=WHY), by=TED).refused(PriorityInForce)


@pytest.mark.parametrize("kind", ["first_priority", "commitment"])
def test_work_starts_on_a_priority(kind: DecisionKind) -> None:
    given(*PEOPLE, raised(), reached(kind)).when(StartOpportunity, SLOW, OpportunityStart(), by=DEV).then(
        OpportunityStarted(opportunity=SLOW)
    )


def test_a_place_in_the_order_alone_starts_nothing() -> None:
    story = given(*PEOPLE, raised(), reached("backlog_order"))
    story.when(StartOpportunity, SLOW, OpportunityStart(), by=DEV).refused(OpportunityNotPrioritised)
