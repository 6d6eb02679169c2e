"""What no act may hold, whoever does it and by whichever way it came: strange ids, times off the calendar, empty words.

What is recorded once is read for ever, so nothing may get in that could not be read again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from domain.refusals import Refusal

ID_FORM = "_[0-7][0-9a-hjkmnp-tv-z]{25}"
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
# control characters but tab and line breaks, and what turns the direction of the characters around it
NOT_PLAIN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]")
VISIBLE = frozenset("LNPS")  # the first letters of Unicode's categories of letters, numbers, punctuation and symbols
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and a symbol of which nothing is seen
NUMBERS, LISTS = frozenset({type(None), bool, int, float, Decimal}), frozenset({tuple, list})


class SubjectMalformed(Refusal):
    """The subject is not an id of the kind that the act is about."""

    rule = "acting.subject-malformed"


class TimeOutOfRange(Refusal):
    """A time lies before 1900 or after 9999, counted in UTC."""

    rule = "acting.time-out-of-range"


class TextBlank(Refusal):
    """A text has nothing in it that can be seen.

    What has nothing to say is left out.
    """

    rule = "acting.text-blank"


class TextNotPlain(Refusal):
    """A text holds control characters, or turns the direction of reading around.

    It would not read as it stands there. Tabs, line breaks and the marks of languages written from the right are text.
    """

    rule = "acting.text-not-plain"


def misfits(subject_type: str, subject: str, body: msgspec.Struct) -> Iterator[Refusal]:
    """What is wrong with the subject, the times and the texts of an act; a kind of subject without ids takes any."""
    if subject_type and not _form(subject_type).fullmatch(subject):
        yield SubjectMalformed(f"{subject!r} is no id of the form {subject_type}_….")
    if not _fits(body):
        yield from _unfit(body, "")


def _fits(body: msgspec.Struct) -> bool:
    """Whether nothing is wrong with any part, as is nearly always so; where it is not, `_unfit` says what."""
    parts: list[Any] = [body]
    while parts:
        part = parts.pop()
        kind = type(part)
        if kind is str:
            if not (part.isascii() and part.isprintable() and not part.isspace()) and [*_unfit(part, "")]:
                return False
        elif kind in NUMBERS:
            continue
        elif isinstance(part, msgspec.Struct):
            parts += msgspec.structs.astuple(part)
        elif kind in LISTS:
            parts += part
        elif kind is dict:
            parts += part.values()
        elif [*_unfit(part, "")]:
            return False
    return True


def _unfit(value: object, where: str) -> Iterator[Refusal]:
    match value:
        case str() if value and not any(map(_seen, value)):
            yield TextBlank("There is nothing in it to read.", where)
        case str() if found := NOT_PLAIN.search(value):
            yield TextNotPlain(f"The character U+{ord(found[0]):04X} is not taken.", where)
        case datetime() if not on_calendar(value):
            yield TimeOutOfRange(f"{value.isoformat()} is out of range.", where)
        case msgspec.Struct():
            for field, name in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
                yield from _unfit(getattr(value, field), f"{where}/{name}")
        case tuple() | list():
            for index, item in enumerate(value):
                yield from _unfit(item, f"{where}/{index}")
        case dict():
            for key, item in value.items():
                yield from _unfit(item, f"{where}/{key}")


def _seen(character: str) -> bool:
    return unicodedata.category(character)[0] in VISIBLE and character not in FILLERS


def on_calendar(moment: datetime) -> bool:
    """Whether a time can be told in UTC, and is not absurdly long ago."""
    try:
        return moment.astimezone(UTC) >= EARLIEST
    except OverflowError:
        return False


@cache
def _form(prefix: str) -> re.Pattern[str]:
    return re.compile(prefix + ID_FORM)
