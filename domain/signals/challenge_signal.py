"""Somebody doubts a signal."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import ChallengeId
from domain.refusals import Kind, Refusal
from domain.signals.act import OnSignal
from domain.signals.events import SignalChallenged


class Challenge(Body):
    """Why it may not say that, and an id where the client chooses one."""

    text: Text
    challenge: ChallengeId | None = None


class ChallengeAlreadyExists(Refusal):
    """The id belongs to a challenge of this signal already."""

    rule = "signal.challenge-already-exists"
    kind = Kind.CONFLICT


class ChallengeSignal(OnSignal[Challenge]):
    """Challenge a signal; it stands all the same until it is retracted."""

    name = "challenge-signal"
    may = ANY_MEMBER
    body_type = Challenge

    def decide(self) -> None:
        """Refuse a retracted signal and a used id."""
        self.require_standing()
        challenge = self.body.challenge or self.context.new_id("chl")
        used = challenge in self.signal.open_challenges or challenge in self.signal.answered
        self.check(not used, ChallengeAlreadyExists(f"{challenge} is on the record already.", "/challenge"))
        self.record(SignalChallenged(signal=self.subject, challenge=challenge, text=self.body.text))
