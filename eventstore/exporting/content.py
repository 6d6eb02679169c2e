"""The bytes of an export: JSON Lines, each line an entry exactly as it was hashed, or CSV with that entry in it."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime

import asyncpg
import msgspec

from eventstore.exporting.selection import Format, Selection, pages
from eventstore.store import Store
from eventstore.workspaces import Workspace

MEDIA_TYPES: dict[Format, str] = {"jsonl": "application/x-ndjson", "csv": "text/csv"}
FILES: dict[Format, str] = {"jsonl": "events.jsonl", "csv": "events.csv"}
COLUMNS = ("position", "recorded_at", "occurred_at", "type", "id", "actor", "recorder", "side", "basis", "entry")
HEADING = (",".join(COLUMNS) + "\r\n").encode()


class _Envelope(msgspec.Struct):
    """What a row of a table shows of an entry beside the columns of the ledger."""

    id: str
    recorder: str | None
    side: str
    basis: str


_envelope = msgspec.json.Decoder(_Envelope)


async def content(
    store: Store, workspace: Workspace, selection: Selection, *, heading: bool = True
) -> AsyncIterator[bytes]:
    """Yield an export page by page; a CSV begins with its heading, unless it continues another."""
    if selection.format == "csv" and heading:
        yield HEADING
    async for rows in pages(store, workspace, selection):
        yield rendered(rows, selection.format)


def rendered(rows: Iterable[asyncpg.Record], form: Format) -> bytes:
    """Render one page."""
    if form == "jsonl":
        return "".join([row["entry"] + "\n" for row in rows]).encode()
    text = io.StringIO()
    csv.writer(text).writerows(map(_cells, rows))
    return text.getvalue().encode()


def _cells(row: asyncpg.Record) -> tuple[str | int, ...]:
    """The cells of a row; all of them begin with a letter, a digit or a brace, so none is taken for a formula."""
    envelope = _envelope.decode(row["entry"])
    return (
        row["position"],
        _time(row["recorded_at"]),
        _time(row["occurred_at"]),
        row["type"],
        envelope.id,
        row["actor"],
        envelope.recorder or "",
        envelope.side,
        envelope.basis,
        row["entry"],
    )


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
