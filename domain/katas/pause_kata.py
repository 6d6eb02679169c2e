"""A kata is set aside for a while."""

from __future__ import annotations

from datetime import date

from domain.acting import Body
from domain.fields import Text
from domain.katas.act import AROUND, OnKata
from domain.katas.events import KataPaused


class KataPause(Body, kw_only=True):
    """Why, and until when if that is known."""

    reason: Text
    until: date | None = None


class PauseKata(OnKata[KataPause]):
    """Pause a running kata; what is running can still be checked and learned from."""

    name = "pause-kata"
    may = AROUND
    body_type = KataPause

    def decide(self) -> None:
        """Refuse one that is paused or has ended."""
        self.require_running()
        self.check_around()
        self.record(KataPaused(kata=self.subject, reason=self.body.reason, until=self.body.until))
