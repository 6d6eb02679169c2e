"""Confirming minutes: the person's acts are carried out, each as it was minuted and each on its own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta

from api.acts import Doing
from api.answers import Answer
from api.asking import Ask
from api.declarations import PARAMETERS
from api.problems import Fault, fault_of
from api.recorded import Entry, Moment, RecordedAct, planned_answer
from api.tags import tag_of
from domain.acting import Act as Command
from domain.acting import Body
from domain.ids import ActId
from domain.kernel import COMMANDS, Context, Recorded
from domain.meetings.confirm_minutes import NothingWaits
from domain.meetings.events import ActMinuted, CommandName, MinuteConfirmed, Subject
from domain.meetings.meeting import Meeting, MinutedActs
from domain.meetings.refusals import ActNotCarriedOut, ActNotWaiting
from domain.refusals import Refusal, Refused
from eventstore.conditions import criteria
from eventstore.errors import BoundaryConflict, EntryTooLarge, KeyReused
from eventstore.execute import execute
from eventstore.idempotency import Idempotency, request_digest
from eventstore.outcome import Outcome

_encode = msgspec.json.Encoder().encode


Minuted = tuple[Recorded, ActMinuted, datetime]  # the third is when the meeting was


class Place(NamedTuple):
    """One person's acts in one meeting, confirmed or not, when it was held, and the ledger's head at that moment."""

    head: int
    recorded: list[Recorded]
    held: datetime


class CarriedOut(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one minuted act: `events` where it was recorded, `refusals` where the rules did not allow it."""

    act: ActId
    command: CommandName
    subject: Subject
    status: Literal["recorded", "refused"]
    events: Annotated[tuple[Entry, ...], Meta(max_length=1000)]
    refusals: Annotated[tuple[Fault, ...], Meta(max_length=1000)]


class ConfirmedMinutes(RecordedAct, frozen=True, kw_only=True):
    """A confirmation, and what became of each act, in the order of the minutes.

    A repeat that carries out what was cut short records no confirmation: `events` is empty, `recorded_at` null.
    """

    recorded_at: Moment | None  # type: ignore[assignment] # null where nothing more was confirmed

    acts: Annotated[tuple[CarriedOut, ...], Meta(max_length=100)]


class Confirming(Doing):
    """Confirms minuted acts and carries each out once; a repeat, with or without a key, ends what was cut short."""

    async def run(
        self,
        ask: Ask,
        context: Context,
        subject: str,
        body: Body,
        idempotency: Idempotency | None,
        *,
        dry_run: bool = False,
    ) -> Answer:
        """Record the confirmation, then run the acts that it names."""
        try:
            outcome = await self.perform(ask, context, subject, body, idempotency, dry_run=dry_run)
        except Refused as refused:
            if dry_run:
                return planned_answer((), refused.refusals, None)
            return await self._resume(ask, context, subject, body, refused)
        if dry_run:
            return planned_answer(outcome.recorded, (), outcome.last)
        acts = next(each.event.acts for each in outcome.recorded if isinstance(each.event, MinuteConfirmed))
        minuted = _minuted(await self._place(ask, context, subject), acts)
        carried = [told for told, _ in [await self._carry_out(context, each) for each in minuted]]
        return _with_acts(self.answer(ask, outcome, subject), carried)

    async def _resume(self, ask: Ask, context: Context, subject: str, body: Body, refused: Refused) -> Answer:
        """Carry out what was confirmed before and is not on the record; the refusal stands where there is none."""
        if not all(isinstance(each, (NothingWaits, ActNotWaiting)) for each in refused.refusals):
            raise refused
        place = await self._place(ask, context, subject)
        confirmed = [each.event for each in place.recorded if isinstance(each.event, MinuteConfirmed)]
        before = tuple(act for each in confirmed for act in each.acts)
        named: tuple[str, ...] = getattr(body, "acts", None) or before
        if not set(named) <= set(before):
            raise refused
        done = [await self._carry_out(context, each) for each in _minuted(place, named)]
        if all(repeated for _, repeated in done):
            raise refused
        outcome = Outcome(workspace=ask.workspace, first=place.head + 1, last=place.head, recorded=())
        return _with_acts(self.answer(ask, outcome, subject), [told for told, _ in done])

    async def _place(self, ask: Ask, context: Context, subject: str) -> Place:
        """What was minuted of the person in that meeting and what became of it, and when the meeting was."""
        store = self.living.services.store
        acts, meeting = MinutedActs(subject, context.actor), Meeting(subject)
        boundary = await store.read_boundary(ask.workspace, criteria([acts, meeting]))
        for each in boundary.recorded:
            if meeting.sees(each):
                meeting.fold(each)
        recorded = [each for each in boundary.recorded if acts.sees(each)]
        return Place(boundary.head, recorded, meeting.held.held_at if meeting.held else context.now)

    async def _carry_out(self, context: Context, minuted: Minuted) -> tuple[dict[str, Any], bool]:
        """What became of one act, and whether it was on the record before."""
        written, told, held = minuted
        command: Any = COMMANDS[told.command]
        body: Body = msgspec.convert(told.body, command.body_type)
        new_id = self.living.services.new_id
        kind = command.subject_type
        subject = told.subject or (new_id(kind) if kind else "")
        as_minuted = msgspec.structs.replace(
            context,
            actor=told.person,
            now=self.living.services.clock(),
            recorder=written.actor,
            credential=written.credential,
            basis="minuted",
            meeting=told.meeting,
            occurred_at=body.occurred_at or held,
            correlation=written.correlation,
            causation=written.id,
        )
        once = Idempotency(f"minuted {told.act}", request_digest(self.living.services.secret, "MINUTED", told.act, b""))
        outcome: Outcome | None = None
        refusals: tuple[Refusal, ...] = ()

        def make() -> Command[Any]:
            made: Command[Any] = command(as_minuted, subject, body)
            return made

        try:
            outcome = await execute(self.living.services.store, make, idempotency=once)
        except Refused as refused:
            refusals = refused.refusals
        except (BoundaryConflict, EntryTooLarge, KeyReused) as error:
            refusals = (ActNotCarriedOut(f"It could not be recorded: {error}."),)
        repeated = outcome is not None and outcome.repeated
        if outcome and repeated and not told.subject:
            start = tag_of(PARAMETERS.get(kind, "workspace"), "")
            tags = (tag for each in outcome.recorded for tag in each.tags if kind and tag.startswith(start))
            subject = next(tags, start + subject).removeprefix(start)
        carried = {
            "act": told.act,
            "command": told.command,
            "subject": subject,
            "status": "refused" if refusals else "recorded",
            "events": [msgspec.Raw(entry.encode()) for entry in (outcome.entries if outcome else ())],
            "refusals": [fault_of(refusal) for refusal in refusals],
        }
        return carried, repeated


def _minuted(place: Place, acts: Collection[str]) -> list[Minuted]:
    return [
        (each, each.event, place.held)
        for each in place.recorded
        if isinstance(each.event, ActMinuted) and each.event.act in acts
    ]


def _with_acts(answer: Answer, carried: list[dict[str, Any]]) -> Answer:
    answer.body = b'%b,"acts":%b}' % (answer.body[:-1], _encode(carried))
    return answer
