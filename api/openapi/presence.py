"""Which fields are in every answer: a view writes all of its fields, so a client need not ask whether one is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import inspect

Schema = dict[str, Any]


def always_written(types: Iterable[Any]) -> frozenset[str]:
    """The names of the structs among these types, and in their parts, that are only written, and with every field.

    What refuses unknown fields is read from clients, what leaves defaults out is written with a part of its fields.
    """
    seen: set[type[msgspec.Struct]] = set()
    for each in inspect.multi_type_info(types):
        _walk(each, seen)
    always = [
        kind
        for kind in seen
        if not kind.__struct_config__.forbid_unknown_fields and not kind.__struct_config__.omit_defaults
    ]
    # two structs of one name go by their modules, too
    return frozenset(name for kind in always for name in (kind.__name__, f"{kind.__module__}.{kind.__qualname__}"))


def times_of(types: Iterable[Any]) -> dict[str, frozenset[str]]:
    """The fields that hold a time, by the names of their structs. Times in answers always have a zone."""
    seen: set[type[msgspec.Struct]] = set()
    for each in inspect.multi_type_info(types):
        _walk(each, seen)
    found: dict[str, frozenset[str]] = {}
    for kind in seen:
        fields = (field for field in msgspec.structs.fields(kind) if _holds_time(inspect.type_info(field.type)))
        names = frozenset(field.encode_name for field in fields)
        found |= dict.fromkeys((kind.__name__, f"{kind.__module__}.{kind.__qualname__}"), names)
    return found


def timed(schema: Schema, names: frozenset[str]) -> Schema:
    """The schema of a struct with the format of its times."""
    properties = {
        name: _with_format(part) if name in names else part for name, part in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties} if names else schema


def complete(schema: Schema) -> Schema:
    """The schema of such a struct: every field is required, none has a default."""
    properties = {
        name: {key: value for key, value in part.items() if key != "default"}
        for name, part in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties, "required": list(properties)}


def _holds_time(kind: inspect.Type) -> bool:
    match kind:
        case inspect.DateTimeType():
            return True
        case inspect.UnionType(types=parts):
            return any(isinstance(part, inspect.DateTimeType) for part in parts)
    return False


def _with_format(part: Schema) -> Schema:
    if part.get("type") == "string":
        return {**part, "format": "date-time"}
    return {**part, "anyOf": [_with_format(option) for option in part["anyOf"]]} if "anyOf" in part else part


def _walk(kind: Any, seen: set[type[msgspec.Struct]]) -> None:  # noqa: ANN401 - any node of msgspec's type tree
    match kind:
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner) | inspect.ListType(item_type=inner):
            _walk(inner, seen)
        case inspect.DictType(value_type=inner):
            _walk(inner, seen)
        case inspect.UnionType(types=parts) | inspect.TupleType(item_types=parts):
            for part in parts:
                _walk(part, seen)
        case inspect.StructType(cls=cls, fields=fields) if cls not in seen:
            seen.add(cls)
            for field in fields:
                _walk(field.type, seen)
