"""Entity tags: strong ones for single subjects (the position of their last event), weak ones for lists."""

from __future__ import annotations

import re

from api.answers import REVALIDATE, Answer, Header
from api.problems import HEADER_INVALID, STALE, Fault, Problem

_TAGS = re.compile(rb"[\x20-\x7e]{1,500}")
_OTHER = re.compile(rb'(W/)?"[^"]*"')
_STRONG = re.compile(rb'"?(\d{1,18})(?:-\d{1,18})?"?')  # without its quotes too: people type it


def etag(position: int, further: int = 0) -> Header:
    """The strong tag of a subject; `further` is the last position of what is shown beside it, which no act touches."""
    return (b"etag", b'"%d-%d"' % (position, further) if further else b'"%d"' % position)


def weak_etag(value: str) -> Header:
    """The weak tag of a list."""
    return (b"etag", f'W/"{value}"'.encode())


def expected_position(if_match: bytes | None) -> int | None:
    """The position that `If-Match` asks for; None where it asks for none (absent, or `*`)."""
    if if_match is None or if_match.strip() == b"*":
        return None
    text = if_match.strip()
    if match := _STRONG.fullmatch(text):
        return int(match.group(1))
    if _OTHER.fullmatch(text):
        raise Problem(STALE, "If-Match names no position of this subject.")
    detail = 'It takes * or one strong entity tag, such as "42".'
    raise Problem(HEADER_INVALID, f"If-Match: {detail}", [Fault(pointer="/If-Match", detail=detail)])


def revalidated(answer: Answer, tag: Header, if_none_match: bytes | None) -> Answer:
    """Add the tag; answer 304 where the client has this very state already (weak comparison, RFC 9110 §13.1.2)."""
    if if_none_match is not None:
        if not _TAGS.fullmatch(if_none_match):
            detail = "It takes 1 to 500 printable ASCII characters."
            raise Problem(HEADER_INVALID, f"If-None-Match: {detail}", [Fault(pointer="/If-None-Match", detail=detail)])
        ours = tag[1].removeprefix(b"W/")
        theirs = {part.strip().removeprefix(b"W/") for part in if_none_match.split(b",")}
        if ours in theirs or b"*" in theirs:
            kept = [header for header in answer.headers if header[0] != b"content-type"]
            return Answer(304, b"", [*kept, tag, REVALIDATE])
    answer.headers.extend((tag, REVALIDATE))
    return answer
