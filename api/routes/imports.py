"""Imports: histories taken in from elsewhere, as files of commands."""

from __future__ import annotations

import msgspec

from api.answers import JSON, Answer
from api.asking import Ask
from api.declarations import Read, Upload
from api.import_runs import (
    Count,
    FileHash,
    ImportPage,
    ImportRefusalPage,
    ImportRun,
    ImportsQuery,
    get_import,
    list_imports,
    list_refusals,
)
from api.living import Living
from api.membership import require_owner
from api.problems import NOT_JSON, UNAVAILABLE, Problem

MEDIA_TYPE = "application/x-ndjson"
INSIGHT = "For: owner, partner, auditor."


class ImportResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a file, known by its SHA-256: lines read, commands recorded, found recorded before, refused."""

    sha256: FileHash
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
    location = f"/v1/workspaces/{ask.workspace.slug}/imports/{result.sha256}"
    headers = [JSON, (b"location", location.encode()), (b"accord-position", b"%d" % result.position)]
    return Answer(201, _encode(result), headers)


UPLOADS = (
    Upload(
        path="/imports",
        operation="importCommands",
        summary="Take a file of commands in",
        description=(
            "Take a file of commands in: JSON Lines, streamed, of any size. A file is known by its SHA-256: sent "
            "again, whole or after an interruption, it goes on where it stopped, so a repeat adds nothing. Lines that "
            "the rules refuse hold nothing else up and can be listed; `Location` is where the import can be looked "
            "up. For: owner."
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
READS = (
    Read(
        path="/imports",
        operation="listImports",
        summary="The files that were imported, the latest first",
        description=f"The files that were imported, the latest first. {INSIGHT}",
        tag="imports",
        reader=list_imports,
        answers=ImportPage,
        query=ImportsQuery,
    ),
    Read(
        path="/imports/{file}",
        operation="getImport",
        summary="How far an import came: lines read, recorded, found recorded before, refused",
        description=f"How far an import came. `file` is the SHA-256 of the file, in hexadecimal. {INSIGHT}",
        tag="imports",
        reader=get_import,
        answers=ImportRun,
    ),
    Read(
        path="/imports/{file}/refusals",
        operation="listImportRefusals",
        summary="The lines of an import that were refused, and why",
        description=f"The lines of an import that were refused, each with the rule that did and its reason. {INSIGHT}",
        tag="imports",
        reader=list_refusals,
        answers=ImportRefusalPage,
        query=ImportsQuery,
    ),
)
