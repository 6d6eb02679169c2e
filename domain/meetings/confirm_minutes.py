"""A person stands by what was minuted."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.meetings.events import ActMinuted, Acts, MinuteConfirmed, place
from domain.meetings.meeting import MinutedActs
from domain.meetings.refusals import ActNotWaiting
from domain.refusals import Kind, Refusal


class Confirmation(Body):
    """Which of the own acts; all that wait where none is named."""

    acts: Acts | None = None


class NothingWaits(Refusal):
    """None of one's own acts waits in this meeting."""

    rule = "meetings.nothing-waits"
    kind = Kind.CONFLICT


class ConfirmMinutes(Act[Confirmation]):
    """Confirm the own minuted acts of a meeting in one go. `confirmed` are the acts that are then carried out."""

    name = "confirm-minutes"
    may = frozenset({Role.PERSON})
    body_type = Confirmation
    subject_type = "mtg"
    minutable = False

    def prepare(self) -> None:
        """Read the own acts in that meeting."""
        self.acts = self.know(MinutedActs(self.subject, self.context.actor))
        self.confirmed: tuple[ActMinuted, ...] = ()

    def decide(self) -> None:
        """Refuse when nothing waits, and acts that do not."""
        waiting = dict(self.acts.waiting)
        self.require(waiting, NothingWaits(f"Nothing of yours waits in {self.subject}."))
        chosen = self.body.acts or tuple(waiting)
        unknown = [act for act in chosen if act not in waiting]
        self.check(not unknown, ActNotWaiting(f"Not waiting: {', '.join(unknown)}.", "/acts"))
        acts = tuple(act for act in waiting if act in chosen)
        me = self.context.actor
        self.record(MinuteConfirmed(meeting=self.subject, person=me, place=place(self.subject, me), acts=acts))
        self.confirmed = tuple(waiting[act] for act in acts)
