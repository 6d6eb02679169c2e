"""Structs read from what was checked when it was written: without the patterns and bounds of their fields.

Checking is most of what decoding costs. So each type has a twin, a subclass with the same fields and bare types, that
the decoder fills; what comes out is then given its own type. The twin adds nothing, so both have the same layout.
"""

from __future__ import annotations

import types
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import FieldInfo, fields

_twins: dict[type[msgspec.Struct], type[msgspec.Struct]] = {}
# by twin: its own type, and its fields that may hold further twins
_originals: dict[type[Any], tuple[type[msgspec.Struct], tuple[str, ...]]] = {}
become: Any = vars(object)["__class__"].__set__  # structs are frozen; their class is not a field


def twin(kind: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """The type to decode in place of `kind`; pass what comes out to `restore`."""
    found = _twins.get(kind)
    if found is None:
        hints = get_type_hints(kind, include_extras=True)
        bare = {field.name: _bare(hints[field.name]) for field in fields(kind)}
        found = msgspec.defstruct(
            kind.__name__,
            [(field.name, bare[field.name], _default(field)) for field in fields(kind)],
            bases=(kind,),
            module=__name__,
            kw_only=True,
        )
        _twins[kind] = found
        _originals[found] = kind, tuple(name for name, hint in bare.items() if _holds_twins(hint))
    return found


def restore(value: object) -> None:
    """Give a decoded twin, and those within it, their own types."""
    kind, nested = _originals[type(value)]
    for name in nested:
        _restore_within(getattr(value, name))
    become(value, kind)


def _restore_within(value: object) -> None:
    if type(value) is tuple or type(value) is list:
        for each in value:
            _restore_within(each)
    elif type(value) in _originals:
        restore(value)


def _default(field: FieldInfo) -> object:
    """A field's default and its name in JSON."""
    given = {"default": field.default, "default_factory": field.default_factory}
    found: object = msgspec.field(name=field.encode_name, **given)
    return found


def _bare(hint: object) -> Any:  # noqa: ANN401 - a type, or what stands for one in an annotation
    """A type without its constraints, structs replaced by their twins."""
    origin: Any = get_origin(hint)
    if origin is Annotated:
        return _bare(get_args(hint)[0])
    if origin in {Union, types.UnionType}:
        return Union[tuple(_bare(each) for each in get_args(hint))]  # noqa: UP007 - of any number of types
    if origin in {tuple, list}:
        return origin[tuple(each if each is ... else _bare(each) for each in get_args(hint))]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return twin(hint)
    return hint


def _holds_twins(hint: object) -> bool:
    return hint in _originals or any(_holds_twins(each) for each in get_args(hint))
