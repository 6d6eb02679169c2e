"""A command's decision as events for the ledger. Pure: nothing is read or written here."""

from collections.abc import Sequence

import msgspec

from domain.acting import Act
from domain.blind import VEIL
from domain.forms import TimeOutOfRange, misfits, on_calendar
from domain.kernel import Command, Recorded
from domain.refusals import Refusal, Refused
from eventstore.appends import Append, Beside, NewEvent, PrivateContent
from eventstore.codec import line_of
from eventstore.conditions import Criterion, criteria
from eventstore.idempotency import Idempotency
from eventstore.people import Person
from eventstore.workspaces import Workspace


class Decided(msgspec.Struct, frozen=True):
    """Events that a command wants recorded, with their envelope but without position, and as lines."""

    recorded: tuple[Recorded, ...]
    events: tuple[NewEvent, ...]


def decide(command: Command) -> Decided:
    """Run the command's guards and take its events; raises the domain's refusals."""
    _check_forms(command)
    command.execute()
    context = command.context
    recorded = tuple(
        Recorded(
            event=tagged.decision,
            tags=tuple(tagged.tags),
            id=context.new_id("evt"),
            occurred_at=context.claimed,
            recorded_at=context.now,
            actor=VEIL if command.veiled else context.actor,
            side=command.side,
            recorder=None if command.veiled else context.recorder,
            credential="" if command.veiled else context.credential,
            basis=context.basis,
            meeting=context.meeting,
            correlation=None if command.veiled else context.correlation,
            causation=None if command.veiled else context.causation,
        )
        for tagged in command.collect_events()
    )
    events = tuple(
        NewEvent(
            id=each.id,
            type=type(each.event).TOPIC,
            actor=each.actor,
            tags=each.tags,
            line=line_of(each, claimed=context.occurred_at),
            occurred_at=context.occurred_at,
        )
        for each in recorded
    )
    return Decided(recorded, events)


def _check_forms(command: Command) -> None:
    """Refuse what could not be read again once it is in the ledger."""
    found: list[Refusal] = []
    if isinstance(command, Act):
        found.extend(misfits(command.subject_type, command.subject, command.body))
    claimed = command.context.occurred_at
    if not found and claimed is not None and not on_calendar(claimed):
        found.append(TimeOutOfRange(f"{claimed.isoformat()} is out of range.", "/occurred_at"))
    if found:
        raise Refused(found)


def append_of(
    workspace: Workspace,
    command: Command,
    decided: Decided,
    *,
    read_at: int,
    idempotency: Idempotency | None,
    expected: tuple[tuple[str, int], ...] = (),
    beside: Beside | None = None,
    boundary: Sequence[Criterion] | None = None,
) -> Append:
    """Put a decision under the condition that its boundary has not changed since `read_at`.

    `boundary` are the criteria of the command's states, where the caller has them already.
    """
    return Append(
        workspace_id=workspace.workspace_id,
        events=decided.events,
        after=None if command.unconditional else read_at,
        criteria=() if command.unconditional else tuple(boundary or criteria(command.states)),
        expected=expected,
        actor=command.context.actor,
        idempotency=idempotency,
        beside=with_own_rows(command, decided, beside),
    )


def with_own_rows(command: Command, decided: Decided, beside: Beside | None) -> Beside | None:
    """Return what is written beside the events: the caller's rows and those that the command wrote down."""
    written = own_rows(command, decided)
    if written is None or beside is None:
        return written or beside
    return Beside(
        people=beside.people + written.people,
        private=beside.private + written.private,
        forget=beside.forget + written.forget,
        keys={**beside.keys, **written.keys},
    )


def own_rows(command: Command, decided: Decided) -> Beside | None:
    """Return what a command wrote down beside its events (directory, keys, sealed contents), None where nothing."""
    if not (command.directory or command.keys or command.private or command.forget):
        return None
    return Beside(
        people=tuple(Person(person=person, **details) for person, details in command.directory.items()),
        private=tuple(
            PrivateContent(event=decided.events[place].id, person=kept.person, salt=kept.salt, content=kept.content)
            for place, kept in command.private.items()
        ),
        forget=tuple(command.forget),
        keys={str(change): ids for change, ids in command.keys.items()},
    )
