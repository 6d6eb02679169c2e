"""Somebody puts a question to people of every side."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.brainstorms.act import HOLDING, OnBrainstorm
from domain.brainstorms.events import BrainstormOpened
from domain.brainstorms.terms import Mode, Topic
from domain.fields import Text
from domain.partnership.seats import Seat, Seating
from domain.refusals import Kind, Refusal


class BrainstormToOpen(Body, kw_only=True):
    """The question, whether ideas stay private until a reveal, what they are about, and who is asked."""

    question: Text
    invited: Annotated[tuple[Seat, ...], Meta(min_length=1, max_length=100)]
    mode: Mode = "private_then_reveal"
    topic: Topic = "problems"


class BrainstormAlreadyExists(Refusal):
    """The id belongs to a brainstorm already."""

    rule = "brainstorm.already-exists"
    kind = Kind.CONFLICT


class SideNotInvited(Refusal):
    """Nobody of a required side is invited."""

    rule = "brainstorm.side-not-invited"


class OpenBrainstorm(OnBrainstorm[BrainstormToOpen]):
    """Open a brainstorm: every required side is invited, any member may bring ideas."""

    name = "open-brainstorm"
    may = HOLDING
    body_type = BrainstormToOpen

    def prepare(self) -> None:
        """Read whether the id is free, and the people invited."""
        super().prepare()
        self.seating = Seating(self, self.body.invited, "/invited")

    def decide(self) -> None:
        """Refuse a used id, strangers, and a question to one side alone."""
        body = self.body
        self.require(not self.brainstorm.exists, BrainstormAlreadyExists(f"{self.subject} exists."))
        invited = self.seating.taken()
        left_out = ", ".join(self.seating.empty_sides(invited))
        self.check(not left_out, SideNotInvited(f"Nobody is invited for {left_out}.", "/invited"))
        self.record(
            BrainstormOpened(
                brainstorm=self.subject, question=body.question, mode=body.mode, topic=body.topic, invited=invited
            )
        )
