"""A meeting is put on the record."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import CLOCK_TOLERANCE, Act, Body, Role
from domain.fields import Line, Moment
from domain.ids import PersonId
from domain.meetings.events import MeetingHeld, Minutes
from domain.meetings.meeting import Meeting
from domain.partnership.member import Known
from domain.partnership.refusals import PersonUnknown
from domain.refusals import Kind, Refusal


class HeldMeeting(Body):
    """What it was about, when it was, who was there, and where its minutes lie."""

    title: Line
    held_at: Moment
    present: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=50)]
    minutes: Minutes | None = None


class MeetingAlreadyExists(Refusal):
    """A meeting of that id exists already."""

    rule = "meetings.exists"
    kind = Kind.CONFLICT


class MeetingInFuture(Refusal):
    """A meeting is recorded once it was held."""

    rule = "meetings.in-future"


class HoldMeeting(Act[HeldMeeting]):
    """Record that people met, so that what they did there can be minuted."""

    name = "hold-meeting"
    may = frozenset({Role.FACILITATOR, Role.PARTNER})
    body_type = HeldMeeting
    subject_type = "mtg"
    minutable = False

    def prepare(self) -> None:
        """Read whether the id is taken, and the people."""
        self.meeting = self.know(Meeting(self.subject))
        self.people = [self.know(Known(person)) for person in dict.fromkeys(self.body.present)]

    def decide(self) -> None:
        """Refuse a used id, a time to come, strangers."""
        body = self.body
        self.require(not self.meeting.known, MeetingAlreadyExists(f"{self.subject} exists already."))
        self.check(
            body.held_at <= self.context.now + CLOCK_TOLERANCE,
            MeetingInFuture(f"{body.held_at.isoformat()} is still to come.", "/held_at"),
        )
        unknown = [person.person for person in self.people if not person.known]
        self.check(not unknown, PersonUnknown(f"Not known here: {', '.join(unknown)}.", "/present"))
        self.record(
            MeetingHeld(
                meeting=self.subject,
                title=body.title,
                held_at=body.held_at,
                present=tuple(person.person for person in self.people),
                minutes=body.minutes,
            )
        )
