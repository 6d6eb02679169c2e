"""A facilitator writes down what somebody did in a meeting."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from domain.acting import Act, Body, NotOfThatSide, Role, RoleMissing
from domain.forms import misfits
from domain.ids import ActId, PersonId
from domain.kernel import COMMANDS
from domain.meetings.events import ActMinuted, CommandName, Subject, place
from domain.meetings.meeting import Meeting, MinutedActs, MinutedSubjects
from domain.meetings.refusals import MeetingUnknown
from domain.refusals import Kind, Refusal, Refused

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
        """Read the meeting, what was minuted in it, and what the act itself would read."""
        self.meeting = self.know(Meeting(self.subject))
        self.acts = self.know(MinutedActs(self.subject, self.body.person))
        self.minuted = self.know(MinutedSubjects(self.subject))
        self.unfit: list[Refusal] = []
        self.tried = self._tried()
        if self.tried is not None:
            self.states += self.tried.states

    def follow(self) -> None:
        """Read what the act itself goes on to read."""
        if self.tried is not None:
            known = len(self.tried.states)
            self.tried.follow()
            self.states += self.tried.states[known:]

    def decide(self) -> None:
        """Refuse strangers to the meeting, the own acts, and acts that could never be carried out.

        The act is tried out as if it were confirmed now: it is refused where the person may not do it, or where what it
        is about is neither on the record nor minuted in this meeting.
        """
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

    def _tried(self) -> Act[Any] | None:
        """The act itself, to be tried out; None, with `unfit`, where it is none that could be carried out."""
        body, context = self.body, self.context
        command = COMMANDS.get(body.command)
        if command is None or not issubclass(command, Act) or not command.minutable or Role.SYSTEM in command.may:
            self.unfit.append(ActUnknown(f"{body.command} cannot be minuted.", "/command"))
            return None
        try:
            act = msgspec.convert(body.act, command.body_type)
        except msgspec.ValidationError as malformed:
            self.unfit.append(ActMalformed(str(malformed), "/act"))
            return None
        self.unfit.extend(misfits(command.subject_type if body.subject else "", body.subject, act))
        if self.unfit:
            return None
        as_minuted = replace(
            context, actor=body.person, recorder=context.actor, credential="", basis="minuted", meeting=self.subject
        )
        made = context.new_id(command.subject_type) if command.subject_type else ""
        return command(as_minuted, body.subject or made, act)

    def _check_act(self) -> None:
        """Refuse what stays refused whenever it is confirmed; all else may have changed by then."""
        self.refusals.extend(self.unfit)
        if self.refusals or self.tried is None or self.meeting.held is None:
            return
        act = self.tried
        act.context = replace(act.context, occurred_at=act.body.occurred_at or self.meeting.held.held_at)
        told = self.body.subject + msgspec.json.encode(self.body.act).decode()
        waits = any(subject in told for subject in self.minuted.subjects)
        try:
            act.execute()
        except Refused as refused:
            for each in refused.refusals:
                if isinstance(each, RoleMissing | NotOfThatSide):
                    each.pointer = "/command"
                    self.refusals.append(each)
                elif each.kind is Kind.NOT_FOUND and not waits:
                    each.pointer = f"/act{each.pointer}" if each.pointer else "/subject"
                    self.refusals.append(each)
