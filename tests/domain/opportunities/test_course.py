"""The life of an opportunity and of the agreement on its value, against a model that fits on a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.acting import Waive
from domain.kernel import Command, Event
from domain.opportunities.agree_value import AgreeValue, ValueAgreement
from domain.opportunities.conclude_opportunity import ConcludeOpportunity, Conclusion
from domain.opportunities.counter_value import CounterValue, ValueCounter
from domain.opportunities.decline_opportunity import DeclineOpportunity, OpportunityDeclining
from domain.opportunities.defer_opportunity import DeferOpportunity, OpportunityDeferral
from domain.opportunities.events import ValueAgreementReached, ValueProposed
from domain.opportunities.propose_value import ProposeValue
from domain.opportunities.reopen_opportunity import OpportunityReopening, ReopenOpportunity
from domain.opportunities.reword_opportunity import Rewording, RewordOpportunity
from domain.opportunities.start_opportunity import OpportunityStart, StartOpportunity
from domain.opportunities.state import Opportunity
from domain.opportunities.state_impact import Impact, StateImpact
from domain.opportunities.terms import ImpactedGroup, Outcome
from domain.opportunities.value_proposal import ValueWords
from domain.opportunities.withdraw_opportunity import OpportunityWithdrawal, WithdrawOpportunity
from domain.opportunities.withdraw_value_agreement import ValueWithdrawal, WithdrawValueAgreement
from domain.partnership.events import PartnerJoined
from tests.domain.opportunities.history import (
    BEA,
    BENEFICIARIES,
    DOT,
    LINK,
    PEOPLE,
    SLOW,
    TED,
    TESS,
    TITLE,
    raised,
    value_digest,
)
from tests.domain.opportunities.test_priorities import reached, superseded
from tests.domain.story import BEGINNING, SIDES, fact, given

VOICES = {
    (TED, "technology"),
    (TESS, "technology"),
    (BEA, "business"),
    (DOT, "technology"),
    (DOT, "business"),
}
BOTH_SIDES = (
    PartnerJoined(person=DOT, side="technology", partners=3),
    PartnerJoined(person=DOT, side="business", partners=3),
)
EXITS: dict[str, tuple[type[Command], Any]] = {
    "deferred": (DeferOpportunity, OpportunityDeferral(reason="later")),
    "declined": (DeclineOpportunity, OpportunityDeclining(reason="no")),
    "withdrawn": (WithdrawOpportunity, OpportunityWithdrawal(reason="sorry")),
}
NOT_PRIORITISED = (Waive(rule="opportunity.not-prioritised", reason="small"),)
voices = st.sampled_from(sorted(VOICES))
words = st.sampled_from(["a day", "a week", "a month"])


class Course(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused."""

    def __init__(self) -> None:
        super().__init__()
        self.story = given(*PEOPLE, *BOTH_SIDES, raised())
        self.minutes = 60
        self.standing: str | None = None
        self.ranked = False
        self.title = TITLE
        self.groups: tuple[str, ...] = ()
        self.value: tuple[int, str, str] = (0, "", "")
        self.agreed: dict[str, str] = {}
        self.spoken: dict[str, str] = {}

    @property
    def live(self) -> bool:
        return self.standing in {None, "in_progress"}

    def happens(self, *events: Event) -> None:
        at = BEGINNING + timedelta(minutes=self.minutes)
        self.story.history += [fact(event, at=at) for event in events]

    def tries(self, allowed: object, command: type[Command], body: Any, by: str = TED) -> bool:
        """Run a command; it has to be recorded or refused as the model says."""
        self.minutes += 1
        outcome = self.story.when(command, SLOW, body, by=by, now=BEGINNING + timedelta(minutes=self.minutes))
        assert bool(outcome.events) == bool(allowed), (outcome.events, outcome.refusals)
        self.happens(*outcome.events)
        return bool(allowed)

    def says(self, revision: int, statement: str, side: str) -> None:
        self.value, self.agreed, self.spoken = (revision, statement, side), {}, {}

    @rule(voice=voices, statement=words)
    def propose(self, voice: tuple[str, str], statement: str) -> None:
        person, side = voice
        body = ValueWords(statement=statement, beneficiaries=BENEFICIARIES, side=side)
        if self.tries(self.live and statement != self.value[1], ProposeValue, body, person):
            self.says(self.value[0] + 1, statement, side)

    @rule(voice=voices, statement=words, back=st.integers(0, 1))
    def counter(self, voice: tuple[str, str], statement: str, back: int) -> None:
        (person, side), (revision, said, by_side) = voice, self.value
        answered = max(revision - back, 1)
        body = ValueCounter(statement=statement, beneficiaries=BENEFICIARIES, side=side, counter_to=answered)
        allowed = self.live and revision == answered and side != by_side and statement != said
        if self.tries(allowed, CounterValue, body, person):
            self.says(revision + 1, statement, side)

    @rule(voice=voices, back=st.integers(0, 1), other=st.booleans())
    def agree(self, voice: tuple[str, str], back: int, *, other: bool) -> None:
        (person, side), (latest, said, _) = voice, self.value
        revision = max(latest - back, 1)
        body = ValueAgreement(revision=revision, digest=value_digest("other" if other else said), side=side)
        allowed = (
            self.live
            and revision == latest
            and not other
            and self.groups
            and side not in self.agreed
            and self.spoken.get(person, side) == side
        )
        if self.tries(allowed, AgreeValue, body, person):
            self.agreed[side], self.spoken[person] = person, side

    @rule(voice=voices)
    def take_back(self, voice: tuple[str, str]) -> None:
        person, side = voice
        body = ValueWithdrawal(reason="new numbers", side=side)
        if self.tries(self.live and side in self.agreed, WithdrawValueAgreement, body, person):
            self.agreed.pop(side)

    @rule(names=st.sets(st.sampled_from(["Support", "Sales"]), min_size=1).map(sorted).map(tuple))
    def state_impact(self, names: tuple[str, ...]) -> None:
        groups = tuple(ImpactedGroup(name=name, kind="team", how="waits") for name in names)
        if self.tries(self.live and names != self.groups, StateImpact, Impact(groups=groups)):
            self.groups, self.agreed = names, {}

    @rule(title=st.sampled_from([TITLE, "Slow releases"]))
    def reword(self, title: str) -> None:
        if self.tries(self.live and title != self.title, RewordOpportunity, Rewording(title=title)):
            self.title, self.agreed = title, {}

    @precondition(lambda self: self.live and not self.ranked)
    @rule()
    def is_ranked(self) -> None:
        self.happens(reached("first_priority"))
        self.ranked = True

    @precondition(lambda self: self.ranked)
    @rule()
    def is_ranked_no_longer(self) -> None:
        self.happens(superseded("first_priority"))
        self.ranked = False

    @rule(waived=st.booleans())
    def start(self, *, waived: bool) -> None:
        body = OpportunityStart(waive=NOT_PRIORITISED if waived else ())
        if self.tries(self.standing is None and (self.ranked or waived), StartOpportunity, body):
            self.standing = "in_progress"

    @rule(outcome=st.sampled_from(["achieved", "stopped"]))
    def conclude(self, outcome: Outcome) -> None:
        allowed = self.standing == "in_progress" and not (outcome == "stopped" and self.ranked)
        body = Conclusion(outcome=outcome, reason="done", evidence=(LINK,))
        if self.tries(allowed, ConcludeOpportunity, body):
            self.standing = outcome

    @rule(end=st.sampled_from(sorted(EXITS)))
    def leave(self, end: str) -> None:
        if self.tries(self.live and not self.ranked, *EXITS[end]):
            self.standing = end

    @rule()
    def reopen(self) -> None:
        if self.tries(not self.live and not self.ranked, ReopenOpportunity, OpportunityReopening(reason="again")):
            self.standing = None

    @invariant()
    def the_fold_agrees_with_the_model(self) -> None:
        opportunity = Opportunity(SLOW)
        for recorded in self.story.history:
            if opportunity.sees(recorded):
                opportunity.fold(recorded)
        assert opportunity.state == (self.standing or ("prioritised" if self.ranked else "open"))
        assert (opportunity.value_revision, opportunity.value_side) == (self.value[0], self.value[2])
        assert opportunity.value_complete == self.agreed
        assert opportunity.value_reached == (set(self.agreed) == set(SIDES))
        assert opportunity.title == self.title

    @invariant()
    def every_agreement_was_on_the_latest_words_by_different_people(self) -> None:
        latest: ValueProposed | None = None
        for recorded in self.story.history:
            match recorded.event:
                case ValueProposed() as proposed:
                    latest = proposed
                case ValueAgreementReached(revision=revision, digest=digest, sides=sides):
                    assert latest is not None
                    assert (revision, digest) == (latest.revision, latest.digest)
                    assert len({by.person for by in sides}) == len(sides) == len(SIDES)


Course.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestCourse = Course.TestCase
