"""Hypothesis strategies for any value of a type, so for any body and any event.

Ids come from a small pool, so that independent values meet.
"""

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from tests.domain.story import BEGINNING, an_id

MOMENTS = st.integers(-60, 60).map(lambda hours: BEGINNING + timedelta(hours=hours))
DAYS = st.integers(-60, 60).map(lambda days: date(2026, 3, 2) + timedelta(days=days))
WORDS = ("a", "main", "business", "technology", "decision:dec_1", "https://example.org/a", "kim@example.org", "a" * 64)

SIMPLE: dict[type[inspect.Type], st.SearchStrategy[Any]] = {
    inspect.DecimalType: st.decimals(-9, 9, places=2),
    inspect.BoolType: st.booleans(),
    inspect.NoneType: st.none(),
    inspect.DateTimeType: MOMENTS,
    inspect.DateType: DAYS,
    inspect.AnyType: st.none() | st.integers(0, 9) | st.sampled_from(WORDS),
}


@cache
def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that msgspec knows."""
    return _values(inspect.type_info(kind))


def _values(kind: inspect.Type) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one answer a type
    match kind:
        case inspect.Metadata(type=inner):
            return _values(inner)
        case inspect.StructType():
            return _structs(kind)
        case inspect.UnionType(types=types):
            return st.one_of(*map(_values, types))
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case inspect.VarTupleType(item_type=item, min_length=least):
            return st.lists(_values(item), min_size=least or 0, max_size=(least or 0) + 2).map(tuple)
        case inspect.TupleType(item_types=items):
            return st.tuples(*map(_values, items))
        case inspect.ListType(item_type=item):
            return st.lists(_values(item), max_size=3)
        case inspect.FrozenSetType(item_type=item):
            return st.frozensets(_values(item), max_size=3)
        case inspect.DictType(key_type=key, value_type=value):
            return st.dictionaries(_values(key), _values(value), max_size=2)
        case _:
            return _plain(kind)


def _plain(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.StrType():
            return _texts(kind)
        case inspect.IntType(ge=least, le=most):
            return st.integers(0 if least is None else least, 100 if most is None else min(most, (least or 0) + 5))
        case inspect.FloatType(ge=least, le=most):
            lowest, highest = -9 if least is None else max(least, -1000), 9 if most is None else min(most, 1000)
            return st.floats(lowest, highest, width=16)
        case inspect.EnumType(cls=members):
            return st.sampled_from(list(members))
        case inspect.CustomType(cls=msgspec.UnsetType):
            return st.just(msgspec.UNSET)
    return SIMPLE[type(kind)]


def _texts(kind: inspect.StrType) -> st.SearchStrategy[str]:
    pattern, least, most = kind.pattern or "", kind.min_length or 0, kind.max_length or 100
    if found := re.match(r"\^\(?([a-z]+)_", pattern):
        return st.sampled_from([an_id(found[1], number) for number in (1, 2, 3)])
    fitting = [word for word in WORDS if least <= len(word) <= most and re.search(pattern, word)]
    return st.sampled_from(fitting) if fitting else st.from_regex(pattern, fullmatch=True)


def _structs(kind: inspect.StructType) -> st.SearchStrategy[Any]:
    required = {field.name: _values(field.type) for field in kind.fields if field.required}
    optional = {field.name: _values(field.type) for field in kind.fields if not field.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: kind.cls(**values))
