"""Trails and records: what happened to a subject, event by event, and everything about a decision in one answer."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import HTML, JSON, Answer, Header
from api.asking import Ask
from api.cursors import read_cursor
from api.declarations import Read, Reader
from api.forms import Form, form_of
from api.histories import history_of
from api.living import Living
from api.membership import require_part
from api.moments import AsOf, KnownAt, as_of, known_at
from api.pages import CursorText, Limit, NextCursor, Shown, fingerprint, list_of, page_answer
from api.preconditions import etag, revalidated, weak_etag
from api.problems import NOT_FOUND, Problem
from api.tags import tag_of
from domain.kernel import Selector
from domain.partnership.keys import KeyIssued
from eventstore.conditions import criterion
from eventstore.people import people
from eventstore.workspaces import Workspace
from projections.decisions.html import record_html
from projections.decisions.markdown import record_markdown
from projections.decisions.record import DecisionRecord, fold_record, opportunities_of
from projections.people import people_of, with_names
from projections.trail import TrailEntry, trail_of

_encode = msgspec.json.Encoder().encode
MARKDOWN: Header = (b"content-type", b"text/markdown; charset=utf-8")
NOTHING_LOADED: Header = (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'")
VARY: Header = (b"vary", b"Accept")


class TrailQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which page of a trail."""

    limit: Limit = 50
    cursor: CursorText | None = None


class PastQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As of when."""

    as_of: AsOf | None = None
    known_at: KnownAt | None = None


class RecordQuery(PastQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As of when, and in which form."""

    format: Form | None = None


class TrailPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a trail, in the order of the ledger."""

    items: Annotated[tuple[TrailEntry, ...], Meta(max_length=200)]
    position: Shown
    next: NextCursor | None


def trail_reader(parameter: str) -> Reader:
    """What answers the trail of a kind of subject."""

    async def read(living: Living, ask: Ask) -> Answer:
        query = ask.query(TrailQuery)
        await require_part(living, ask)
        subject = ask.path[parameter]
        tag, secret, store = tag_of(parameter, subject), living.services.secret, living.services.store
        cursor = read_cursor(secret, query.cursor, list_of(ask, tag)) if query.cursor else None
        after, limit = (cursor.after[0], cursor.query["limit"]) if cursor else (0, query.limit)
        history = await history_of(store, ask.workspace, tag)
        if not history:
            raise Problem(NOT_FOUND, f"There is no {parameter} {subject!r} here.")
        entries = trail_of(tag, history, ask.workspace.sides, after=after, limit=limit)
        named = await _named(living, ask.workspace, entries)
        last = entries[-1].position if entries else after
        return page_answer(
            living,
            ask,
            [_encode(entry).decode() for entry in named],
            name=tag,
            query={"limit": limit},
            after=[last] if last < history[-1].position and entries else None,
            position=history[-1].position,
        )

    return read


async def _names(living: Living, workspace: Workspace, view: Any) -> dict[str, str]:  # noqa: ANN401 - any view
    """The names of the people in a view."""
    known = await people(living.services.pool, workspace.workspace_id, people_of(view))
    return {person: entry.name for person, entry in known.items() if entry.name}


async def _named(living: Living, workspace: Workspace, entries: list[TrailEntry]) -> list[TrailEntry]:
    """The entries with people's names in their sentences."""
    names = await _names(living, workspace, entries)
    return [msgspec.structs.replace(entry, summary=with_names(entry.summary, names)) for entry in entries]


async def record(living: Living, ask: Ask) -> Answer:
    """Answer the record of a decision, in the form that the client wants."""
    query = ask.query(RecordQuery)
    await require_part(living, ask)
    workspace, decision = ask.workspace, ask.path["decision"]
    at, position = as_of(query.as_of, workspace), await known_at(living, query.known_at, workspace)
    found = await read_record(living, workspace, decision, at=at, position=position)
    if found is None:
        raise Problem(NOT_FOUND, f"There is no decision {decision!r} here, or there was none then.")
    form, match = form_of(query.format, ask.headers.get(b"accept", b"")), ask.headers.get(b"if-none-match")
    headers = [VARY, (b"accord-position", b"%d" % found.position)]
    if form == "json":
        return revalidated(Answer(200, _encode(found), [JSON, *headers]), etag(found.position), match)
    names = await _names(living, workspace, found)
    # a name may change without an event of the decision, so the tag speaks about the text itself
    if form == "html":
        body, headers = record_html(found, names).encode(), [HTML, NOTHING_LOADED, *headers]
    else:
        body, headers = record_markdown(found, names).encode(), [MARKDOWN, *headers]
    return revalidated(Answer(200, body, headers), weak_etag(f"{found.position}-{fingerprint(body)}"), match)


async def read_record(
    living: Living, workspace: Workspace, decision: str, *, at: datetime | None = None, position: int | None = None
) -> DecisionRecord | None:
    """The record of a decision, now or as it was; None if there was none."""
    store = living.services.store
    history = await history_of(store, workspace, tag_of("decision", decision), as_of=at, known_at=position)
    opportunities = {
        each: await history_of(store, workspace, tag_of("opportunity", each), as_of=at, known_at=position)
        for each in opportunities_of(history)
    }
    return fold_record(
        decision,
        history,
        workspace.sides,
        opportunities=opportunities,
        issuers=await _issuers(living, workspace),
    )


async def _issuers(living: Living, workspace: Workspace) -> dict[str, str]:
    """Who issued the key behind each credential."""
    issued = criterion(Selector(types=[KeyIssued], tags=[]))
    read = await living.services.store.read_boundary(workspace, [issued])
    return {
        f"acc_{each.event.prefix}": each.event.issuer for each in read.recorded if isinstance(each.event, KeyIssued)
    }


def trail_read(parameter: str, path: str, tag: str, *, name: str = "") -> Read:
    """Declare the trail of a kind of subject; `name` is that of the kind, where the parameter has another one."""
    words = " ".join(re.findall("[A-Z][a-z]+", name)).lower() or parameter
    return Read(
        path=f"{path}/trail",
        operation=f"list{name or parameter.capitalize()}Trail",
        summary=f"What happened to the {words}, event by event: by whom, on which ground, what changed",
        tag=tag,
        reader=trail_reader(parameter),
        answers=TrailPage,
        query=TrailQuery,
    )


RECORD = Read(
    path="/decisions/{decision}/record",
    operation="getDecisionRecord",
    summary="Everything about a decision in one answer: options, words, agreements, dissent, waivers, what came of it",
    tag="decisions",
    reader=record,
    description="As data, as Markdown to keep beside the code, or as one page to print and to hand to anybody. "
    "`format` or `Accept` says which.",
    answers=DecisionRecord,
    also=("text/markdown", "text/html"),
    query=RecordQuery,
)
