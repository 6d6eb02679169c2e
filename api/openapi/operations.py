"""One operation of the document from one row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from api.declarations import PARAMETERS, Act, ActQuery, Read, Upload
from api.openapi.entries import entry_example, typical_event
from api.openapi.examples import example_of
from api.openapi.parameters import EXAMPLE_ID, path_parameters, query_parameters
from api.openapi.responses import FOR_ACTS, FOR_PUBLIC, FOR_READS, FOR_UPLOADS, HEADER, limit_headers, references
from api.openapi.schemas import Schema
from domain.acting import Role

JSON = "application/json"
TABLE: Schema = {
    "type": "string",
    "maxLength": 10_000_000,
    "pattern": "^[^\\u0000]*$",
    "description": "The same as a table (RFC 4180): a heading, then a line for each item; nested parts as JSON.",
}
TOLD: Schema = {
    "type": "string",
    "pattern": "^[^\\u0000]*$",
    "maxLength": 10_000_000,
    "description": "The same in words, for people: text to keep, or one page that loads nothing from anywhere.",
}
PARAMETER = "#/components/parameters/"
READABLE = {
    name: (f"get{name.capitalize()}", f"list{name.capitalize()}Trail")
    for name in ("person", "team", "delegation", "meeting", "key", "opportunity", "decision")
}


def header_parameters(*names: str) -> list[Any]:
    """References to shared header parameters."""
    return [{"$ref": PARAMETER + name} for name in names]


def summary_of(command: type[Any]) -> tuple[str, str]:
    """The summary and the description of a command: the first sentence of its docstring, and all of it."""
    lines = " ".join((command.__doc__ or command.__name__).split())
    summary = lines.partition(". ")[0].rstrip(".")
    return summary, lines


def roles_of(may: frozenset[Role]) -> list[str]:
    """The roles that may do something, in the order of their declaration."""
    return [role.value for role in Role if role in may]


def act_operation(
    act: Act, body: Schema, answers: Schema, components: Mapping[str, Schema], *, needs_body: bool
) -> dict[str, Any]:
    """The POST of an act."""
    summary, description = summary_of(act.command)
    roles = roles_of(act.command.may)
    subject = f"`If-Match` and `ETag` speak about the {act.subject or 'workspace'}."
    return {
        "operationId": act.operation,
        "tags": [act.tag],
        "summary": summary,
        "description": f"{description} For: {', '.join(roles)}. {subject}",
        "x-roles": roles,
        "x-key-scope": act.scope,
        "security": [{"key": []}],
        "parameters": [
            *path_parameters(act.full_path),
            *query_parameters(ActQuery),
            *header_parameters("IfMatch", "IdempotencyKey", "CorrelationId"),
        ],
        "requestBody": {
            "required": needs_body,
            "description": f"The body of {act.command.name}.",
            "content": {JSON: {"schema": body, "examples": {"typical": {"value": act.example}}}},
        },
        "responses": acted(answers, recorded_example(act, answers, components), links_of(act), resumes=act.resumes),
    }


def links_of(act: Act) -> dict[str, Any]:
    """How to read what an act has made."""
    parameter = PARAMETERS.get(act.command.subject_type)
    if not act.creates or parameter not in READABLE:
        return {}
    where = {"workspace": "$request.path.workspace", parameter: "$response.body#/id"}
    return {
        operation: {"operationId": operation, "description": "Read it.", "parameters": where}
        for operation in READABLE[parameter]
    }


def recorded_example(act: Act, answers: Schema, components: Mapping[str, Schema]) -> dict[str, Any]:
    """What the act typically answers: one entry, at the position that is told beside it."""
    event = typical_event(act.command.name)
    data = example_of({"$ref": f"#/components/schemas/{event.__name__}"}, components)
    example: dict[str, Any] = example_of(answers, components)
    prefix = act.command.subject_type
    subject = f"{prefix}_{EXAMPLE_ID}" if prefix else act.example.get("slug")
    return {**example, "id": subject, "position": 42, "events": [entry_example(event, data)]}


def acted(answers: Schema, example: object, links: Mapping[str, Any], *, resumes: str) -> dict[str, Any]:
    """What an act may answer."""
    planned: Schema = {"$ref": "#/components/schemas/DryRun"}
    headers = {
        **limit_headers(),
        "Location": {"$ref": f"{HEADER}Location"},
        "Accord-Position": {"$ref": f"{HEADER}AccordPosition"},
        "ETag": {"$ref": f"{HEADER}ETag"},
    }
    plan = {"dry_run": True, "events": [], "refusals": []}
    told = "A dry run: the events that the act would record, or every refusal. Nothing was recorded."
    less = {name: each for name, each in headers.items() if name not in {"Location", "ETag"}}
    if resumes:
        planned, less = {"oneOf": [planned, answers]}, headers
        told += f" Or {resumes}."
    return {
        "200": {
            "description": told,
            "headers": less,
            "content": {JSON: {"schema": planned, "examples": {"possible": {"value": plan}}}},
        },
        "201": {
            "description": "Recorded.",
            "headers": headers,
            **({"links": links} if links else {}),
            "content": {JSON: {"schema": answers, "examples": {"recorded": {"value": example}}}},
        },
        **references(FOR_ACTS),
    }


def read_operation(read: Read, answers: Schema, components: Mapping[str, Schema]) -> dict[str, Any]:
    """The GET of a read."""
    headers: dict[str, Any] = {} if read.public else limit_headers()
    names = []
    if read.etag:
        names.append("IfNoneMatch")
        headers |= {"ETag": {"$ref": f"{HEADER}ETag"}, "Accord-Position": {"$ref": f"{HEADER}AccordPosition"}}
    query = query_parameters(read.query)
    if any(parameter["name"] == "min_position" for parameter in query):
        names.append("Prefer")
        headers["Preference-Applied"] = {"$ref": f"{HEADER}PreferenceApplied"}
    if any(parameter["name"] in {"cursor", "after"} for parameter in query):
        headers["Link"] = {"$ref": f"{HEADER}Link"}
    # whoever goes on in the ledger is told that it was restored since
    replaced = references((409,)) if any(parameter["name"] == "after" for parameter in query) else {}
    content: dict[str, Any] = {
        JSON: {
            "schema": answers,
            "examples": {"typical": {"value": read.example or example_of(answers, components)}},
        }
    }
    if isinstance(read.answers, str):
        content = {kind: {"schema": answers} for kind in (read.answers, *read.also)}
    else:
        content |= {kind: {"schema": TABLE if kind == "text/csv" else TOLD} for kind in read.also}
    roles = {"x-roles": list(read.roles)} if read.roles else {}
    told = f" For: {', '.join(read.roles)}." if read.roles else ""
    responses: dict[str, Any] = {"200": {"description": "As asked.", "headers": headers, "content": content}}
    if read.etag:
        responses["304"] = {"description": "The client has it already.", "headers": headers}
    return {
        "operationId": read.operation,
        "tags": [read.tag],
        "summary": read.summary,
        "description": (read.description or f"{read.summary}.") + told,
        **roles,
        "security": [] if read.public else [{"key": []}],
        "parameters": [*path_parameters(read.full_path), *query, *header_parameters(*names)],
        "responses": {**responses, **references(FOR_PUBLIC if read.public else FOR_READS), **replaced},
    }


def upload_operation(upload: Upload, answers: Schema, components: Mapping[str, Schema]) -> dict[str, Any]:
    """The POST of a file."""
    lines: Schema = {"type": "string", "format": "binary", "maxLength": 9_007_199_254_740_991}
    return {
        "operationId": upload.operation,
        "tags": [upload.tag],
        "summary": upload.summary,
        "description": upload.description,
        "x-key-scope": upload.scope,
        "security": [{"key": []}],
        "parameters": path_parameters(upload.full_path),
        "requestBody": {
            "required": True,
            "description": "One command a line.",
            "content": {upload.media_type: {"schema": lines, "examples": {"one": {"value": upload.example}}}},
        },
        "responses": {
            "201": {
                "description": "Taken in.",
                "headers": {
                    **limit_headers(),
                    "Location": {"$ref": f"{HEADER}Location"},
                    "Accord-Position": {"$ref": f"{HEADER}AccordPosition"},
                },
                "content": {
                    JSON: {"schema": answers, "examples": {"done": {"value": example_of(answers, components)}}}
                },
            },
            **references(FOR_UPLOADS),
        },
    }


def required_fields(struct: type[msgspec.Struct]) -> bool:
    """Whether a body has anything that must be sent."""
    return any(field.required for field in msgspec.structs.fields(struct))
