"""The whole document."""

from __future__ import annotations

from typing import Any

import msgspec

from api.founding import FoundWorkspace
from api.openapi.entries import entry_example, entry_schemas, event_types, webhooks
from api.openapi.examples import example_of
from api.openapi.glossary import explain_bodies
from api.openapi.operations import act_operation, read_operation, required_fields, upload_operation
from api.openapi.parameters import ANSWER_HEADERS, HEADER_PARAMETERS
from api.openapi.responses import problem_responses
from api.openapi.schemas import Schema, components
from api.openapi.sections import DESCRIPTION, SECTIONS
from api.problems import ProblemDetails
from api.recorded import DryRun
from api.routes.tables import ACTS, FOUNDING, READS, UPLOADS
from api.wires import wire_of

VERSION = "0.1.0"


def write_document() -> dict[str, Any]:
    """Write the document from the tables. What needs no key (health, metrics, this document) is not part of it."""
    reads = [read for read in READS if not read.public]
    bodies = [FoundWorkspace, *(wire_of(act).type for act in ACTS)]
    acts = [FOUNDING, *ACTS]
    events = event_types()
    types = [
        *bodies,
        *(act.answers for act in acts),
        *(read.answers for read in reads if not isinstance(read.answers, str)),
        *(upload.answers for upload in UPLOADS),
        *events,
        ProblemDetails,
        DryRun,
    ]
    references, schemas = components(types)
    of_type = dict(zip(map(id, types), references, strict=True))
    explain_bodies([of_type[id(body)] for body in bodies], schemas)
    schemas |= entry_schemas({event: of_type[id(event)] for event in events})
    paths: dict[str, Any] = {}
    for act, body in zip(acts, bodies, strict=True):
        operation = act_operation(
            act, of_type[id(body)], of_type[id(act.answers)], schemas, needs_body=required_fields(body)
        )
        paths.setdefault(act.full_path, {})["post"] = operation
    for read in reads:
        answers = _text(read.answers) if isinstance(read.answers, str) else of_type[id(read.answers)]
        paths.setdefault(read.full_path, {})["get"] = read_operation(read, answers, schemas)
    for upload in UPLOADS:
        operation = upload_operation(upload, of_type[id(upload.answers)], schemas)
        paths.setdefault(upload.full_path, {})["post"] = operation
    return {
        "openapi": "3.1.0",
        "info": _info(),
        "servers": [
            {"url": "/", "description": "This service, in production as well as locally.", "x-internal": False}
        ],
        "security": [{"key": []}],
        "tags": [{"name": name, "description": meaning} for name, meaning in sorted(SECTIONS.items())],
        "paths": dict(sorted(paths.items())),
        "webhooks": webhooks(
            {event: entry_example(event, example_of(of_type[id(event)], schemas)) for event in events}
        ),
        "components": {
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "acc_<prefix>_<random><checksum>",
                    "description": "A key of one person or service: `Authorization: Bearer acc_…`.",
                }
            },
            "parameters": HEADER_PARAMETERS,
            "headers": ANSWER_HEADERS,
            "responses": problem_responses(),
            "schemas": dict(sorted(schemas.items())),
        },
    }


def document_text() -> str:
    """The document as it is committed and served."""
    return msgspec.json.format(msgspec.json.encode(write_document()), indent=1).decode() + "\n"


def _info() -> dict[str, Any]:
    return {
        "title": "Accord",
        "version": VERSION,
        "summary": "The record of what two sides decided to transform, why, and what came of it.",
        "description": DESCRIPTION,
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        "contact": {"name": "Accord"},
    }


def _text(media_type: str) -> Schema:
    return {"type": "string", "maxLength": 10_000_000, "pattern": "^[^\\u0000]*$", "description": media_type}
