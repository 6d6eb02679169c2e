"""What a command did."""

import msgspec

from domain.kernel import Command, Recorded
from eventstore.appends import Result
from eventstore.codec import decode, entry_of
from eventstore.deciding import Decided
from eventstore.store import Store
from eventstore.workspaces import Workspace


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`entries` are the exact texts in the ledger, `recorded` the same as events, from position `first` to `last`.

    A repeat answers what the first call recorded. A dry run has no entries and lists in `recorded`, at position 0, what
    would be recorded, save where that would open what is sealed: then it only says that nothing stands in the way.
    Where nothing is recorded, `last` is the head that was read and `first` comes after it.
    `command` is the command after its decision, None for a repeat.
    """

    workspace: Workspace
    first: int
    last: int
    recorded: tuple[Recorded, ...]
    entries: tuple[str, ...] = ()
    repeated: bool = False
    dry_run: bool = False
    command: Command | None = None


def appended(workspace: Workspace, command: Command, decided: Decided, result: Result) -> Outcome:
    """Describe a decision that is now in the ledger."""
    if result.recorded_at is None:
        raise ValueError("a result without time was not appended")
    entries = []
    recorded = []
    for position, (event, known) in enumerate(zip(decided.events, decided.recorded, strict=True), result.first):
        entries.append(entry_of(workspace.slug, position, result.recorded_at, event.line))
        recorded.append(
            msgspec.structs.replace(
                known,
                position=position,
                recorded_at=result.recorded_at,
                occurred_at=event.occurred_at or result.recorded_at,
            )
        )
    return Outcome(
        workspace=workspace,
        first=result.first,
        last=result.last,
        recorded=tuple(recorded),
        entries=tuple(entries),
        command=command,
    )


def unrecorded(workspace: Workspace, command: Command, decided: Decided, *, head: int, dry_run: bool) -> Outcome:
    """Describe a decision that is not to be in the ledger."""
    shown = () if dry_run and command.contents else decided.recorded
    command.contents = {}
    return Outcome(workspace=workspace, first=head + 1, last=head, recorded=shown, dry_run=dry_run, command=command)


async def recalled(store: Store, workspace: Workspace, *, first: int, last: int) -> Outcome:
    """Describe what an earlier call with the same key recorded."""
    entries = tuple(entry.text for entry in await store.range(workspace, first, last))
    return Outcome(
        workspace=workspace,
        first=first,
        last=last,
        recorded=tuple(decode(entry) for entry in entries),
        entries=entries,
        repeated=True,
    )
