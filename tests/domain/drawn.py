"""Events drawn at random: any value that the type of an event allows, with few ids so that they meet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from domain.kernel import Event, Recorded
from tests.domain.story import SIDES, an_id, fact

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - naive bounds
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


PLAIN: dict[type[inspect.Type], st.SearchStrategy[Any]] = {
    inspect.BoolType: st.booleans(),
    inspect.FloatType: st.floats(0, 10),
    inspect.DateTimeType: MOMENTS,
    inspect.DateType: DAYS,
    inspect.NoneType: st.none(),
}


def values(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """Any value of a type that events use."""
    match kind:
        case inspect.Metadata(type=inner):
            return values(inner)
        case inspect.StrType(pattern=pattern):
            return _texts(pattern or "")
        case inspect.IntType(ge=least):
            return st.integers(least or 0, (least or 0) + 3)
    return PLAIN[type(kind)] if type(kind) in PLAIN else _composed(kind)


def _composed(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.LiteralType(values=options):
            return st.sampled_from(options)
        case inspect.UnionType(types=options):
            return st.one_of(*(values(option) for option in options))
        case inspect.VarTupleType(item_type=item, min_length=least):
            return st.lists(values(item), min_size=least or 0, max_size=(least or 0) + 2).map(tuple)
        case inspect.DictType(key_type=key, value_type=value):
            return st.dictionaries(values(key), values(value), max_size=2)
        case inspect.StructType(cls=cls):
            return structs(cls)
    raise TypeError(f"no event had a {kind} so far")


def _texts(pattern: str) -> st.SearchStrategy[str]:
    prefix, underscore, _ = pattern.removeprefix("^").removeprefix("(").partition("_")
    if underscore and prefix.isalpha():
        return st.sampled_from([an_id(prefix, number) for number in (1, 2)])
    if pattern.startswith("^[0-9a-f]"):
        return st.sampled_from(["0" * 64, "1" * 64])
    if pattern.startswith("^https"):
        return st.sampled_from(["https://example.org/a", "https://example.org/b"])
    return st.sampled_from([*SIDES, "main"])


def structs(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Any instance of a Struct, optional fields included or not."""
    described = inspect.type_info(cls)
    assert isinstance(described, inspect.StructType)
    fields = {field.name: field for field in described.fields}
    required = {name: values(field.type) for name, field in fields.items() if field.required}
    optional = {name: values(field.type) for name, field in fields.items() if not field.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda drawn: cls(**drawn))


def histories(*types: type[Event], size: int = 12) -> st.SearchStrategy[list[Recorded]]:
    """Any sequence of these events, whether or not a command would ever record it."""
    drawn = st.tuples(st.one_of(*(structs(cls) for cls in types)), MOMENTS)
    return st.lists(drawn.map(lambda pair: fact(pair[0], at=pair[1])), max_size=size)


def read_back(event: Event) -> Event:
    """The event as it comes out of the ledger again."""
    return msgspec.json.decode(msgspec.json.encode(event), type=type(event))
