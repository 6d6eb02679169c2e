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


def complete(schema: Schema) -> Schema:
    """The schema of such a struct: every field is required, none has a default."""
    properties = {
        name: {key: value for key, value in part.items() if key != "default"}
        for name, part in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties, "required": list(properties)}


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
