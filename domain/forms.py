"""What no act may be about, whoever does it and by whichever way it came: ids of another form, times off the calendar.

What is recorded once is read for ever, so nothing may get in that could not be read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import msgspec

from domain.refusals import Refusal

ID_FORM = "_[0-7][0-9a-hjkmnp-tv-z]{25}"
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)


class SubjectMalformed(Refusal):
    """The subject is not an id of the kind that the act is about."""

    rule = "acting.subject-malformed"


class TimeOutOfRange(Refusal):
    """A time lies before 1900 or after 9999, counted in UTC."""

    rule = "acting.time-out-of-range"


def misfits(subject_type: str, subject: str, body: msgspec.Struct) -> Iterator[Refusal]:
    """What is wrong with the subject and the times of an act; a kind of subject without ids takes any."""
    if subject_type and not _form(subject_type).fullmatch(subject):
        yield SubjectMalformed(f"{subject!r} is no id of the form {subject_type}_….")
    for field in body.__struct_fields__:
        value = getattr(body, field)
        if isinstance(value, datetime) and not on_calendar(value):
            yield TimeOutOfRange(f"{value.isoformat()} is out of range.", f"/{field}")


def on_calendar(moment: datetime) -> bool:
    """Whether a time can be told in UTC, and is not absurdly long ago."""
    try:
        return moment.astimezone(UTC) >= EARLIEST
    except OverflowError:
        return False


@cache
def _form(prefix: str) -> re.Pattern[str]:
    return re.compile(prefix + ID_FORM)
