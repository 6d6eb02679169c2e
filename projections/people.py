"""People are opaque ids in views; whoever shows a view adds the names that the directory knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

_FORM = "_[0-7][0-9a-hjkmnp-tv-z]{25}"
_PERSON = re.compile(f"per{_FORM}")
_ANY = re.compile(f"\\b[a-z]{{3,4}}{_FORM}\\b")


def people_of(view: Any) -> tuple[str, ...]:  # noqa: ANN401 - any view, or a list of them
    """Every person's id that stands in a view as a value or a key, in the order of first mention."""
    return tuple(dict.fromkeys(_mentioned(msgspec.to_builtins(view))))


def people_in(*sentences: str) -> tuple[str, ...]:
    """Every person's id that stands in these sentences, in the order of first mention."""
    found = (each[0] for sentence in sentences for each in _ANY.finditer(sentence))
    return tuple(dict.fromkeys(each for each in found if each.startswith("per_")))


def with_names(sentence: str, names: Mapping[str, str]) -> str:
    """A sentence with names of people (and of whatever else is named) for their ids; an id without a name stays."""
    return _ANY.sub(lambda found: names.get(found[0], found[0]), sentence)


def _mentioned(value: object) -> Iterator[str]:
    match value:
        case str():
            if _PERSON.fullmatch(value):
                yield value
        case dict():
            for key, inner in value.items():
                yield from _mentioned(key)
                yield from _mentioned(inner)
        case list() | tuple():
            for inner in value:
                yield from _mentioned(inner)
