"""Confirming minutes: the person's acts are carried out, each as it was minuted and each on its own."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from api.acts import Doing
from api.answers import Answer
from api.asking import Ask
from api.problems import Fault, fault_of
from api.recorded import Entry, RecordedAct, planned_answer
from domain.acting import Act as Command
from domain.acting import Body
from domain.ids import ActId
from domain.kernel import COMMANDS, Context, Recorded
from domain.meetings.events import ActMinuted, CommandName, MinuteConfirmed, Subject
from domain.meetings.meeting import Meeting
from domain.meetings.refusals import ActNotCarriedOut
from domain.refusals import Refusal, Refused
from eventstore.conditions import criteria
from eventstore.errors import BoundaryConflict, EntryTooLarge, KeyReused
from eventstore.execute import execute
from eventstore.idempotency import Idempotency, request_digest

_encode = msgspec.json.Encoder().encode


class CarriedOut(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one minuted act: `events` where it was recorded, `refusals` where the rules did not allow it."""

    act: ActId
    command: CommandName
    subject: Subject
    status: Literal["recorded", "refused"]
    events: Annotated[tuple[Entry, ...], Meta(max_length=1000)]
    refusals: Annotated[tuple[Fault, ...], Meta(max_length=1000)]


class ConfirmedMinutes(RecordedAct, frozen=True, kw_only=True):
    """A confirmation, and what became of each act, in the order of the minutes."""

    acts: Annotated[tuple[CarriedOut, ...], Meta(max_length=100)]


class Confirming(Doing):
    """Confirms minuted acts and carries them out; a repeat with the same Idempotency-Key ends what was cut short."""

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
            raise
        if dry_run:
            return planned_answer(outcome.recorded, (), outcome.last)
        confirmed = next(each.event for each in outcome.recorded if isinstance(each.event, MinuteConfirmed))
        carried = [await self._carry_out(context, each) for each in await self._minuted(ask, confirmed)]
        answer = self.answer(ask, outcome, subject)
        answer.body = b'%b,"acts":%b}' % (answer.body[:-1], _encode(carried))
        return answer

    async def _minuted(self, ask: Ask, confirmed: MinuteConfirmed) -> list[tuple[Recorded, ActMinuted, datetime]]:
        """The acts confirmed, with who minuted them and when the meeting was."""
        store = self.living.services.store
        recorded = await store.read_tag(ask.workspace, f"minuted:{confirmed.place}")
        meeting = Meeting(confirmed.meeting)
        for each in (await store.read_boundary(ask.workspace, criteria([meeting]))).recorded:
            meeting.fold(each)
        held = meeting.held.held_at if meeting.held else recorded[0].recorded_at
        return [
            (each, each.event, held)
            for each in recorded
            if isinstance(each.event, ActMinuted) and each.event.act in confirmed.acts
        ]

    async def _carry_out(self, context: Context, minuted: tuple[Recorded, ActMinuted, datetime]) -> dict[str, Any]:
        written, told, held = minuted
        command: Any = COMMANDS[told.command]
        body: Body = msgspec.convert(told.body, command.body_type)
        new_id = self.living.services.new_id
        subject = told.subject or (new_id(command.subject_type) if command.subject_type else "")
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
        entries: tuple[str, ...] = ()
        refusals: tuple[Refusal, ...] = ()

        def make() -> Command[Any]:
            made: Command[Any] = command(as_minuted, subject, body)
            return made

        try:
            entries = (await execute(self.living.services.store, make, idempotency=once)).entries
        except Refused as refused:
            refusals = refused.refusals
        except (BoundaryConflict, EntryTooLarge, KeyReused) as error:
            refusals = (ActNotCarriedOut(f"It could not be recorded: {error}."),)
        return {
            "act": told.act,
            "command": told.command,
            "subject": subject,
            "status": "refused" if refusals else "recorded",
            "events": [msgspec.Raw(entry.encode()) for entry in entries],
            "refusals": [fault_of(refusal) for refusal in refusals],
        }
