"""The life of a signal in any order of acts, against a model of a few sets."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from domain.opportunities.attach_evidence import AttachEvidence, EvidenceToAttach
from domain.opportunities.detach_evidence import DetachEvidence, EvidenceToDetach
from domain.opportunities.terms import SignalEvidence
from domain.signals.answer_challenge import AnswerChallenge, ChallengeAnswer
from domain.signals.challenge_signal import Challenge, ChallengeSignal
from domain.signals.events import SignalRetracted
from domain.signals.interpret_signal import Interpretation, InterpretSignal
from domain.signals.record_signal import NewSignal, RecordSignal
from domain.signals.retract_signal import Retraction, RetractSignal
from tests.domain.metrics.growing import Growing
from tests.domain.signals.scene import BEA, DEV, SIG, SLOW, TED, TOLD, WORLD
from tests.domain.story import an_id

EVIDENCE = an_id("evd", 1)
people = st.sampled_from([TED, BEA, DEV])
doubts = st.integers(1, 3).map(lambda number: an_id("chl", number))


class Course(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Growing(WORLD)
        self.known = self.retracted = self.attached = False
        self.by = ""
        self.said: dict[str, str] = {}
        self.open: set[str] = set()
        self.answered: set[str] = set()

    @property
    def stands(self) -> bool:
        return self.known and not self.retracted

    @rule(by=people, grounded=st.booleans())
    def record(self, by: str, *, grounded: bool) -> None:
        body = NewSignal(category="quality", statement="It breaks", sources=(TOLD,) if grounded else ())
        allowed = not self.known and grounded
        assert bool(self.world.does(by, RecordSignal, SIG, body).events) == allowed
        if allowed:
            self.known, self.by = True, by

    @rule(by=people, text=st.sampled_from("ab"))
    def interpret(self, by: str, text: str) -> None:
        allowed = self.stands and self.said.get(by) != text
        outcome = self.world.does(by, InterpretSignal, SIG, Interpretation(interpretation=text))
        assert bool(outcome.events) == allowed
        if allowed:
            self.said[by] = text

    @rule(by=people, doubt=doubts)
    def challenge(self, by: str, doubt: str) -> None:
        allowed = self.stands and doubt not in self.open | self.answered
        outcome = self.world.does(by, ChallengeSignal, SIG, Challenge(text="Does it", challenge=doubt))
        assert bool(outcome.events) == allowed
        self.open |= {doubt} if allowed else set()

    @rule(by=people, doubt=doubts)
    def answer(self, by: str, doubt: str) -> None:
        allowed = self.stands and doubt in self.open
        outcome = self.world.does(by, AnswerChallenge, SIG, ChallengeAnswer(challenge=doubt, answer="Yes"))
        assert bool(outcome.events) == allowed
        if allowed:
            self.open.discard(doubt)
            self.answered.add(doubt)

    @rule(attach=st.booleans())
    def cite(self, *, attach: bool) -> None:
        if attach:
            body = EvidenceToAttach(what=SignalEvidence(signal=SIG), evidence=EVIDENCE)
            outcome = self.world.does(DEV, AttachEvidence, SLOW, body)
            assert bool(outcome.events) == (self.stands and not self.attached)
        else:
            outcome = self.world.does(DEV, DetachEvidence, SLOW, EvidenceToDetach(evidence=EVIDENCE, reason="x"))
            assert bool(outcome.events) == self.attached
        self.attached = attach if outcome.events else self.attached

    @rule(by=people)
    def retract(self, by: str) -> None:
        if len(self.world.history) < len(WORLD) + 6:
            return
        allowed = self.stands and (by != DEV or self.by == DEV)
        outcome = self.world.does(by, RetractSignal, SIG, Retraction(reason="x"))
        assert bool(outcome.events) == allowed
        for event in outcome.events:
            assert isinstance(event, SignalRetracted)
            assert event.opportunities == ((SLOW,) if self.attached else ())
            self.retracted = True


TestCourse = Course.TestCase
TestCourse.settings = settings(max_examples=40, stateful_step_count=20)
