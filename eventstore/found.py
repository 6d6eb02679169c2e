"""A workspace comes to be together with its first events, or not at all."""

from collections.abc import Callable

from domain.kernel import Command
from eventstore import workspaces
from eventstore.appends import Beside, refusal
from eventstore.deciding import append_of, decide
from eventstore.errors import KeyReused, SlugTaken
from eventstore.faults import reaching
from eventstore.group import append_many
from eventstore.idempotency import Idempotency
from eventstore.outcome import Outcome, appended, recalled, unrecorded
from eventstore.store import Store
from eventstore.workspaces import Workspace


async def found(
    store: Store,
    make_command: Callable[[], Command],
    *,
    time_zone: str,
    idempotency: Idempotency | None = None,
    dry_run: bool = False,
    beside: Beside | None = None,
) -> Outcome:
    """Run the command that founds the workspace named in its context.

    Raises SlugTaken where there is one of that name, unless this is a repeat of the call that founded it.
    """
    command = make_command()
    context = command.context
    with reaching():
        existing = await workspaces.by_slug(store.pool, context.workspace)
    if existing is not None:
        return await _repeated(store, existing, context.actor, idempotency)
    decided = decide(command)
    if dry_run:
        unborn = Workspace(
            workspace_id=0, slug=context.workspace, sides=context.sides, time_zone=time_zone, created_at=context.now
        )
        return unrecorded(unborn, command, decided, head=0, dry_run=True)
    async with store.transaction() as connection:
        founded = await workspaces.insert(connection, slug=context.workspace, sides=context.sides, time_zone=time_zone)
        if founded is None:  # another call founded it since, and has committed
            return await _repeated(store, await store.workspace(context.workspace), context.actor, idempotency)
        append = append_of(founded, command, decided, read_at=0, idempotency=idempotency, beside=beside)
        (result,) = await append_many(connection, [append])
        if refused := refusal(append, result):
            raise refused
    store.announce([append], [result])
    return appended(founded, command, decided, result)


async def _repeated(store: Store, existing: Workspace, actor: str, idempotency: Idempotency | None) -> Outcome:
    if idempotency is not None:
        earlier = (await store.read_boundary(existing, (), actor=actor, key=idempotency.key)).earlier
        if earlier is not None:
            if not idempotency.covers(earlier.digest):
                raise KeyReused("the idempotency key was used for another request")
            return await recalled(store, existing, first=earlier.first, last=earlier.last)
    raise SlugTaken(f"there is a workspace {existing.slug} already")
