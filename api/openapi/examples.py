"""Example values for schemas: the ones that fields give, else the smallest that fits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from api.openapi.schemas import Schema

_FORMATS = {"date-time": "2026-11-25T08:00:00Z", "date": "2026-11-25", "uri": "https://example.org/a"}
_ID = re.compile(r"\^([a-z]+)_\[0-7]")
_ID_LIKE = "01kb5v3n8rf4tt2q9w6zg0x1y7"
# what fields hold whose schemas say no more than that it is text
_NAMED = {
    "actor": f"per_{_ID_LIKE}",
    "agreed_sides": "technology",
    "basis": "first_hand",
    "behalf_of": f"per_{_ID_LIKE}",
    "by": f"per_{_ID_LIKE}",
    "causation": f"evt_{_ID_LIKE}",
    "correlation": "board-2026-11",
    "credential": "acc_3fT9xKq2",
    "decision": f"dec_{_ID_LIKE}",
    "detail": "State what technology would win first.",
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "event": f"evt_{_ID_LIKE}",
    "external_ref": "PAY-12",
    "field": "title",
    "gaps": "evidence",
    "giver": f"per_{_ID_LIKE}",
    "holder": f"per_{_ID_LIKE}",
    "id": f"evt_{_ID_LIKE}",
    "in_force": f"dec_{_ID_LIKE}",
    "issuer": f"per_{_ID_LIKE}",
    "kind": "first_priority",
    "meeting": f"mtg_{_ID_LIKE}",
    "merged_into": f"opp_{_ID_LIKE}",
    "missing": "evidence",
    "name": "Checkout",
    "needs": "text",
    "opportunities": f"opp_{_ID_LIKE}",
    "opportunity": f"opp_{_ID_LIKE}",
    "owner": f"per_{_ID_LIKE}",
    "person": f"per_{_ID_LIKE}",
    "place": "first_priority/main",
    "problem": "Finished work waits for a release night.",
    "proposed_by": f"per_{_ID_LIKE}",
    "rationale": "Both sides lose most time on it.",
    "reason": "The numbers of the last quarter say otherwise.",
    "receiver": f"per_{_ID_LIKE}",
    "recorder": f"per_{_ID_LIKE}",
    "scope": "main",
    "side": "technology",
    "sides": "technology",
    "sponsor": f"per_{_ID_LIKE}",
    "state": "open",
    "summary": "Kim raised “Releases wait two days”.",
    "tags": f"opportunity:opp_{_ID_LIKE}",
    "team": f"team_{_ID_LIKE}",
    "theme": "technical_debt",
    "time_zone": "Europe/Berlin",
    "type": "opportunity-raised.v1",
    "waiting_for": "business",
    "workspace": "acme",
}
_WORDS = (
    "Releases wait two days",
    "releases",
    "acc_3fT9xKq2",
    "03a7c1f2e9b8",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "https://example.org/a",
    "acting.role-missing",
    "agree-decision",
    "decision-proposed.v1",
    "ada@example.org",
    "/digest",
    "/problems/not-found",
    "per_01kb5v3n8rf4tt2q9w6zg0x1y7",
    "meeting:mtg_01kb5v3n8rf4tt2q9w6zg0x1y7",
    "mtg_01kb5v3n8rf4tt2q9w6zg0x1y7/per_01kb5v3n8rf4tt2q9w6zg0x1y7",
    "first_priority/main",
    "1",
)


def example_of(
    schema: Schema, components: Mapping[str, Schema], *, full: bool = True, depth: int = 0, field: str = ""
) -> Any:  # noqa: ANN401 - any JSON
    """A value that the schema allows, in a field of that name; `full` also fills what may be left out."""

    def inner(part: Schema, deeper: int = 0, name: str = field) -> Any:  # noqa: ANN401 - any JSON
        return example_of(part, components, full=full, depth=depth + deeper, field=name)

    match schema:
        case {"$ref": reference}:
            found = inner(components[reference.rpartition("/")[2]])
        case {"examples": [found, *_]} | {"const": found} | {"enum": [found, *_]}:
            pass
        case {"allOf": parts}:
            found = {name: value for part in parts for name, value in inner(part).items()}
        case {"anyOf": options} | {"oneOf": options}:
            found = inner(_preferred(options))
        case {"type": "object"}:
            shown = set(schema.get("required", ())) | (
                schema.get("properties", {}).keys() if full and not depth else set()
            )
            found = {name: inner(part, 1, name) for name, part in schema.get("properties", {}).items() if name in shown}
        case {"type": "array", "items": dict() as items} if full or schema.get("minItems"):
            found = [inner(items, 1)] * max(1, schema.get("minItems", 1))
        case _:
            found = _plain(schema, field)
    return found


def _plain(schema: Schema, field: str) -> Any:  # noqa: ANN401 - any JSON
    match schema.get("type"):
        case "array":
            return []
        case "string":
            return _text(schema, field)
        case "integer" | "number":
            return max(schema.get("minimum", 0), min(2, schema.get("maximum", 2)))
        case "boolean":
            return True
    return None


def _preferred(options: list[Schema]) -> Schema:
    return next((option for option in options if option.get("type") != "null"), options[0])


def _text(schema: Schema, field: str) -> str:
    if schema.get("format") in _FORMATS:
        return str(_FORMATS[schema["format"]])
    pattern = schema.get("pattern", "")
    if found := _ID.match(pattern):
        return f"{found.group(1)}_01kb5v3n8rf4tt2q9w6zg0x1y7"
    least, most = schema.get("minLength", 0), schema.get("maxLength", 65_535)
    named = _NAMED.get(field)
    for text in (named, *_WORDS) if named else _WORDS:
        if least <= len(text) <= most and re.search(pattern, text):
            return text
    raise ValueError(f"no example fits {schema}: give its field `examples`")
