"""What changed since one was here last."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers import Answer
from api.askers import asker_for
from api.asking import Ask
from api.cursors import read_cursor
from api.living import Living
from api.moments import known_at
from api.pages import CursorText, Limit, NextCursor, Shown, list_of, page_answer
from eventstore.faults import reaching
from projections.changes.reading import SubjectChanges, own_last, read_changes

_encode = msgspec.json.Encoder().encode
Since = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        description="What was recorded after this: a position (that of the page before, or of the last visit), a time, "
        "or a day, which means its end. Without it: since the caller's own last act.",
        examples=["42"],
        extra_json_schema={"anyOf": [{"pattern": "^[0-9]{1,18}$"}, {"format": "date"}, {"format": "date-time"}]},
    ),
]


class ChangesQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Since when, where, and which page. A page holds so many events at most, gathered by subject."""

    since: Since | None = None
    everything: Annotated[
        bool,
        Meta(description="Also what the caller takes no part in, and the caller's own acts."),
    ] = False
    limit: Limit = 50
    cursor: CursorText | None = None


class ChangesPage(msgspec.Struct, frozen=True, kw_only=True):
    """What changed, by subject; a later page may name a subject again. `position` is what to send as `since` next."""

    items: Annotated[tuple[SubjectChanges, ...], Meta(max_length=200)]
    position: Shown
    next: NextCursor | None


async def list_changes(living: Living, ask: Ask) -> Answer:
    """Answer one page of what changed since."""
    query, services, workspace, person = ask.query(ChangesQuery), living.services, ask.workspace, ask.caller.holder
    asker, name = await asker_for(living, ask, person), f"changes-{person}"
    cursor = read_cursor(services.secret, query.cursor, list_of(ask, name)) if query.cursor else None
    limit, everything = (
        (cursor.query["limit"], cursor.query["everything"]) if cursor else (query.limit, query.everything)
    )
    after = int(cursor.after[0]) if cursor else await known_at(living, query.since, workspace, "since")
    with reaching():
        if after is None:
            after = await own_last(services.pool, workspace.workspace_id, person)
        changes = await read_changes(services.store, workspace, asker, after=after, limit=limit, everything=everything)
    return page_answer(
        living,
        ask,
        [_encode(item).decode() for item in changes.items],
        name=name,
        query={"limit": limit, "everything": everything},
        after=[changes.position] if changes.more else None,
        position=changes.position,
    )
