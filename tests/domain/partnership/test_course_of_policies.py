"""Policies are proposed and confirmed in any order; one holds only once each side has confirmed that very one."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.partnership.confirm_policy import ConfirmPolicy, PolicyConsent
from domain.partnership.events import PartnerJoined
from domain.partnership.policy import Policy, PolicyAdopted, PolicyConfirmed, PolicyInForce, PolicyProposal
from domain.partnership.propose_policy import PolicyDraft, ProposePolicy
from tests.domain.growing import Growing
from tests.domain.partnership.cast import EVERYBODY, FAY, KIM, MAX, TIM
from tests.domain.story import SIDES

BOTH = tuple(PartnerJoined(person=MAX, side=side, partners=2) for side in SIDES)
voices = st.sampled_from([(TIM, SIDES[0]), (KIM, SIDES[1]), (MAX, SIDES[0]), (MAX, SIDES[1]), (FAY, None)])


class Course(RuleBasedStateMachine):
    """Two partners, one person who speaks for both sides, and one who speaks for none."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Growing(*EVERYBODY, *BOTH)
        self.in_force = (1, Policy())
        self.proposed: tuple[int, Policy] | None = None
        self.latest = 1
        self.confirmed: dict[str, str] = {}

    @rule(voice=voices, days=st.integers(0, 3), inverted=st.booleans())
    def propose(self, voice: tuple[str, str | None], days: int, *, inverted: bool) -> None:
        person, side = voice
        policy = Policy(max_backdating_days=days, okr_range=(5, 3) if inverted else (3, 5))
        outcome = self.world.does(person, ProposePolicy, "", PolicyDraft(policy=policy, side=side))
        assert bool(outcome.events) == (side is not None and not inverted)
        if outcome.events:
            self.latest += 1
            self.proposed, self.confirmed = (self.latest, policy), {}

    @rule(voice=voices, behind=st.sampled_from([0, 0, 0, 1]), wrong=st.sampled_from([False, False, False, True]))
    def confirm(self, voice: tuple[str, str | None], behind: int, *, wrong: bool) -> None:
        person, side = voice
        proposal = self.world.state(lambda _: PolicyProposal(), "").proposed
        digest = "0" * 64 if wrong or proposal is None else proposal.digest
        body = PolicyConsent(revision=max(1, self.latest - behind), digest=digest, side=side)
        elsewhere = any(by == person and other != side for other, by in self.confirmed.items())
        stands = self.proposed is not None and not behind and not wrong
        outcome = self.world.does(person, ConfirmPolicy, "", body)
        assert bool(outcome.events) == (stands and side is not None and side not in self.confirmed and not elsewhere)
        if outcome.events and side and self.proposed:
            self.confirmed[side] = person
            if set(self.confirmed) == set(SIDES):
                self.in_force, self.proposed = self.proposed, None

    @invariant()
    def the_policy_is_what_both_sides_confirmed(self) -> None:
        found = self.world.state(lambda _: PolicyInForce(), "")
        assert (found.revision, found.policy) == self.in_force

    @invariant()
    def each_adoption_follows_a_word_of_every_side(self) -> None:
        said: dict[tuple[int, str], dict[str, str]] = {}
        for event in (each.event for each in self.world.history):
            match event:
                case PolicyConfirmed(revision=revision, digest=digest, side=side, person=person):
                    said.setdefault((revision, digest), {})[side] = person
                case PolicyAdopted(revision=revision, digest=digest):
                    behind = said[revision, digest]
                    assert set(behind) == set(SIDES)
                    assert len(set(behind.values())) == len(SIDES)


Course.TestCase.settings = settings(max_examples=40, stateful_step_count=30)
TestCourse = Course.TestCase
