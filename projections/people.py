"""People are opaque ids in views; whoever shows a view adds the names that the directory knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

_ONE = re.compile(r"per_[0-7][0-9a-hjkmnp-tv-z]{25}")


def people_of(view: Any) -> tuple[str, ...]:  # noqa: ANN401 - any view, or a list of them
    """Every person's id that stands in a view as a value or a key, in the order of first mention."""
    return tuple(dict.fromkeys(_mentioned(msgspec.to_builtins(view))))


def with_names(sentence: str, names: Mapping[str, str]) -> str:
    """A sentence with people's names in place of their ids; an id without a name stays."""
    return _ONE.sub(lambda found: names.get(found[0], found[0]), sentence)


def _mentioned(value: object) -> Iterator[str]:
    match value:
        case str():
            if _ONE.fullmatch(value):
                yield value
        case dict():
            for key, inner in value.items():
                yield from _mentioned(key)
                yield from _mentioned(inner)
        case list() | tuple():
            for inner in value:
                yield from _mentioned(inner)
