"""Tags: an event's id fields say under which subjects the ledger finds it."""

from __future__ import annotations

import typing
from typing import Annotated, Any, get_args, get_origin

import msgspec


class Tag(msgspec.Struct, frozen=True):
    """Marks an event's id field: its value (or each value of a list) becomes the tag `<name>:<value>`.

    With the name `*` the value is a whole tag itself (`decision:dec_…`), for facts about any subject.
    """

    name: str


_TAG_FIELDS: dict[type[msgspec.Struct], tuple[tuple[str, str], ...]] = {}


def _tag_in(annotation: Any) -> str | None:
    if get_origin(annotation) is Annotated:
        for extra in get_args(annotation)[1:]:
            if isinstance(extra, Tag):
                return extra.name
    for part in get_args(annotation):
        found = _tag_in(part) if not isinstance(part, (str, Tag)) else None
        if found:
            return found
    return None


def tag_fields(cls: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """The (field, tag name) pairs of an event type, in the order of their declaration."""
    fields = _TAG_FIELDS.get(cls)
    if fields is None:
        hints = typing.get_type_hints(cls, include_extras=True)
        fields = tuple((name, tag) for name in cls.__struct_fields__ if (tag := _tag_in(hints[name])))
        _TAG_FIELDS[cls] = fields
    return fields


def tags_of(fact: Any) -> tuple[str, ...]:
    """Every tag of an event, without repeats; the first one is its primary subject."""
    tags: dict[str, None] = {}
    for field, name in tag_fields(type(fact)):
        value = getattr(fact, field)
        if value is None:
            continue
        start = "" if name == "*" else f"{name}:"
        if isinstance(value, str):
            tags[start + value] = None
        else:
            tags.update((start + item, None) for item in value)
    tags.update((tag, None) for tag in type(fact).STATIC_TAGS)
    return tuple(tags)
