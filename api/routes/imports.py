"""Imports: histories taken in from elsewhere, as files of commands."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.declarations import Upload
from api.living import Living
from api.membership import require_owner
from api.problems import NOT_JSON, UNAVAILABLE, Problem

MEDIA_TYPE = "application/x-ndjson"
Count = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]


class ImportResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a file, known by its SHA-256: lines read, commands recorded, found recorded before, refused."""

    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$(?!\\n)")]
    last_line: Count
    recorded: Count
    repeated: Count
    refused: Count
    finished: bool
    position: Count


_encode = msgspec.json.Encoder().encode


async def import_commands(living: Living, ask: Ask) -> Answer:
    """Take a file of commands in as it arrives."""
    importer = living.services.importer
    if importer is None:
        raise Problem(UNAVAILABLE, "This process takes no imports.", headers=[(b"retry-after", b"60")])
    declared = ask.headers.get(b"content-type", b"").split(b";", 1)[0].strip().lower()
    if declared != MEDIA_TYPE.encode():
        raise Problem(NOT_JSON, f"The body's Content-Type has to be {MEDIA_TYPE}.")
    await require_owner(living, ask)
    done = await importer.run(ask.workspace, ask.caller.holder, ask.chunks())
    result = msgspec.convert(done, ImportResult)
    return Answer(201, _encode(result), [JSON, (b"accord-position", b"%d" % result.position)])


UPLOADS = (
    Upload(
        path="/imports",
        operation="importCommands",
        summary="Take a file of commands in",
        description=(
            "Take a file of commands in: JSON Lines, streamed, of any size. A file is known by its SHA-256: sent "
            "again, whole or after an interruption, it goes on where it stopped, so a repeat adds nothing. Lines that "
            "the rules refuse are kept in the import's report and hold nothing else up. For: owner."
        ),
        tag="imports",
        run=import_commands,
        answers=ImportResult,
        media_type=MEDIA_TYPE,
        example=(
            '{"command":"raise-opportunity","actor":"per_01kb5v3n8rf4tt2q9w6zg0x1y7",'
            '"occurred_at":"2024-05-01T09:00:00Z","idempotency_key":"1",'
            '"body":{"title":"Releases wait","problem":"For two days."}}'
        ),
    ),
)
