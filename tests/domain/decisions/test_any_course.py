"""Several people do anything they like; whatever is not refused keeps the promises of a decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.acting import Body, Waive
from domain.decisions.accept_resolution import AcceptResolution
from domain.decisions.agree_decision import AgreeDecision, Agreement
from domain.decisions.carry_agreement import Carry, CarryAgreement
from domain.decisions.changing import Changes
from domain.decisions.closing import Closing
from domain.decisions.counter_propose import CounterPropose
from domain.decisions.decline_decision import DeclineDecision
from domain.decisions.expire_decision import ExpireDecision
from domain.decisions.objecting import AboutObjection
from domain.decisions.propose_decision import ProposeDecision
from domain.decisions.raise_objection import ObjectionWords, RaiseObjection
from domain.decisions.reaffirm_decision import Reaffirmation, ReaffirmDecision
from domain.decisions.rescind_agreement import RescindAgreement, Rescission
from domain.decisions.resolve_objection import ResolutionWords, ResolveObjection
from domain.decisions.revise_decision import ReviseDecision
from domain.decisions.revoke_decision import Revocation, RevokeDecision
from domain.decisions.take_stance import StanceWords, TakeStance
from domain.decisions.withdraw_decision import WithdrawDecision
from domain.decisions.withdraw_objection import ObjectionWithdrawal, WithdrawObjection
from domain.kernel import Command
from domain.partnership.events import PartnerJoined
from tests.domain.decisions import promises
from tests.domain.decisions.scene import (
    BEA,
    DEC,
    DEV,
    DOT,
    DOT_FOR_BEA,
    EXPIRY,
    LATER,
    SLOW,
    TED,
    TESTS,
    THIRD,
    Scene,
    commitment,
    order,
    proposal,
)
from tests.domain.story import BEGINNING, SIDES, an_id

BOTH = an_id("per", 8)  # speaks for both sides: the person whom rule G3 is about
WHO = st.sampled_from([TED, TED, BEA, BEA, DOT, BOTH])
ANYONE = st.sampled_from([TED, BEA, DOT, BOTH, DEV])
WHICH = st.sampled_from([DEC, LATER, THIRD, an_id("dec", 4)])
FOR = st.sampled_from([None, *SIDES])
SOON = BEGINNING + timedelta(hours=2)
NO_WIN = (Waive(rule="decision.win-missing", reason="any course"),)
BODIES = (
    proposal(),
    commitment(SLOW),
    commitment(SLOW, TESTS, cycle="summer"),
    proposal(choice=TESTS, expires_at=SOON),
    commitment(SLOW, cycle="summer"),
    order(TESTS),
    commitment(SLOW, stage="beta"),
)
OBJECTION = an_id("obj", 1)
WORDS: tuple[tuple[type[Command], Any], ...] = (
    (RaiseObjection, ObjectionWords(objection=OBJECTION, blocking=True, reason="No")),
    (RaiseObjection, ObjectionWords(reason="Rather not")),
    (ResolveObjection, ResolutionWords(objection=OBJECTION, resolution="integrated", revision=2, text="Well")),
    (ResolveObjection, ResolutionWords(objection=OBJECTION, resolution="answered", text="Well")),
    (ResolveObjection, ResolutionWords(objection=OBJECTION, resolution="overruled", text="Well")),
    (AcceptResolution, AboutObjection(objection=OBJECTION)),
    (WithdrawObjection, ObjectionWithdrawal(objection=OBJECTION)),
    (TakeStance, StanceWords(stance="disagree_and_commit", reason="So")),
    (TakeStance, StanceWords(stance="agree")),
)
ENDS: tuple[tuple[type[Command], Any], ...] = (
    (DeclineDecision, Closing(reason="No")),
    (WithdrawDecision, Closing(reason="No")),
    (RescindAgreement, Rescission(reason="No")),
    (RevokeDecision, Revocation(reason="No")),
    (ReaffirmDecision, Reaffirmation()),
)


class AnyCourse(RuleBasedStateMachine):
    """Four decisions and their successors, six people, one of whom could speak for both sides."""

    @initialize(first=st.permutations(BODIES))
    def begin(self, first: list[Any]) -> None:
        self.scene = Scene(
            DOT_FOR_BEA,
            PartnerJoined(person=BOTH, side="technology", partners=3),
            PartnerJoined(person=BOTH, side="business", partners=3),
        )
        self.decisions = 0
        for body in first[:4]:
            self.propose(body, TED)

    def does(self, by: str, command: type[Command], body: Any, decision: str) -> bool:
        """Act and tell whether it was accepted; events or refusals, never both, and only events stay."""
        before = len(self.scene.history)
        outcome = self.scene.does(by, command, body, decision)
        assert bool(outcome.events) != bool(outcome.refusals)
        assert len(self.scene.history) - before == len(outcome.events)
        return bool(outcome.events)

    @rule(body=st.sampled_from(BODIES), by=st.sampled_from([TED, BEA]))
    def propose(self, body: Any, by: str) -> None:
        self.decisions += 1
        self.does(by, ProposeDecision, body, an_id("dec", self.decisions))

    @rule(by=WHO, which=WHICH, command=st.sampled_from([ReviseDecision, CounterPropose]), side=FOR)
    def change(self, by: str, which: str, command: type[Command], side: str | None) -> None:
        if self.scene.state(which).known:
            body = Changes(rationale=f"After {self.scene.table(which).revision}", side=side)
            self.does(by, command, body, which)

    @rule(by=WHO, back=st.integers(0, 3), stale=st.booleans(), side=FOR)
    def agree(self, by: str, back: int, stale: bool, side: str | None) -> None:  # noqa: FBT001 - drawn
        which = an_id("dec", max(1, self.decisions - back))
        if table := self.scene.state(which).table:
            revision = max(1, table.revision - stale)
            body = Agreement(revision=revision, digest=table.digest, waive=NO_WIN, side=side)
            accepted = self.does(by, AgreeDecision, body, which)
            assert not (accepted and revision < table.revision)

    @rule(order=st.permutations([TED, BEA]), which=WHICH)
    def agree_together(self, order: list[str], which: str) -> None:
        if table := self.scene.state(which).table:
            for by in order:
                self.scene.wins(by, which)
                self.does(by, AgreeDecision, Agreement(revision=table.revision, digest=table.digest), which)

    @rule(which=WHICH)
    def agree_with_oneself(self, which: str) -> None:
        if table := self.scene.state(which).table:
            for side in SIDES:
                body = Agreement(revision=table.revision, digest=table.digest, waive=NO_WIN, side=side)
                self.does(BOTH, AgreeDecision, body, which)

    @rule(which=WHICH)
    def overrule_together(self, which: str) -> None:
        for by, (command, body) in ((DEV, WORDS[0]), (TED, WORDS[4]), (BEA, WORDS[4])):
            self.does(by, command, body, which)

    @rule(by=WHO, back=st.integers(0, 3), former=st.integers(1, 6), side=FOR)
    def carry(self, by: str, back: int, former: int, side: str | None) -> None:
        which = an_id("dec", max(1, self.decisions - back))
        if table := self.scene.state(which).table:
            digest, revision = table.digest, table.revision
            body = Carry(former=an_id("dec", former), revision=revision, digest=digest, reason="Later", side=side)
            self.does(by, CarryAgreement, body, which)

    @rule(by=ANYONE, which=WHICH, words=st.sampled_from(WORDS))
    def speak(self, by: str, which: str, words: tuple[type[Command], Any]) -> None:
        self.does(by, words[0], words[1], which)

    @rule(by=WHO, which=WHICH, end=st.sampled_from(ENDS), together=st.booleans())
    def end(self, by: str, which: str, end: tuple[type[Command], Any], together: bool) -> None:  # noqa: FBT001 - drawn
        for person in (TED, BEA) if together and end[0] in {RevokeDecision, ReaffirmDecision} else (by,):
            self.does(person, end[0], end[1], which)

    @rule(which=WHICH)
    def expire(self, which: str) -> None:
        self.scene.now += timedelta(minutes=10)
        self.does(EXPIRY, ExpireDecision, Body(), which)

    @invariant()
    def every_promise_is_kept(self) -> None:
        for promise in promises.EVERY:
            promise(self.scene.history)


TestAnyCourse = AnyCourse.TestCase
TestAnyCourse.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
