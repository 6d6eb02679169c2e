"""A kata arrives."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.fields import Text
from domain.katas.act import AROUND, OnKata
from domain.katas.events import KataCompleted
from domain.katas.refusals import EvidenceMissing, LearningMissing, TargetConditionOpen
from domain.opportunities.terms import Evidence
from domain.signals.citing import Cited


class KataCompletion(Body, kw_only=True):
    """What shows, held against the north star, that it arrived."""

    evidence: Annotated[tuple[Evidence, ...], Meta(max_length=50)] = ()
    note: Text | None = None


class CompleteKata(OnKata[KataCompletion]):
    """Complete a kata: nothing is left open in it, and evidence is held against the north star."""

    name = "complete-kata"
    may = AROUND
    body_type = KataCompletion

    def prepare(self) -> None:
        """Read the kata and what is cited."""
        super().prepare()
        self.cited = Cited(self, self.body.evidence)

    def decide(self) -> None:
        """Refuse without evidence, and while a target condition or an experiment is open."""
        self.require_going()
        self.check_around()
        body, kata = self.body, self.kata
        self.check(body.evidence, EvidenceMissing(f"North star: {kata.north_star}", "/evidence"))
        self.check(kata.target is None, TargetConditionOpen(f"{kata.target} is open."))
        self.check_no_unfinished()
        self.check(kata.unlearned is None, LearningMissing(f"Nothing was learned from {kata.unlearned} yet."))
        self.record(
            KataCompleted(
                kata=self.subject,
                north_star=kata.north_star,
                evidence=self.cited.pinned(),
                note=body.note,
                cites=self.cited.tags,
            )
        )
