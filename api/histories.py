"""A subject's events, now or as they were."""

from __future__ import annotations

from datetime import datetime

from domain.kernel import Recorded
from eventstore.store import Store
from eventstore.workspaces import Workspace

PAGE = 1000


async def history_of(
    store: Store, workspace: Workspace, tag: str | None, *, as_of: datetime | None = None, known_at: int | None = None
) -> list[Recorded]:
    """Every event of a tag, oldest first, up to a claimed time and a position; without a tag none.

    Events are left out from an end, never reordered: an event counts at the latest time claimed up to it.
    """
    found: list[Recorded] = []
    after = 0
    while tag:
        page = await store.read_tag(workspace, tag, after=after, limit=PAGE)
        found += page
        if len(page) < PAGE:
            break
        after = page[-1].position
    if known_at is not None:
        found = [each for each in found if each.position <= known_at]
    return found if as_of is None else up_to(found, as_of)


def merged(one: list[Recorded], other: list[Recorded]) -> list[Recorded]:
    """Two histories as one, each event once."""
    if not other:
        return one
    return [each for _, each in sorted({each.position: each for each in (*one, *other)}.items())]


def up_to(history: list[Recorded], as_of: datetime) -> list[Recorded]:
    """The events that were effective by a claimed time."""
    for index, each in enumerate(history):
        if each.occurred_at > as_of:
            return history[:index]
    return history
