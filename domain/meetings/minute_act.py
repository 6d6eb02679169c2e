"""A facilitator writes down what somebody did in a meeting."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.acting import Act, Body, Role
from domain.forms import misfits
from domain.ids import ActId, PersonId
from domain.kernel import COMMANDS
from domain.meetings.events import ActMinuted, CommandName, Subject, place
from domain.meetings.meeting import Meeting, MinutedActs
from domain.meetings.refusals import MeetingUnknown
from domain.refusals import Kind, Refusal

MAX_ACTS = 80


class MinutedAct(Body):
    """Whose act, which command on which subject, and the body that the person would have sent.

    `id` may be chosen. Where `act` claims no `occurred_at`, the time of the meeting holds.
    """

    person: PersonId
    command: CommandName
    act: dict[str, Any]
    subject: Subject = ""
    id: ActId | None = None


class NotPresent(Refusal):
    """Only what people did who were present can be minuted."""

    rule = "meetings.not-present"


class OwnActMinuted(Refusal):
    """The own acts are done first-hand."""

    rule = "meetings.own-act"


class ActUnknown(Refusal):
    """No such command, or one that nobody can do for somebody else."""

    rule = "meetings.act-unknown"


class ActMalformed(Refusal):
    """The body is not one that the command takes."""

    rule = "meetings.act-malformed"


class ActAlreadyMinuted(Refusal):
    """An act of that id waits in this meeting already."""

    rule = "meetings.act-exists"
    kind = Kind.CONFLICT


class TooManyActs(Refusal):
    """One person's acts of one meeting are limited; record a further meeting."""

    rule = "meetings.too-many-acts"


class MinuteAct(Act[MinutedAct]):
    """Record what a person who was present did; it counts once that person confirms it."""

    name = "minute-act"
    may = frozenset({Role.FACILITATOR, Role.PARTNER})
    body_type = MinutedAct
    subject_type = "mtg"
    minutable = False

    def prepare(self) -> None:
        """Read the meeting and that person's acts in it."""
        self.meeting = self.know(Meeting(self.subject))
        self.acts = self.know(MinutedActs(self.subject, self.body.person))

    def decide(self) -> None:
        """Refuse strangers to the meeting, the own acts, and acts that no command would take."""
        body, meeting = self.body, self.meeting
        self.require(meeting.held, MeetingUnknown(f"{self.subject} is not on the record."))
        self.check(body.person in meeting.present, NotPresent(f"{body.person} was not there.", "/person"))
        self.check(body.person != self.context.actor, OwnActMinuted("Do it first-hand.", "/person"))
        self.check(body.id not in self.acts.waiting, ActAlreadyMinuted(f"{body.id} waits already.", "/id"))
        self.check(
            self.acts.count < MAX_ACTS,
            TooManyActs(f"{body.person} has {self.acts.count} acts in this meeting.", "/person"),
        )
        self._check_act()
        self.record(
            ActMinuted(
                act=body.id or self.context.new_id("act"),
                meeting=self.subject,
                person=body.person,
                place=place(self.subject, body.person),
                command=body.command,
                subject=body.subject,
                body=body.act,
            )
        )

    def _check_act(self) -> None:
        body = self.body
        command = COMMANDS.get(body.command)
        if command is None or not issubclass(command, Act) or not command.minutable or Role.SYSTEM in command.may:
            self.check(False, ActUnknown(f"{body.command} cannot be minuted.", "/command"))
            return
        try:
            act = msgspec.convert(body.act, command.body_type)
        except msgspec.ValidationError as malformed:
            self.check(False, ActMalformed(str(malformed), "/act"))
            return
        subject_type = command.subject_type if body.subject else ""
        self.refusals.extend(misfits(subject_type, body.subject, act))
