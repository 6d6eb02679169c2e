"""A person says that something minuted was not so."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Text
from domain.meetings.events import Acts, MinuteDisputed, place
from domain.meetings.meeting import MinutedActs
from domain.meetings.refusals import ActNotWaiting


class Dispute(Body):
    """Which of the own acts, and what is wrong with them."""

    acts: Acts
    reason: Text


class DisputeMinutes(Act[Dispute]):
    """Dispute own minuted acts; they never count and stay on the record as disputed."""

    name = "dispute-minutes"
    may = frozenset({Role.PERSON})
    body_type = Dispute
    subject_type = "mtg"
    minutable = False

    def prepare(self) -> None:
        """Read the own acts in that meeting."""
        self.acts = self.know(MinutedActs(self.subject, self.context.actor))

    def decide(self) -> None:
        """Refuse acts that do not wait."""
        acts = tuple(dict.fromkeys(self.body.acts))
        unknown = [act for act in acts if act not in self.acts.waiting]
        self.check(not unknown, ActNotWaiting(f"Not waiting: {', '.join(unknown)}.", "/acts"))
        me, reason = self.context.actor, self.body.reason
        self.record(
            MinuteDisputed(meeting=self.subject, person=me, place=place(self.subject, me), acts=acts, reason=reason)
        )
