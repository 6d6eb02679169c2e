"""A command's decision as events for the ledger. Pure: nothing is read or written here."""

import msgspec

from domain.acting import Act
from domain.forms import TimeOutOfRange, misfits, on_calendar
from domain.kernel import Command, Recorded
from domain.refusals import Refusal, Refused
from eventstore.appends import Append, Beside, NewEvent
from eventstore.codec import line_of
from eventstore.conditions import criteria
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
            actor=context.actor,
            side=command.side,
            recorder=context.recorder,
            credential=context.credential,
            basis=context.basis,
            meeting=context.meeting,
            correlation=context.correlation,
            causation=context.causation,
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
) -> Append:
    """Put a decision under the condition that its boundary has not changed since `read_at`."""
    return Append(
        workspace_id=workspace.workspace_id,
        events=decided.events,
        after=None if command.unconditional else read_at,
        criteria=() if command.unconditional else tuple(criteria(command.states)),
        expected=expected,
        actor=command.context.actor,
        idempotency=idempotency,
        beside=with_own_rows(command, beside),
    )


def with_own_rows(command: Command, beside: Beside | None) -> Beside | None:
    """Return what is written beside the events: the caller's rows and those that the command wrote down."""
    written = own_rows(command)
    if written is None or beside is None:
        return written or beside
    return msgspec.structs.replace(beside, people=beside.people + written.people, keys={**beside.keys, **written.keys})


def own_rows(command: Command) -> Beside | None:
    """Return the rows of the directory and the changes of keys that a command wrote down, None where it has none."""
    if not command.directory and not command.keys:
        return None
    people = tuple(Person(person=person, **details) for person, details in command.directory.items())
    return Beside(people=people, keys={str(change): ids for change, ids in command.keys.items()})
