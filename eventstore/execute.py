"""From a command to its events in the ledger: read the boundary, decide, append on condition that it still holds."""

import asyncio
import random
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from domain.kernel import Command, Recorded
from eventstore.appends import Beside
from eventstore.conditions import Criterion, criteria
from eventstore.credentials import Credential
from eventstore.deciding import append_of, decide
from eventstore.errors import BoundaryConflict, KeyReused, PreconditionFailed
from eventstore.idempotency import Idempotency
from eventstore.outcome import Outcome, appended, recalled, unrecorded
from eventstore.redacting import with_redactions
from eventstore.store import Boundary, Store
from eventstore.unsealing import sealed_contents
from eventstore.workspaces import Workspace

PAUSES = (0.004, 0.008, 0.016, 0.032, 0.064)
FOLLOWS = 4


async def execute(
    store: Store,
    make_command: Callable[[], Command],
    *,
    idempotency: Idempotency | None = None,
    expected: tuple[tuple[str, int], ...] = (),
    dry_run: bool = False,
    beside: Beside | None = None,
    credential: Credential | None = None,
) -> Outcome:
    """Run a command. `make_command` builds it afresh for each attempt; `expected` pins tags to their last position.

    `credential` is confirmed on the way, before anything is decided.
    Raises the domain's refusals, or the StoreError that stood in the way.
    """
    for pause in PAUSES:
        try:
            return await _attempt(store, make_command(), idempotency, expected, beside, credential, dry_run=dry_run)
        except BoundaryConflict:
            await asyncio.sleep(random.uniform(0, pause))  # noqa: S311 - spreads retries, hides nothing
    return await _attempt(store, make_command(), idempotency, expected, beside, credential, dry_run=dry_run)


async def _attempt(
    store: Store,
    command: Command,
    idempotency: Idempotency | None,
    expected: tuple[tuple[str, int], ...],
    beside: Beside | None,
    credential: Credential | None,
    *,
    dry_run: bool,
) -> Outcome:
    context = command.context
    workspace = await store.workspace(context.workspace)
    asked = criteria(command.states)
    boundary = await store.read_boundary(
        workspace,
        asked,
        actor=context.actor,
        key=idempotency.key if idempotency else None,
        credential=credential,
    )
    if idempotency and (earlier := boundary.earlier):
        if not idempotency.covers(earlier.digest):
            raise KeyReused("the idempotency key was used for another request")
        return await recalled(store, workspace, first=earlier.first, last=earlier.last)
    await fold(store, workspace, command, boundary)
    sealed = command.unseals()
    command.contents = await sealed_contents(store, workspace, sealed)
    if len(command.contents) < len(sealed):
        await _check_unmoved(store, workspace, asked, boundary)
    if dry_run:
        await _check(store, workspace, expected)
    decided = decide(command)
    if dry_run or not (decided.events or idempotency or expected):
        return unrecorded(workspace, command, decided, head=boundary.head, dry_run=dry_run)
    beside = await with_redactions(store, workspace, decided.recorded, beside)
    append = append_of(
        workspace,
        command,
        decided,
        read_at=boundary.head,
        idempotency=idempotency,
        expected=expected,
        beside=beside,
        boundary=asked if len(asked) == len(command.states) else None,
    )
    result = await store.append(append)
    if result.status == "repeated":
        return await recalled(store, workspace, first=result.first, last=result.last)
    return appended(workspace, command, decided, result)


async def fold(store: Store, workspace: Workspace, command: Command, boundary: Boundary) -> None:
    """Fold what was read, then read and fold the states that the command names in answer to it.

    Those are read later than the rest. An event that came in between lies after the boundary's head and so counts as a
    conflict when the command is appended.
    """
    _keep_time(command, boundary.recorded)
    for recorded in boundary.recorded:
        command.fold(recorded)
    for _ in range(FOLLOWS):
        known = len(command.states)
        command.follow()
        further = command.states[known:]
        if not further:
            return
        more = await store.read_boundary(workspace, criteria(further))
        _keep_time(command, more.recorded)
        for recorded in more.recorded:
            for state in further:
                if state.sees(recorded):
                    state.fold(recorded)
    raise RecursionError(f"{type(command).__name__}.follow names new states without end")


def _keep_time(command: Command, read: Sequence[Recorded]) -> None:
    """Let a command be no earlier than what it has read: clocks differ, and others are recorded while it waits."""
    if read and read[-1].recorded_at > command.context.now:
        command.context = replace(command.context, now=read[-1].recorded_at)


async def _check_unmoved(store: Store, workspace: Workspace, asked: Sequence[Criterion], boundary: Boundary) -> None:
    """Begin anew where a sealed content is gone because others have opened it since the boundary was read."""
    again = await store.read_boundary(workspace, asked)
    if [each.position for each in again.recorded] != [each.position for each in boundary.recorded]:
        raise BoundaryConflict("what was sealed was opened meanwhile")


async def _check(store: Store, workspace: Workspace, expected: tuple[tuple[str, int], ...]) -> None:
    for tag, position in expected:
        if await store.tag_position(workspace, tag) != position:
            raise PreconditionFailed(expected)
