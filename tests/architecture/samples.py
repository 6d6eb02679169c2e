"""One plain value for a JSON schema: the example rows of events, the same on every machine."""

import re
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
FORMATS = {"date-time": "2026-11-25T08:00:00Z", "date": "2026-11-25"}
TEXTS = (
    "An example",
    "example-1",
    "2026-11-25",
    "08:00",
    "0" * 64,
    "a" * 52,
    "EUR",
    "en",
    "UTC",
    "1",
    "sha256",
    "system:example",
)


def sample(schema: Schema, definitions: Schema, *, full: bool) -> Any:
    """Give a value that the schema allows; `full` fills what may be left out, too."""
    match schema:
        case {"$ref": reference}:
            return sample(definitions[reference.rpartition("/")[2]], definitions, full=full)
        case {"const": value} | {"examples": [value, *_]} | {"enum": [value, *_]}:
            return value
        case {"anyOf": options} | {"oneOf": options}:
            chosen = next((option for option in options if option.get("type") != "null"), options[0])
            return sample(chosen, definitions, full=full)
        case {"type": "object"}:
            return _object(schema, definitions, full=full)
        case {"type": "array"}:
            return _array(schema, definitions, full=full)
    return _plain(schema)


def _plain(schema: Schema) -> Any:
    match schema.get("type"):
        case "string":
            return FORMATS.get(schema.get("format", "")) or _text(schema)
        case "integer" | "number":
            return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
        case "boolean":
            return True
        case "null":
            return None
    return {}


def _object(schema: Schema, definitions: Schema, *, full: bool) -> dict[str, Any]:
    required = schema.get("required", [])
    values = {
        name: sample(part, definitions, full=full)
        for name, part in schema.get("properties", {}).items()
        if name in required or full
    }
    # what has its default is left out of an event's row
    defaults = {name: part["default"] for name, part in schema.get("properties", {}).items() if "default" in part}
    return {name: value for name, value in values.items() if name not in defaults or value != defaults[name]}


def _array(schema: Schema, definitions: Schema, *, full: bool) -> list[Any]:
    fixed = [sample(part, definitions, full=full) for part in schema.get("prefixItems", [])]
    if fixed:
        return fixed
    items, least = schema.get("items"), schema.get("minItems", 0)
    if not isinstance(items, dict):
        return []
    return [sample(items, definitions, full=full)] * max(least, 1 if full else 0)


def _text(schema: Schema) -> str:
    pattern, least, most = schema.get("pattern", ""), schema.get("minLength", 0), schema.get("maxLength", 10_000)
    for text in TEXTS:
        if least <= len(text) <= most and re.search(pattern, text):
            return text
    raise ValueError(f"no example text fits {pattern!r}: give its field type `examples`")
