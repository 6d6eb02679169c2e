"""Pages of what changed: some of the ledger after a position, gathered by subject and told in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.kernel import Recorded, tags_of
from eventstore.people import people
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.facts import Position
from projections.matters.listing import Asker
from projections.people import people_in, with_names
from projections.sentences import told

QUERIES = load(__file__)
AT_ONCE = 500
MOST_LOOKED_AT = 5000  # events that a page looks at, however few of them it shows


class ChangeTold(msgspec.Struct, frozen=True, kw_only=True):
    """One event in a sentence: by whom, when it is said to have happened, and where it stands in the ledger."""

    position: Position
    event: str
    type: str
    occurred_at: datetime
    actor: str
    summary: str


class SubjectChanges(msgspec.Struct, frozen=True, kw_only=True):
    """A subject and what happened to it, in order. `title` is null where no list knows one."""

    subject: Annotated[str, Meta(examples=["decision:dec_01kb5v3n8rf4tt2q9w6zg0x1y7"])]
    title: str | None
    changes: tuple[ChangeTold, ...]


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """A page: what changed after `since` up to `position`, and whether there is more."""

    items: list[SubjectChanges]
    position: int
    more: bool


async def own_last(pool: asyncpg.Pool, workspace_id: int, person: str) -> int:
    """Where somebody acted last, 0 for who never did."""
    position: int = await pool.fetchval(QUERIES.own_last, workspace_id, person)
    return position


async def read_changes(
    store: Store, workspace: Workspace, asker: Asker, *, after: int, limit: int, everything: bool
) -> Changes:
    """What others did after a position where the asker takes part, or (`everything`) what anybody did anywhere."""
    found: list[tuple[str, Recorded]] = []
    looked_at, more = 0, True
    while more and looked_at < MOST_LOOKED_AT and len(found) < limit:
        batch = await store.follow(workspace, after=after, limit=AT_ONCE)
        more, looked_at = len(batch) == AT_ONCE, looked_at + len(batch)
        placed = [(_subject(recorded), recorded) for recorded in batch]
        if not everything:
            placed = [each for each in placed if each[1].actor != asker.person]
            part = await _part(store.pool, workspace, asker, dict.fromkeys(subject for subject, _ in placed))
            placed = [each for each in placed if each[0] in part]
        left = limit - len(found)
        found += placed[:left]
        if len(placed) > left:
            after, more = found[-1][1].position, True
        elif batch:
            after = batch[-1].position
    if not looked_at:
        after = min(after, (await store.head(workspace)).position)
    return Changes(items=await _told(store.pool, workspace, found), position=after, more=more)


def _subject(recorded: Recorded) -> str:
    """The tag of what an event is about; of a sealed or workspace-wide one its first tag too."""
    return next(iter(tags_of(recorded.event)), "")


async def _part(pool: asyncpg.Pool, workspace: Workspace, asker: Asker, subjects: dict[str, None]) -> set[str]:
    audiences = [f"{workspace.workspace_id} {audience}" for audience in asker.audiences]
    rows = await pool.fetch(QUERIES.part, workspace.workspace_id, list(subjects), asker.person, audiences)
    own = {f"member:{asker.person}", *(f"team:{team}" for team in asker.teams), "policy", "partnership"}
    return {row["tag"] for row in rows} | own


async def _told(
    pool: asyncpg.Pool, workspace: Workspace, found: Sequence[tuple[str, Recorded]]
) -> list[SubjectChanges]:
    told_at = [(subject, recorded, told(recorded)) for subject, recorded in found]
    subjects = dict.fromkeys(subject for subject, _ in found)
    known = await people(pool, workspace.workspace_id, people_in(*(sentence for *_, sentence in told_at)))
    names = {person: entry.name for person, entry in known.items() if entry.name}
    rows = await pool.fetch(QUERIES.titles, workspace.workspace_id, list(subjects))
    titles = {row["tag"]: row["title"] for row in rows}
    return [
        SubjectChanges(
            subject=subject,
            title=titles.get(subject),
            changes=tuple(
                ChangeTold(
                    position=recorded.position,
                    event=recorded.id,
                    type=type(recorded.event).TOPIC,
                    occurred_at=recorded.occurred_at,
                    actor=recorded.actor,
                    summary=with_names(sentence, names),
                )
                for about, recorded, sentence in told_at
                if about == subject
            ),
        )
        for subject in subjects
    ]
