"""Parameters and headers that operations share, as components."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from api.asking import MOST_CHARACTERS
from api.openapi.schemas import Schema, bounded

ID = "^{prefix}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$"
PREFIXES = {
    "person": "per",
    "team": "team",
    "delegation": "del",
    "meeting": "mtg",
    "key": "key",
    "opportunity": "opp",
    "decision": "dec",
    "event": "evt",
    "evidence": "evd",
    "objection": "obj",
    "advice": "adv",
    "act": "act",
    "signal": "sig",
    "challenge": "chl",
    "objectives": "okr",
    "benefit": "ben",
    "link": "trk",
    "definition": "doa",
    "support": "sup",
    "kata": "kata",
    "condition": "tc",
    "obstacle": "obst",
    "experiment": "exp",
    "brainstorm": "bst",
    "idea": "idea",
    "map": "vsm",
    "step": "stp",
    "assessment": "asm",
}
# the words for a parameter, where its name is not enough
WORDS = {
    "condition": "target condition",
    "file": "SHA-256 of an imported file",
    "keyresult": "key result",
    "link": "tracker link",
    "map": "value stream map",
    "objectives": "set of objectives",
}
EXAMPLE_ID = "01kb5v3n8rf4tt2q9w6zg0x1y7"
EXAMPLE_HASH = "98c209017ffcc56d1774f8025588007be4e85bad71c5f46e45162bfd578dcebe"
SLUGS = {"workspace": "acme", "scope": "main", "metric": "lead_time_for_change"}
SLUG_PATTERN = "^[a-z0-9][a-z0-9._-]*$"


def text(pattern: str, length: int) -> Schema:
    """A string of that form."""
    return {"type": "string", "pattern": pattern, "minLength": 1, "maxLength": length}


HEADER_PARAMETERS: dict[str, Schema] = {
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "The subject's entity tag: the act is refused with 412 where it has moved on. `*` asks nothing.",
        "schema": {"type": "string", "pattern": '^"?[0-9]{1,18}(-[0-9]{1,18})?"?$', "maxLength": 40},
        "examples": {"position": {"value": '"42"'}},
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Makes a repeat safe: the same key and request answer the first result again, for good.",
        "schema": text("^[\\x21-\\x7e]+$", 200),
        "examples": {"key": {"value": "agree-2026-11-25-1"}},
    },
    "CorrelationId": {
        "name": "Correlation-Id",
        "in": "header",
        "description": "Kept on every event of the act, to find together what belongs together.",
        "schema": text("^[0-9A-Za-z._:/-]+$", 100),
        "examples": {"key": {"value": "review-2026-q4"}},
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "Entity tags that the client has: answered with 304 where one of them is still current.",
        "schema": text("^[\\x20-\\x7e]+$", 500),
        "examples": {"tag": {"value": '"42"'}},
    },
    "Prefer": {
        "name": "Prefer",
        "in": "header",
        "description": "`wait=5` waits up to 5 seconds (at most 30) until the answer shows `min_position`.",
        "schema": text("^[\\x20-\\x7e]+$", 100),
        "examples": {"wait": {"value": "wait=5"}},
    },
}

ANSWER_HEADERS: dict[str, Schema] = {
    "RateLimit": {
        "description": "What is left for this key: r requests; the bucket is full again in t seconds.",
        "schema": text('^"key";r=[0-9]+;t=[0-9]+$', 60),
        "example": '"key";r=59990;t=1',
    },
    "RateLimitPolicy": {
        "description": "What a key may ask: q requests in w seconds.",
        "schema": text('^"key";q=[0-9]+;w=[0-9]+$', 60),
        "example": '"key";q=60000;w=60',
    },
    "RetryAfter": {
        "description": "Seconds to wait before a repeat.",
        "schema": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 86_400},
        "example": 1,
    },
    "ETag": {
        "description": "Strong for a subject: the position of its last event. Weak for a list.",
        "schema": text('^(W/)?"[^"]{1,120}"$', 130),
        "example": '"42"',
    },
    "Location": {
        "description": "Where the subject can be read.",
        "schema": text("^/v1/.*$", 300),
        "example": "/v1/workspaces/acme/opportunities/opp_01kb5v3n8rf4tt2q9w6zg0x1y7",
    },
    "AccordPosition": {
        "description": "The ledger's position that the answer shows, or that the act was recorded at.",
        "schema": {"type": "integer", "format": "int64", "minimum": 0, "maximum": 9_007_199_254_740_991},
        "example": 42,
    },
    "PreferenceApplied": {
        "description": "The preference that was heeded: how long the answer would have waited.",
        "schema": text("^wait=[0-9]+$", 20),
        "example": "wait=5",
    },
    "Link": {
        "description": 'The next page, as `<…>; rel="next"`.',
        "schema": text('^<.*>; rel="next"$', 5000),
        "example": '</v1/workspaces/acme/backlog?cursor=pVl3…>; rel="next"',
    },
    "WWWAuthenticate": {
        "description": "The scheme to authenticate with.",
        "schema": text("^Bearer .*$", 100),
        "example": 'Bearer realm="accord"',
    },
}


def path_parameter(name: str) -> Schema:
    """The schema and example of a path parameter."""
    if name in PREFIXES:
        prefix = PREFIXES[name]
        schema = {"type": "string", "pattern": ID.format(prefix=prefix), "maxLength": len(prefix) + 27}
        return {"schema": schema, "example": f"{prefix}_{EXAMPLE_ID}"}
    if name in SLUGS:
        return {"schema": text(SLUG_PATTERN, 64), "example": SLUGS[name]}
    if name == "file":
        return {"schema": text("^[0-9a-f]{64}$", 64), "example": EXAMPLE_HASH}
    if name == "keyresult":
        return {"schema": text("^[A-Za-z0-9][A-Za-z0-9._-]*$", 32), "example": "KR1.1"}
    return {"schema": text("^[a-z0-9-]+$", 120), "example": "not-found"}


def path_parameters(path: str) -> list[Any]:
    """The parameters of a path."""
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": f"The {WORDS.get(name, name)}.",
            **path_parameter(name),
        }
        for name in re.findall(r"{([a-z]+)}", path)
    ]


def query_parameters(query: type[msgspec.Struct]) -> list[Any]:
    """The query parameters, from the fields of their struct."""
    _, found = msgspec.json.schema_components([query], ref_template="#/components/schemas/{name}")
    schema: Any = next(part for name, part in msgspec.to_builtins(found).items() if name == query.__name__)
    required = set(schema.get("required", ()))
    return [_query_parameter(name, part, required=name in required) for name, part in schema["properties"].items()]


def _query_parameter(name: str, part: Schema, *, required: bool) -> Schema:
    plain = _without_null(part)
    described = {"description": plain.pop("description")} if "description" in plain else {}
    examples = plain.pop("examples", [])
    shown = {"example": examples[0]} if examples else {}
    return {"name": name, "in": "query", "required": required, **described, **shown, "schema": bounded(_short(plain))}


def _short(schema: Schema) -> Schema:
    """Text in a query is short, whatever it means."""
    return {"maxLength": MOST_CHARACTERS, **schema} if schema.get("type") == "string" else schema


def _without_null(schema: Schema) -> Schema:
    """A query parameter is left out rather than null."""
    options = [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]
    rest = {key: value for key, value in schema.items() if key not in {"anyOf", "default"} or value not in (None, [])}
    if "anyOf" in schema:
        rest.pop("anyOf")
        return {**rest, **options[0]} if len(options) == 1 else {**rest, "anyOf": options}
    return rest
