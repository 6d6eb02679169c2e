"""Short ways to write appends in tests."""

import itertools

from eventstore.appends import Append, Beside, NewEvent
from eventstore.conditions import Criterion, joined
from eventstore.idempotency import Idempotency
from eventstore.workspaces import Workspace

ACTOR = "per_01kb5v3n8rf4tt2q9w6zg0x1y7"
_numbers = itertools.count(1)


def fact(*tags: str, of: str = "thing-happened.v1", actor: str = ACTOR, note: str = "") -> NewEvent:
    """Make an event that no catalogue knows: the store itself must not care."""
    number = f"evt_{next(_numbers)}"
    line = f'"id":"{number}","type":"{of}","note":"{note}"}}'
    return NewEvent(id=number, type=of, actor=actor, tags=tags, line=line)


def matching(*tags: str, types: tuple[str, ...] = ()) -> Criterion:
    return Criterion(joined(tags), joined(types))


def append(
    workspace: Workspace,
    *events: NewEvent,
    after: int | None = None,
    criteria: tuple[Criterion, ...] = (),
    expected: tuple[tuple[str, int], ...] = (),
    idempotency: Idempotency | None = None,
    beside: Beside | None = None,
) -> Append:
    return Append(
        workspace_id=workspace.workspace_id,
        events=events,
        after=after,
        criteria=criteria,
        expected=expected,
        actor=ACTOR,
        idempotency=idempotency,
        beside=beside,
    )
