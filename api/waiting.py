"""What waits for whom: each act with its path and what is known of its body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import Answer
from api.askers import asker_for, require_overview
from api.asking import Ask
from api.cursors import read_cursor
from api.declarations import PARAMETER, Act, Reader
from api.lists import MinPosition, patience_of
from api.living import Living
from api.moments import moment_of
from api.pages import CursorText, Limit, NextCursor, Shown, list_of, page_answer
from api.wires import wire_of
from domain.kernel import COMMANDS
from eventstore.faults import reaching
from eventstore.people import people
from projections.groups import WAITING
from projections.matters.item import Audience, Duty
from projections.matters.listing import Asker, Matter, WaitingQuery, list_waiting
from projections.people import people_in, with_names
from projections.waiting import wait_for

Words = Annotated[str, Meta(max_length=500)]
_encode = msgspec.json.Encoder().encode


class WaitingQueryText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which page, and up to when."""

    limit: Limit = 50
    cursor: CursorText | None = None
    min_position: MinPosition | None = None
    until: (
        Annotated[
            str,
            Meta(
                min_length=1,
                max_length=40,
                description="What waits by then, as far as it is known now: RFC 3339, or a day, which means its end.",
                examples=["2026-12-31"],
                extra_json_schema={"anyOf": [{"format": "date"}, {"format": "date-time"}]},
            ),
        ]
        | None
    ) = None


class RestsOn(msgspec.Struct, frozen=True, kw_only=True):
    """The event since which it waits."""

    event: Annotated[str, Meta(max_length=40)]
    position: Shown


class WaitingAct(msgspec.Struct, frozen=True, kw_only=True):
    """An act that waits.

    POST it to `href` with `body` and the fields that it still `needs`; a dry run tells what may be in the way. It waits
    for `whom`: whoever of them comes first, since the time named and until its deadline, where it has one.
    """

    name: Annotated[str, Meta(max_length=64, pattern="^[a-z-]+$(?!\\n)", examples=["agree-decision"])]
    title: Words
    why: Words
    method: Annotated[str, Meta(max_length=4, pattern="^POST$(?!\\n)", examples=["POST"])]
    href: Annotated[str, Meta(max_length=500, pattern="^/v1/", examples=["/v1/workspaces/acme/decisions"])]
    body: dict[str, Any]
    needs: Annotated[tuple[Words, ...], Meta(max_length=100)]
    whom: Annotated[tuple[Audience, ...], Meta(max_length=200)]
    since: datetime
    deadline: datetime | None
    rests_on: RestsOn


class WaitingMatter(msgspec.Struct, frozen=True, kw_only=True):
    """A subject at which something waits; the ones due soonest come first."""

    kind: Annotated[str, Meta(max_length=32, examples=["decision"])]
    id: Annotated[str, Meta(max_length=100)]
    title: Words
    scope: Annotated[str, Meta(max_length=100)] | None
    acts: Annotated[tuple[WaitingAct, ...], Meta(max_length=1000)]


class WaitingPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of what waits. There may be more even where it holds fewer than asked for: `next` tells."""

    items: Annotated[tuple[WaitingMatter, ...], Meta(max_length=200)]
    position: Shown
    next: NextCursor | None


class Acts:
    """The acts of the API by the name of their command."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.by_name: Mapping[str, Act] = {act.command.name: act for act in acts}

    def shown(self, slug: str, matter: Matter, duty: Duty, names: Mapping[str, str]) -> WaitingAct:
        """A duty as an act with its path."""
        act = self.by_name[duty.act]
        filled = {parameter: str(duty.body[field]) for parameter, field in act.fills.items()}
        where = {"workspace": slug, act.subject: matter.subject, **filled}
        body = {name: value for name, value in duty.body.items() if name not in act.fills.values()}
        asked = dict.fromkeys((*wire_of(act).required, *act.asks))
        return WaitingAct(
            name=duty.act,
            title=(COMMANDS[duty.act].__doc__ or "").strip().splitlines()[0].rstrip("."),
            why=with_names(duty.why, names),
            method="POST",
            href=PARAMETER.sub(lambda match: where[match.group(1)], act.full_path),
            body=body,
            needs=tuple(name for name in asked if name not in body),
            whom=duty.whom,
            since=duty.since,
            deadline=duty.deadline,
            rests_on=RestsOn(event=duty.event, position=duty.position),
        )


async def waiting_answer(living: Living, ask: Ask, acts: Acts, name: str, asker: Asker | None) -> Answer:
    """Answer one page of what waits for somebody, or for anybody."""
    query, services, workspace = ask.query(WaitingQueryText), living.services, ask.workspace
    cursor = read_cursor(services.secret, query.cursor, list_of(ask, name)) if query.cursor else None
    limit, until = (cursor.query["limit"], cursor.query["until"]) if cursor else (query.limit, query.until)
    at = services.clock() if until is None else moment_of(until, "until", workspace.time_zone)
    patience = patience_of(ask)
    asked = WaitingQuery(at=at, asker=asker, limit=limit, after=tuple(cursor.after) if cursor else None)
    with reaching():
        if query.min_position is not None:
            await wait_for(
                services.pool,
                workspace.workspace_id,
                WAITING.name,
                query.min_position,
                patience,
                ending=services.ending,
            )
        page = await list_waiting(services.pool, workspace.workspace_id, asked)
        names = await _names(living, workspace.workspace_id, page.matters)
    return page_answer(
        living,
        ask,
        [_encode(_shown(acts, workspace.slug, matter, names)).decode() for matter in page.matters],
        name=name,
        query={"limit": limit, "until": until},
        after=None if page.next_key is None else list(page.next_key),
        position=page.position,
    )


def _shown(acts: Acts, slug: str, matter: Matter, names: Mapping[str, str]) -> WaitingMatter:
    return WaitingMatter(
        kind=matter.kind,
        id=matter.subject,
        title=with_names(matter.title, names),
        scope=matter.scope,
        acts=tuple(acts.shown(slug, matter, duty, names) for duty in matter.duties),
    )


async def _names(living: Living, workspace_id: int, matters: Iterable[Matter]) -> dict[str, str]:
    """The names of the people whom the sentences mention."""
    ids = people_in(*(duty.why for matter in matters for duty in matter.duties))
    if not ids:
        return {}
    known = await people(living.services.pool, workspace_id, ids)
    return {person: entry.name for person, entry in known.items() if entry.name}


def waiting_reader(acts: Acts) -> Reader:
    """What waits for the caller."""

    async def read(living: Living, ask: Ask) -> Answer:
        asker = await asker_for(living, ask, ask.caller.holder)
        return await waiting_answer(living, ask, acts, f"waiting-{asker.person}", asker)

    return read


def persons_waiting_reader(acts: Acts) -> Reader:
    """What waits for a person, for those who look after the partnership and for the person."""

    async def read(living: Living, ask: Ask) -> Answer:
        person = ask.path["person"]
        await require_overview(living, ask, person)
        asker = await asker_for(living, ask, person)
        return await waiting_answer(living, ask, acts, f"waiting-{person}", asker)

    return read


def all_waiting_reader(acts: Acts) -> Reader:
    """What waits for anybody, for those who look after the partnership."""

    async def read(living: Living, ask: Ask) -> Answer:
        await require_overview(living, ask)
        return await waiting_answer(living, ask, acts, "waiting", None)

    return read
