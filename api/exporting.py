"""The ledger as a file over HTTP, streamed at constant memory, and what it says about itself."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer, Streamed
from api.asking import Ask
from api.event_types import Types, types_of
from api.living import Living
from api.membership import require_insight
from api.problems import QUERY_INVALID, Fault, Problem
from api.proving import prover
from eventstore.exporting.content import FILES, MEDIA_TYPES, content
from eventstore.exporting.manifest import manifest, tallied
from eventstore.exporting.selection import Format, Selection, outline

_encode = msgspec.json.Encoder().encode


class ExportQuery(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"first": "from", "last": "to"},
):
    """Which events, in which form."""

    format: Annotated[Format, Meta(description="One entry a line, or a table with the entry in its last column.")] = (
        "jsonl"
    )
    first: Annotated[int, Meta(ge=1, le=9_007_199_254_740_991, description="The first position.")] = 1
    last: (
        Annotated[
            int, Meta(ge=1, le=9_007_199_254_740_991, description="The last position; all there are unless given.")
        ]
        | None
    ) = None
    type: Types | None = None


async def export(living: Living, ask: Ask) -> Answer:
    """Hand the events out, page by page."""
    selection = await _selected(living, ask)
    store, workspace = living.services.store, ask.workspace
    name = f"{workspace.slug}-{selection.first}-{selection.last}-{FILES[selection.format]}"
    headers = [
        (b"content-type", MEDIA_TYPES[selection.format].encode()),
        (b"content-disposition", f'attachment; filename="{name}"'.encode()),
        (b"accord-position", b"%d" % selection.last),
    ]
    return Streamed(
        200,
        b"",
        headers,
        (await outline(store, workspace, selection)).events,
        chunks=content(store, workspace, selection),
    )


async def export_manifest(living: Living, ask: Ask) -> Answer:
    """Say what an export is: its bytes are counted and hashed on the way."""
    selection = await _selected(living, ask)
    proves = prover(living)
    tally = await tallied(proves, ask.workspace, selection)
    made = await manifest(proves, ask.workspace, selection, tally, living.services.clock())
    return Answer(200, _encode(made), [JSON, (b"accord-position", b"%d" % selection.last)])


async def _selected(living: Living, ask: Ask) -> Selection:
    query = ask.query(ExportQuery)
    await require_insight(living, ask)
    head = (await living.services.store.head(ask.workspace)).position
    last = head if query.last is None else query.last
    if last > head:
        raise _wrong("to", f"The ledger ends at position {head}.")
    if query.first > last + 1:
        raise _wrong("from", f"It takes at most {last + 1}.")
    return Selection(format=query.format, first=query.first, last=last, types=types_of(query.type))


def _wrong(name: str, detail: str) -> Problem:
    return Problem(QUERY_INVALID, f"{name}: {detail}", [Fault(pointer=f"/{name}", detail=detail)])
