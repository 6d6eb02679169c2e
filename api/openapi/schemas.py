"""Component schemas: msgspec's, with every bound spelled out that holds for all values of a kind.

Text never holds NUL, bodies are bounded, numbers fit JavaScript: the document says so at each place, so that clients
and linters need not guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import msgspec

from api.openapi.presence import always_written, complete, timed, times_of
from domain.ids import ActorId

SAFE_INTEGER = 9_007_199_254_740_991
LONGEST = 65_535
NO_NUL = "^[^\\u0000]*$"
LENGTHS = {"date-time": 40, "date": 10, "uri": 2000}
LENGTHS_OF_PATTERNS = {"^[0-9a-f]{64}$": 64, get_args(ActorId)[1].pattern.replace("$(?!\\n)", "$"): 75}
ID_LENGTH = 26
OF_PACKAGES = frozenset({"terms", "events", "view", "shape"})
_ID = "_[0-7][0-9a-hjkmnp-tv-z]{25}$"
Schema = dict[str, Any]


def components(types: Iterable[Any]) -> tuple[list[Schema], dict[str, Schema]]:
    """The schemas of some types, as references, and the components that they refer to."""
    kinds = list(types)
    references, found = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    plain: list[Schema] = msgspec.to_builtins(list(references))
    always, times = always_written(kinds), times_of(kinds)
    schemas = {
        name: bounded(timed(complete(schema) if name in always else schema, times.get(name, frozenset())))
        for name, schema in msgspec.to_builtins(found).items()
    }
    # generators name what they make by the title
    return [_renamed(bounded(each)) for each in plain], {
        short(name): _renamed(each) | ({"title": short(name)} if "title" in each else {})
        for name, each in schemas.items()
    }


def short(name: str) -> str:
    """The name of a component: two structs of one name go by what they belong to instead of by their whole modules."""
    *_, package, module, kind = ("", "", *name.split("."))
    owner = package if module in OF_PACKAGES else module
    return "".join(word.capitalize() for word in owner.split("_")) + kind


def _renamed(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    if isinstance(schema, list):
        return [_renamed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    reference = schema.get("$ref")
    if isinstance(reference, str):
        folder, _, name = reference.rpartition("/")
        return {**schema, "$ref": f"{folder}/{short(name)}"}
    return {key: _renamed(value) for key, value in schema.items()}


def bounded(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Spell out the bounds in a schema and all its parts."""
    if isinstance(schema, list):
        return [bounded(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: ({name: bounded(part) for name, part in value.items()} if key == "properties" else bounded(value))
        for key, value in schema.items()
        if key not in {"default", "examples", "enum", "const", "required", "discriminator"}
    }
    kept.update((key, value) for key, value in schema.items() if key not in kept)
    return _bounds(kept)


def _bounds(schema: Schema) -> Schema:
    match schema.get("type"):
        case "string" if not {"enum", "const"} & schema.keys():
            if "pattern" in schema:  # Python's $ also matches before a last line feed, JSON Schema's does not
                schema["pattern"] = schema["pattern"].replace("$(?!\\n)", "$")
            schema.setdefault("maxLength", _length(schema))
            if "format" not in schema:
                schema.setdefault("pattern", NO_NUL)
        case "integer":
            schema.setdefault("format", "int64")
            schema.setdefault("minimum", 0)
            schema.setdefault("maximum", SAFE_INTEGER)
        case "number":
            schema.setdefault("format", "double")
        case "array":
            _count(schema)
        case "object":
            _close(schema)
    return schema


def _count(schema: Schema) -> None:
    fixed = schema.pop("prefixItems", None)
    if fixed is not None:  # pairs of one kind: said in the words that every generator knows
        schema |= {"items": fixed[0], "minItems": len(fixed), "maxItems": len(fixed)}
    schema.setdefault("maxItems", 1000)


def _length(schema: Mapping[str, Any]) -> int:
    pattern = schema.get("pattern", "")
    if pattern.endswith(_ID) and pattern.startswith("^"):
        return len(pattern) - len(_ID) - 1 + 1 + ID_LENGTH
    if pattern in LENGTHS_OF_PATTERNS:
        return LENGTHS_OF_PATTERNS[pattern]
    return LENGTHS.get(schema.get("format", ""), LONGEST)


def _close(schema: Schema) -> None:
    if "properties" in schema:
        schema.setdefault("additionalProperties", False)
    else:
        schema.setdefault("additionalProperties", True)
        schema.setdefault("maxProperties", 200)
