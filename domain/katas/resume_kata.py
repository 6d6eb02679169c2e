"""A paused kata goes on."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.katas.act import AROUND, OnKata
from domain.katas.events import KataResumed
from domain.refusals import Kind, Refusal


class KataResumption(Body, kw_only=True):
    """A word on it."""

    note: Text | None = None


class KataNotPaused(Refusal):
    """Only a paused kata is resumed."""

    rule = "kata.not-paused"
    kind = Kind.CONFLICT


class ResumeKata(OnKata[KataResumption]):
    """Take a paused kata up again."""

    name = "resume-kata"
    may = AROUND
    body_type = KataResumption

    def decide(self) -> None:
        """Refuse one that is not paused."""
        self.require_known()
        self.check_around()
        self.check(self.kata.status == "paused", KataNotPaused(f"{self.subject} is {self.kata.status}."))
        self.record(KataResumed(kata=self.subject, note=self.body.note))
