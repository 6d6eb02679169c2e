"""The format of an import: one command a line, as JSON Lines in UTF-8.

Each line names the command, whose act it was, when, on what basis, its idempotency key and its body. Lines are decided
in their order, so that later ones may build on ids which earlier ones chose.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Moment
from domain.ids import ActorId

MAX_LINE = 1 << 20
Subject = Annotated[str, Meta(max_length=100, pattern="^[a-z0-9][a-z0-9_-]*$")]


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One command of an import file. Without `actor` it is the importing person's own act."""

    command: Annotated[str, Meta(max_length=64)]
    idempotency_key: Annotated[str, Meta(min_length=1, max_length=200, pattern="^[\\u0021-\\u007e]+$")]
    occurred_at: Moment
    body: msgspec.Raw = msgspec.Raw(b"{}")
    subject: Subject | None = None
    actor: ActorId | None = None
    basis: Literal["imported", "inferred"] = "imported"


class MalformedLineError(Exception):
    """A line is not a command in the documented form; the message says where."""


_DECODER = msgspec.json.Decoder(Line)


def _surely_distinct(raw: bytes) -> bool:
    """Whether as many keys were read as are written: a cheap yes for nearly every line, and a no that means little."""
    if b" :" in raw or b"\t:" in raw or b"\r:" in raw or b"\n:" in raw:  # they hide that a colon belongs to a key
        return False
    try:
        keys, parts = 0, [msgspec.json.decode(raw)]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    for part in parts:  # which grows meanwhile
        if type(part) is dict:
            keys += len(part)
            parts += part.values()
        elif type(part) is list:
            parts += part
    return keys == raw.count(b'":')  # texts may hold it too: then there are too many


def _distinct(pairs: list[tuple[str, object]]) -> None:
    """Refuse an object that names a key twice: readers would disagree about its meaning."""
    if len({key for key, _ in pairs}) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise MalformedLineError(f"An object has the key {twice!r} twice.")


_READER = json.JSONDecoder(object_pairs_hook=_distinct, parse_int=str, parse_float=str)


def parse(raw: bytes) -> Line:
    """Read one line. Raises MalformedLineError for anything but one JSON object of the form."""
    try:
        line = _DECODER.decode(raw)
        with contextlib.suppress(ValueError):  # what else is wrong with the body, its own decoder tells
            if not _surely_distinct(raw):
                _READER.decode(raw.decode(errors="replace"))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise MalformedLineError(str(error)) from error
    except RecursionError:
        raise MalformedLineError("The JSON is nested too deeply.") from None
    return line


def chunks_of_lines(path: Path, *, after: int, size: int) -> Iterator[list[tuple[int, bytes]]]:
    """Stream (line number, text) in chunks of `size`, behind line `after`; numbers count from 1, blank lines too.

    Blocks on the disk: call it off the event loop. A line over 1 MiB comes as its first MiB and one byte more, which no
    parser accepts, so memory stays constant.
    """
    chunk: list[tuple[int, bytes]] = []
    number = 0
    with path.open("rb") as file:
        while raw := file.readline(MAX_LINE + 1):
            number += 1
            rest = raw
            while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE + 1)
            if number <= after:
                continue
            chunk.append((number, raw.rstrip(b"\r\n")))
            if len(chunk) == size:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def measure(path: Path) -> tuple[bytes, int, int]:
    """Read a file once: its SHA-256, its number of lines and its size in bytes."""
    digest, lines, size, last = hashlib.sha256(), 0, 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            lines += block.count(b"\n")
            size += len(block)
            last = block[-1:]
    return digest.digest(), lines + (last != b"\n"), size
