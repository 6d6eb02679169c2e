"""A kata ends on the way."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.katas.act import AROUND, OnKata
from domain.katas.events import KataStopped


class KataStop(Body, kw_only=True):
    """Why, and what was learned."""

    reason: Text
    learned: Text | None = None


class StopKata(OnKata[KataStop]):
    """Stop a kata, whatever is open in it; its opportunities stay in progress until they are concluded."""

    name = "stop-kata"
    may = AROUND
    body_type = KataStop

    def decide(self) -> None:
        """Refuse one that has ended."""
        self.require_going()
        self.check_around()
        self.record(KataStopped(kata=self.subject, reason=self.body.reason, learned=self.body.learned))
