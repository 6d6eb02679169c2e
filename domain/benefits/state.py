"""A benefit as commands see it."""

from __future__ import annotations

from datetime import datetime

from domain.benefits.events import BenefitConfirmed, BenefitRecorded
from domain.kernel import Recorded, State


class Benefit(State):
    """What it is about, and which person has confirmed it for which side."""

    folds = (BenefitRecorded, BenefitConfirmed)

    def __init__(self, benefit: str) -> None:
        super().__init__(f"benefit:{benefit}")
        self.benefit = benefit
        self.known = False
        self.about = ""
        self.recorded_at: datetime | None = None
        self.confirmed: dict[str, str] = {}

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the benefit in."""
        match recorded.event:
            case BenefitRecorded(about=about):
                self.known, self.about, self.recorded_at = True, about, recorded.occurred_at
            case BenefitConfirmed(side=side, person=person):
                self.confirmed[side] = person
