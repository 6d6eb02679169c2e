"""Which values of an event are prose that can be taken out: free text, never ids, hashes, sides, numbers or choices."""

from __future__ import annotations

import types
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from domain.fields import NO_NUL, Line
from domain.kernel import Event
from domain.partnership.correctable import RecordCorrected
from domain.upcasting import kind_now

MARKER = "[redacted]"
_PROSE = frozenset({NO_NUL, next(each.pattern for each in get_args(Line) if isinstance(each, Meta))})
Pointer = Annotated[
    str,
    Meta(min_length=2, max_length=200, pattern="^(/[^/\\u0000-\\u001f]{1,64}){1,8}$(?!\\n)", examples=["/problem"]),
]
"""A JSON pointer (RFC 6901) into an event's data."""


def path_of(pointer: str) -> list[str]:
    """The steps of a pointer."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def prose_at(fact: Event, pointer: str) -> str | None:
    """The text that a pointer leads to; None where there is nothing or no prose."""
    if isinstance(fact, RecordCorrected) and pointer in {"/from", "/to"}:
        return _in_correction(fact, fact.former if pointer == "/from" else fact.to)
    value: object = fact
    kind: object = type(fact)
    for step in path_of(pointer):
        value, kind = _below(value, kind, step)
    return value if isinstance(value, str) and _is_prose(kind) else None


def _in_correction(correction: RecordCorrected, value: object) -> str | None:
    """A value in a correction is prose where the field that it mends is."""
    mended = kind_now(correction.type)
    hints = get_type_hints(mended, include_extras=True) if mended else {}
    return value if isinstance(value, str) and _is_prose(hints.get(correction.field)) else None


def _below(value: object, kind: object, step: str) -> tuple[object, object]:
    """What a step leads to, and the type declared for it."""
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(type(value)):
            if field.encode_name == step:
                return getattr(value, field.name), get_type_hints(type(value), include_extras=True)[field.name]
    elif isinstance(value, tuple) and step.isdigit() and step == str(int(step)) and int(step) < len(value):
        return value[int(step)], _within(kind, tuple, int(step))
    elif isinstance(value, dict) and step in value:
        return value[step], _within(kind, dict, 1)
    return None, None


def _within(kind: object, container: type, place: int) -> object:
    """The type of what a container holds."""
    for option in _options(kind):
        if get_origin(option) is container:
            arguments = [each for each in get_args(option) if each is not Ellipsis]
            found: object = arguments[min(place, len(arguments) - 1)]
            return found
    return None


def _options(kind: object) -> list[object]:
    """The alternatives of a type, without what is annotated on containers."""
    if get_origin(kind) in {Union, types.UnionType}:
        return [each for option in get_args(kind) for each in _options(option)]
    if get_origin(kind) is Annotated and get_origin(get_args(kind)[0]) is not None:
        return _options(get_args(kind)[0])
    return [kind]


def _is_prose(kind: object) -> bool:
    return any(
        get_origin(option) is Annotated
        and get_args(option)[0] is str
        and any(isinstance(each, Meta) and each.pattern in _PROSE for each in get_args(option)[1:])
        for option in _options(kind)
    )
