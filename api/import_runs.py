"""What became of imports: which there were, how far each came, what the rules refused."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.cursors import read_cursor
from api.living import Living
from api.membership import require_insight
from api.pages import CursorText, Limit, NextCursor, Shown, fingerprint, list_of, page_answer
from api.preconditions import revalidated, weak_etag
from api.problems import NOT_FOUND, Problem
from api.recorded import Moment
from domain.ids import ActorId
from eventstore.importing.engine import refusals
from eventstore.importing.runs import LATEST, Run, run_of, runs
from projections.paging import key_moment, moment_key

Count = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
FileHash = Annotated[str, Meta(pattern="^[0-9a-f]{64}$(?!\\n)")]
_HASH = re.compile("[0-9a-f]{64}")
_encode = msgspec.json.Encoder().encode


class ImportRun(msgspec.Struct, frozen=True, kw_only=True):
    """An import, known by the SHA-256 of its file: who took it in, how many lines it reached, what came of them.

    `unfinished`: it goes on, or was cut off; the same file sent again goes on behind `last_line`.
    """

    sha256: FileHash
    importer: ActorId
    state: Literal["unfinished", "finished"]
    last_line: Count
    recorded: Count
    repeated: Count
    refused: Count
    started_at: Moment
    finished_at: Moment | None


class ImportRefusal(msgspec.Struct, frozen=True, kw_only=True):
    """A line that was not taken in: `rule` is the rule that refused it, or one of the importer's own (`import.…`).

    `command` and `subject` are empty where the line does not tell.
    """

    line: Count
    rule: Annotated[str, Meta(max_length=100, examples=["decision.win-missing"])]
    detail: Annotated[str, Meta(max_length=65_535)]
    command: Annotated[str, Meta(max_length=64, examples=["agree-decision"])]
    subject: Annotated[str, Meta(max_length=100, examples=["dec_01kb5v3n8rf4tt2q9w6zg0x1y7"])]


class ImportPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a workspace's imports, the latest first."""

    items: Annotated[tuple[ImportRun, ...], Meta(max_length=200)]
    position: Shown
    next: NextCursor | None


class ImportRefusalPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of an import's refusals, in the order of their lines."""

    items: Annotated[tuple[ImportRefusal, ...], Meta(max_length=200)]
    position: Shown
    next: NextCursor | None


class ImportsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which page."""

    limit: Limit = 50
    cursor: CursorText | None = None


async def list_imports(living: Living, ask: Ask) -> Answer:
    """Show a page of the imports."""
    query = ask.query(ImportsQuery)
    await require_insight(living, ask)
    store, limit, before = living.services.store, query.limit, LATEST
    if query.cursor is not None:
        cursor = read_cursor(living.services.secret, query.cursor, list_of(ask, "imports"))
        limit, before = cursor.query["limit"], (key_moment(cursor.after[0]), bytes.fromhex(cursor.after[1]))
    found = await runs(store, ask.workspace, before=before, limit=limit + 1)
    shown = found[:limit]
    return page_answer(
        living,
        ask,
        [_encode(_told(run)).decode() for run in shown],
        name="imports",
        query={"limit": limit},
        after=[moment_key(shown[-1].started_at), shown[-1].sha256.hex()] if len(found) > limit else None,
        position=(await store.head(ask.workspace)).position,
    )


async def get_import(living: Living, ask: Ask) -> Answer:
    """Show how far an import came."""
    await require_insight(living, ask)
    run = await _found(living, ask)
    position = (await living.services.store.head(ask.workspace)).position
    body = _encode(_told(run))
    answer = Answer(200, body, [JSON, (b"accord-position", b"%d" % position)])
    return revalidated(answer, weak_etag(fingerprint(body)), ask.headers.get(b"if-none-match"))


async def list_refusals(living: Living, ask: Ask) -> Answer:
    """Show a page of what the rules refused."""
    query = ask.query(ImportsQuery)
    await require_insight(living, ask)
    store, limit, after = living.services.store, query.limit, 0
    run = await _found(living, ask)
    name = f"imports/{run.sha256.hex()}"
    if query.cursor is not None:
        cursor = read_cursor(living.services.secret, query.cursor, list_of(ask, name))
        limit, after = cursor.query["limit"], cursor.after[0]
    found = await refusals(store, ask.workspace, run.sha256, after=after, limit=limit + 1)
    shown = found[:limit]
    return page_answer(
        living,
        ask,
        [_encode(msgspec.convert(refusal, ImportRefusal, from_attributes=True)).decode() for refusal in shown],
        name=name,
        query={"limit": limit},
        after=[shown[-1].line] if len(found) > limit else None,
        position=(await store.head(ask.workspace)).position,
    )


async def _found(living: Living, ask: Ask) -> Run:
    """The import that the path names; raises the 404 problem where there is none."""
    name = ask.path["file"]
    run = await run_of(living.services.store, ask.workspace, bytes.fromhex(name)) if _HASH.fullmatch(name) else None
    if run is None:
        raise Problem(NOT_FOUND, "No file of that SHA-256 was imported here.")
    return run


def _told(run: Run) -> ImportRun:
    return ImportRun(
        sha256=run.sha256.hex(),
        importer=run.importer,
        state="finished" if run.finished_at else "unfinished",
        last_line=run.last_line,
        recorded=run.recorded,
        repeated=run.repeated,
        refused=run.refused,
        started_at=run.started_at,
        finished_at=run.finished_at,
    )
