"""Signals are recorded, interpreted, challenged, answered and retracted."""

from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.decisions.events import DecisionWithdrawn
from domain.metrics.refusals import ObservationUnknown
from domain.opportunities.events import EvidenceDetached
from domain.partnership.refusals import NotYours
from domain.signals.answer_challenge import (
    AnswerChallenge,
    ChallengeAlreadyAnswered,
    ChallengeAnswer,
    ChallengeUnknown,
)
from domain.signals.challenge_signal import Challenge, ChallengeAlreadyExists, ChallengeSignal
from domain.signals.events import SignalChallenged, SignalInterpreted, SignalRetracted
from domain.signals.interpret_signal import Interpretation, InterpretationUnchanged, InterpretSignal
from domain.signals.record_signal import NewSignal, RecordSignal, SignalAlreadyExists, SignalWithoutGround
from domain.signals.refusals import SignalIsRetracted, SignalUnknown
from domain.signals.retract_signal import Retraction, RetractSignal
from tests.domain.metrics.scene import day, pin
from tests.domain.signals.scene import (
    ANSWERED,
    ATTACHED,
    BEA,
    BEN,
    CHALLENGED,
    CITED,
    DEC,
    DEV,
    DOUBT,
    OTHER_SIG,
    PIPELINE,
    RECORDED,
    RETRACTED,
    SIG,
    SLOW,
    STANDING,
    STATEMENT,
    TED,
    TOLD,
    WORLD,
    proposed,
)
from tests.domain.story import an_id, fact, given

NEW = NewSignal(category="delivery", statement=STATEMENT, observations=(pin(1),))
MEANS = Interpretation(interpretation="Features reach customers three weeks late")
DOUBTED = Challenge(text="Only hotfixes were counted", challenge=DOUBT)
SAID = ChallengeAnswer(challenge=DOUBT, answer="All changes were")
GONE = Retraction(reason="The clock was wrong")


def test_a_signal_rests_on_observations_as_they_read() -> None:
    given(*WORLD).when(RecordSignal, SIG, NEW, by=TED).then(RECORDED)


def test_a_signal_rests_on_sources() -> None:
    body = NewSignal(category="delivery", statement=STATEMENT, sources=(TOLD,))
    outcome = given(*WORLD).when(RecordSignal, SIG, body, by=DEV)
    outcome.then(replace(RECORDED, observations=(), metrics=(), sources=(TOLD,)))


def test_a_signal_without_ground_is_an_opinion() -> None:
    given(*WORLD).when(RecordSignal, SIG, replace(NEW, observations=()), by=TED).refused(SignalWithoutGround)


def test_its_observations_exist() -> None:
    unknown = replace(NEW, observations=(pin(2),))
    given(*WORLD).when(RecordSignal, SIG, unknown, by=TED).refused(ObservationUnknown)


def test_an_id_belongs_to_one_signal() -> None:
    given(*STANDING).when(RecordSignal, SIG, NEW, by=TED).refused(SignalAlreadyExists)


def test_integrations_record_no_signals() -> None:
    given(*WORLD).when(RecordSignal, SIG, NEW, by=PIPELINE).refused(RoleMissing)


def test_each_side_says_what_it_means() -> None:
    meant = SignalInterpreted(signal=SIG, side="business", interpretation=MEANS.interpretation)
    story = given(*STANDING)
    story.when(InterpretSignal, SIG, MEANS, by=BEA).then(meant)
    story.when(InterpretSignal, SIG, MEANS, by=DEV).then(replace(meant, side="team"))


def test_a_person_does_not_repeat_an_interpretation() -> None:
    meant = SignalInterpreted(signal=SIG, side="business", interpretation=MEANS.interpretation)
    given(*STANDING, fact(meant, actor=BEA)).when(InterpretSignal, SIG, MEANS, by=BEA).refused(InterpretationUnchanged)


def test_a_signal_is_challenged() -> None:
    given(*STANDING).when(ChallengeSignal, SIG, DOUBTED, by=BEN).then(CHALLENGED)
    nameless = replace(DOUBTED, challenge=None)
    outcome = given(*STANDING).when(ChallengeSignal, SIG, nameless, by=BEN)
    outcome.then(replace(CHALLENGED, challenge=an_id("chl", 9000)))


def test_a_challenge_has_its_own_id() -> None:
    given(*STANDING, CHALLENGED).when(ChallengeSignal, SIG, DOUBTED, by=BEN).refused(ChallengeAlreadyExists)
    answered = given(*STANDING, CHALLENGED, ANSWERED)
    answered.when(ChallengeSignal, SIG, DOUBTED, by=BEN).refused(ChallengeAlreadyExists)
    answered.when(ChallengeSignal, SIG, replace(DOUBTED, challenge=None), by=BEN).then(SignalChallenged)


def test_a_challenge_is_answered() -> None:
    given(*STANDING, CHALLENGED).when(AnswerChallenge, SIG, SAID, by=TED).then(ANSWERED)


def test_only_a_challenge_is_answered() -> None:
    given(*STANDING).when(AnswerChallenge, SIG, SAID, by=TED).refused(ChallengeUnknown)


def test_a_challenge_is_answered_once() -> None:
    story = given(*STANDING, CHALLENGED, ANSWERED)
    story.when(AnswerChallenge, SIG, SAID, by=TED).refused(ChallengeAlreadyAnswered)


def test_an_answer_follows_its_challenge() -> None:
    outcome = given(*STANDING, CHALLENGED).when(AnswerChallenge, SIG, SAID, by=TED, occurred_at=day(-1))
    outcome.refused(ClaimedBeforeItsGround)


def test_a_signal_is_retracted() -> None:
    given(*STANDING).when(RetractSignal, SIG, GONE, by=TED).then(RETRACTED)


def test_a_retraction_flags_what_rests_on_the_signal() -> None:
    story = given(*STANDING, ATTACHED, proposed(CITED))
    flagged = replace(RETRACTED, decisions=(DEC,), opportunities=(SLOW,))
    story.when(RetractSignal, SIG, GONE, by=TED).then(flagged)


def test_a_retraction_flags_nothing_that_no_longer_rests_on_it() -> None:
    detached = EvidenceDetached(opportunity=SLOW, evidence=ATTACHED.evidence, reason="x")
    withdrawn = DecisionWithdrawn(decision=DEC, side="technology", reason="x")
    story = given(*STANDING, ATTACHED, detached, proposed(CITED), withdrawn)
    story.when(RetractSignal, SIG, GONE, by=TED).then(RETRACTED)


def test_other_peoples_signals_are_retracted_by_those_who_steer() -> None:
    given(*STANDING).when(RetractSignal, SIG, GONE, by=DEV).refused(NotYours)
    given(*STANDING).when(RetractSignal, SIG, GONE, by=BEA).then(SignalRetracted)


def test_nothing_happens_to_an_unknown_signal() -> None:
    story = given(*STANDING)
    story.when(InterpretSignal, OTHER_SIG, MEANS, by=TED).refused(SignalUnknown)
    story.when(ChallengeSignal, OTHER_SIG, DOUBTED, by=TED).refused(SignalUnknown)
    story.when(AnswerChallenge, OTHER_SIG, SAID, by=TED).refused(SignalUnknown)
    story.when(RetractSignal, OTHER_SIG, GONE, by=TED).refused(SignalUnknown)


def test_nothing_happens_to_a_retracted_signal() -> None:
    story = given(*STANDING, CHALLENGED, RETRACTED)
    story.when(InterpretSignal, SIG, MEANS, by=TED).refused(SignalIsRetracted)
    story.when(ChallengeSignal, SIG, DOUBTED, by=TED).refused(SignalIsRetracted)
    story.when(AnswerChallenge, SIG, SAID, by=TED).refused(SignalIsRetracted)
    story.when(RetractSignal, SIG, GONE, by=TED).refused(SignalIsRetracted)
