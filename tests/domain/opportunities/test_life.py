"""Work begins and ends; opportunities leave the backlog and come back."""

from typing import Any

import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing, RuleWaived, Waive
from domain.kernel import Command, Event
from domain.opportunities.conclude_opportunity import (
    AchievedWithoutEvidence,
    ConcludeOpportunity,
    Conclusion,
    OpportunityNotStarted,
)
from domain.opportunities.decline_opportunity import DeclineOpportunity, OpportunityDeclining
from domain.opportunities.defer_opportunity import DeferOpportunity, OpportunityDeferral
from domain.opportunities.events import (
    OpportunityConcluded,
    OpportunityDeclined,
    OpportunityDeferred,
    OpportunityMerged,
    OpportunityReopened,
    OpportunityStarted,
    OpportunityWithdrawn,
)
from domain.opportunities.merge_opportunity import (
    MergedIntoItself,
    MergeOpportunity,
    MergeTargetNotLive,
    MergeTargetUnknown,
    OpportunityMerger,
)
from domain.opportunities.refusals import OpportunityEnded, OpportunityUnknown
from domain.opportunities.reopen_opportunity import OpportunityNotEnded, OpportunityReopening, ReopenOpportunity
from domain.opportunities.start_opportunity import (
    OpportunityAlreadyStarted,
    OpportunityNotPrioritised,
    OpportunityStart,
    StartOpportunity,
)
from domain.opportunities.withdraw_opportunity import NotRaisedByActor, OpportunityWithdrawal, WithdrawOpportunity
from tests.domain.opportunities.history import (
    ACHIEVED,
    BEA,
    DEV,
    FAY,
    LINK,
    OTHER,
    PEOPLE,
    SLOW,
    STARTED,
    SUGGESTED,
    TED,
    TESS,
    TRACKER,
    raised,
)
from tests.domain.story import BEGINNING, fact, given

WHY = "Because of the merger"
DEFERRED = OpportunityDeferred(opportunity=SLOW, reason=WHY)
MERGED = OpportunityMerged(opportunity=SLOW, into=OTHER, reason=WHY)
INTO_OTHER = OpportunityMerger(into=OTHER, reason=WHY)
EXITS: list[tuple[type[Command], Any, Event]] = [
    (DeferOpportunity, OpportunityDeferral(reason=WHY), DEFERRED),
    (DeclineOpportunity, OpportunityDeclining(reason=WHY), OpportunityDeclined(opportunity=SLOW, reason=WHY)),
    (MergeOpportunity, INTO_OTHER, MERGED),
    (WithdrawOpportunity, OpportunityWithdrawal(reason=WHY), OpportunityWithdrawn(opportunity=SLOW, reason=WHY)),
]
STEERED = EXITS[:3]
STOPPED = OpportunityConcluded(opportunity=SLOW, outcome="stopped", reason=WHY)
ENDINGS = [(ACHIEVED, "achieved"), (STOPPED, "stopped")] + [
    (event, type(event).TOPIC.removeprefix("opportunity-").removesuffix(".v1")) for _, _, event in EXITS
]


@pytest.mark.parametrize(("command", "body", "event"), EXITS)
def test_an_opportunity_leaves_with_a_reason(command: type[Command], body: Any, event: Event) -> None:
    given(*PEOPLE, raised(), raised(OTHER)).when(command, SLOW, body, by=TED).then(event)


@pytest.mark.parametrize(("command", "body", "event"), EXITS)
def test_it_leaves_once(command: type[Command], body: Any, event: Event) -> None:
    given(*PEOPLE, raised(), raised(OTHER), event).when(command, SLOW, body, by=TED).refused(OpportunityEnded)


@pytest.mark.parametrize(("command", "body", "event"), EXITS)
def test_it_exists_before_it_leaves(command: type[Command], body: Any, event: Event) -> None:
    given(*PEOPLE, raised(OTHER)).when(command, SLOW, body, by=TED).refused(OpportunityUnknown)
    assert event.TOPIC


@pytest.mark.parametrize(("command", "body", "event"), STEERED)
def test_sides_and_facilitators_steer(command: type[Command], body: Any, event: Event) -> None:
    story = given(*PEOPLE, raised(), raised(OTHER))
    story.when(command, SLOW, body, by=FAY).then(event)
    story.when(command, SLOW, body, by=DEV).refused(RoleMissing)
    story.when(command, SLOW, body, by=TRACKER).refused(RoleMissing)


@pytest.mark.parametrize(("command", "body", "event"), EXITS)
def test_an_exit_is_not_claimed_before_the_start(command: type[Command], body: Any, event: Event) -> None:
    story = given(*PEOPLE, raised(), raised(OTHER), fact(STARTED, at=BEGINNING.replace(minute=30)))
    early = BEGINNING.replace(minute=10)
    story.when(command, SLOW, body, by=TED, occurred_at=early).refused(ClaimedBeforeItsGround)
    story.when(command, SLOW, body, by=TED).then(event)


def test_only_those_who_raised_it_take_it_back() -> None:
    story = given(*PEOPLE, raised())
    body = OpportunityWithdrawal(reason=WHY)
    story.when(WithdrawOpportunity, SLOW, body, by=TESS).then(OpportunityWithdrawn)
    story.when(WithdrawOpportunity, SLOW, body, by=BEA).refused(NotRaisedByActor)


def test_a_merger_needs_another_live_opportunity() -> None:
    story = given(*PEOPLE, raised())
    into_itself = OpportunityMerger(into=SLOW, reason=WHY)
    story.when(MergeOpportunity, SLOW, into_itself, by=TED).refused(MergedIntoItself)
    story.when(MergeOpportunity, SLOW, INTO_OTHER, by=TED).refused(MergeTargetUnknown)
    gone = OpportunityDeclined(opportunity=OTHER, reason=WHY)
    given(*PEOPLE, raised(), raised(OTHER), gone).when(MergeOpportunity, SLOW, INTO_OTHER, by=TED).refused(
        MergeTargetNotLive
    )


def test_taking_another_in_does_not_end_an_opportunity() -> None:
    story = given(*PEOPLE, raised(), raised(OTHER), MERGED)
    story.when(DeferOpportunity, OTHER, OpportunityDeferral(reason=WHY), by=TED).then(OpportunityDeferred)


def test_a_suggestion_is_merged_into_what_people_raised() -> None:
    given(*PEOPLE, SUGGESTED, raised(OTHER)).when(MergeOpportunity, SLOW, INTO_OTHER, by=TED).then(MERGED)


@pytest.mark.parametrize(("ending", "ended_as"), ENDINGS)
def test_every_end_can_be_reopened(ending: Event, ended_as: Any) -> None:
    story = given(*PEOPLE, raised(), raised(OTHER), STARTED, ending)
    story.when(ReopenOpportunity, SLOW, OpportunityReopening(reason=WHY), by=TED).then(
        OpportunityReopened(opportunity=SLOW, ended_as=ended_as, reason=WHY)
    )


def test_only_an_end_is_reopened() -> None:
    body = OpportunityReopening(reason=WHY)
    given(*PEOPLE, raised()).when(ReopenOpportunity, SLOW, body, by=TED).refused(OpportunityNotEnded)
    given(*PEOPLE).when(ReopenOpportunity, SLOW, body, by=TED).refused(OpportunityUnknown)
    given(*PEOPLE, raised(), DEFERRED).when(ReopenOpportunity, SLOW, body, by=DEV).refused(RoleMissing)


def test_nothing_is_reopened_before_it_ended() -> None:
    story = given(*PEOPLE, raised(), fact(DEFERRED, at=BEGINNING.replace(minute=30)))
    early = BEGINNING.replace(minute=10)
    body = OpportunityReopening(reason=WHY)
    story.when(ReopenOpportunity, SLOW, body, by=TED, occurred_at=early).refused(ClaimedBeforeItsGround)


def test_work_starts_on_what_was_agreed_unless_waived() -> None:
    story = given(*PEOPLE, raised())
    story.when(StartOpportunity, SLOW, OpportunityStart(), by=DEV).refused(OpportunityNotPrioritised)
    waived = OpportunityStart(
        note="An hour of work",
        waive=(Waive(rule="opportunity.not-prioritised", reason="smaller than a meeting about it"),),
    )
    story.when(StartOpportunity, SLOW, waived, by=DEV).then(
        RuleWaived, OpportunityStarted(opportunity=SLOW, note="An hour of work")
    )


def test_work_starts_once() -> None:
    story = given(*PEOPLE, raised(), STARTED)
    story.when(StartOpportunity, SLOW, OpportunityStart(), by=DEV).refused(OpportunityAlreadyStarted)
    story.when(StartOpportunity, SLOW, OpportunityStart(), by=TRACKER).refused(RoleMissing)


def test_work_is_achieved_with_evidence_unless_waived() -> None:
    story = given(*PEOPLE, raised(), STARTED)
    story.when(
        ConcludeOpportunity,
        SLOW,
        Conclusion(outcome="achieved", reason="Weekly since May", evidence=(LINK,)),
        by=DEV,
    ).then(ACHIEVED)
    bare = Conclusion(outcome="achieved", reason=WHY)
    story.when(ConcludeOpportunity, SLOW, bare, by=DEV).refused(AchievedWithoutEvidence)
    waived = Conclusion(
        outcome="achieved",
        reason=WHY,
        waive=(Waive(rule="opportunity.achieved-without-evidence", reason="seen by everybody"),),
    )
    story.when(ConcludeOpportunity, SLOW, waived, by=DEV).then(RuleWaived, OpportunityConcluded)


def test_work_is_stopped_with_a_reason() -> None:
    body = Conclusion(outcome="stopped", reason=WHY)
    given(*PEOPLE, raised(), STARTED).when(ConcludeOpportunity, SLOW, body, by=DEV).then(STOPPED)


def test_only_work_that_began_is_concluded() -> None:
    body = Conclusion(outcome="stopped", reason=WHY)
    given(*PEOPLE, raised()).when(ConcludeOpportunity, SLOW, body, by=DEV).refused(OpportunityNotStarted)
    given(*PEOPLE, raised(), STARTED, STOPPED).when(ConcludeOpportunity, SLOW, body, by=DEV).refused(OpportunityEnded)
