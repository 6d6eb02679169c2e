"""A calendar as RFC 5545 has it: what is sent to calendar programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from projections.matters.calendar import CalendarEntry

LONGEST = 75  # octets of a line, without its end


def calendar_of(name: str, domain: str, entries: Iterable[CalendarEntry]) -> bytes:
    """A calendar of these entries; `domain` makes their ids unique in the world."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Accord//Accord//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *(line for entry in entries for line in _event(domain, entry)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(domain: str, entry: CalendarEntry) -> Iterator[str]:
    day = entry.day
    stamp = _utc(day.stamp)
    yield "BEGIN:VEVENT"
    yield f"UID:{day.name}.{entry.subject}@{domain}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{day.sequence}"
    yield f"DTSTART;VALUE=DATE:{_plain(day.on)}" if day.on else f"DTSTART:{_utc(day.at or day.stamp)}"
    yield f"SUMMARY:{escaped(entry.title)}"
    yield f"CATEGORIES:{escaped(day.kind)}"
    yield f"STATUS:{'CANCELLED' if day.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return f"{at.year:04}{at:%m%dT%H%M%SZ}"


def _plain(day: date) -> str:
    return f"{day.year:04}{day:%m%d}"


def escaped(text: str) -> str:
    """A text value; control characters, which no text may hold, are left out."""
    for character, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(character, written)
    return "".join(each for each in text if each == "\t" or (ord(each) >= ord(" ") and each != "\x7f"))


def folded(line: str) -> bytes:
    """The line with its end, folded so that none has more than 75 octets and no character is cut."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > LONGEST:
            parts.append(part)
            part = b" "
        part += octets
    return b"".join(each + b"\r\n" for each in (*parts, part))
