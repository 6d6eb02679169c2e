"""Somebody answers the doubt in a signal."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import ChallengeId
from domain.refusals import Kind, Refusal
from domain.signals.act import OnSignal
from domain.signals.events import ChallengeAnswered


class ChallengeAnswer(Body):
    """Which challenge, and what there is to say to it."""

    challenge: ChallengeId
    answer: Text


class ChallengeUnknown(Refusal):
    """The signal has no such challenge."""

    rule = "signal.challenge-unknown"
    kind = Kind.NOT_FOUND


class ChallengeAlreadyAnswered(Refusal):
    """The challenge is answered; who still doubts challenges anew."""

    rule = "signal.challenge-already-answered"
    kind = Kind.CONFLICT


class AnswerChallenge(OnSignal[ChallengeAnswer]):
    """Answer a challenge; the signal stands."""

    name = "answer-challenge"
    may = ANY_MEMBER
    body_type = ChallengeAnswer

    def decide(self) -> None:
        """Refuse a retracted signal, an unknown challenge and a second answer."""
        self.require_standing()
        body, signal = self.body, self.signal
        answered = body.challenge in signal.answered
        self.require(not answered, ChallengeAlreadyAnswered(f"{body.challenge} is answered.", "/challenge"))
        challenged_at = signal.open_challenges.get(body.challenge)
        self.require(
            challenged_at, ChallengeUnknown(f"{body.challenge} is no challenge of {self.subject}.", "/challenge")
        )
        self.after(challenged_at, "the challenge")
        self.record(ChallengeAnswered(signal=self.subject, challenge=body.challenge, answer=body.answer))
