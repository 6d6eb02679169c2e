"""A signal as every command about it, or citing it, sees it."""

from __future__ import annotations

from datetime import datetime

from domain.kernel import Recorded, State
from domain.signals.events import (
    ChallengeAnswered,
    SignalChallenged,
    SignalInterpreted,
    SignalRecorded,
    SignalRetracted,
)


class Signal(State):
    """Whether it holds, what doubts there are, and up to where in the ledger it was told."""

    folds = (SignalRecorded, SignalInterpreted, SignalChallenged, ChallengeAnswered, SignalRetracted)

    def __init__(self, signal: str) -> None:
        super().__init__(f"signal:{signal}")
        self.signal = signal
        self.known = False
        self.retracted = False
        self.recorded_at: datetime | None = None
        self.recorded_by: frozenset[str] = frozenset()
        self.position = 0
        self.interpretations: dict[str, str] = {}
        self.open_challenges: dict[str, datetime] = {}
        self.answered: set[str] = set()

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the signal in."""
        self.position = recorded.position
        match recorded.event:
            case SignalRecorded():
                self.known, self.recorded_at = True, recorded.occurred_at
                self.recorded_by = frozenset({recorded.actor, recorded.recorder or recorded.actor})
            case SignalInterpreted(interpretation=text):
                self.interpretations[recorded.actor] = text
            case SignalChallenged(challenge=challenge):
                self.open_challenges[challenge] = recorded.occurred_at
            case ChallengeAnswered(challenge=challenge):
                self.open_challenges.pop(challenge, None)
                self.answered.add(challenge)
            case SignalRetracted():
                self.retracted = True
