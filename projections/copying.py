"""Rows as COPY reads them: text that is rendered once and kept until it is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from types import NoneType
from typing import Any

import msgspec

from eventstore.faults import AnyConnection

AT_ONCE = 500  # lines a chunk
NULL = "\\N"
_encode = msgspec.json.Encoder().encode


def _text(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _array(values: Sequence[str]) -> str:
    if not values:
        return "{}"
    return "{" + ",".join([_quoted(value) for value in values]) + "}"


@lru_cache(maxsize=8192)
def _quoted(value: str) -> str:
    return _text('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"')


def _moment(value: datetime) -> str:
    return _encode(value)[1:-1].decode()


RENDER: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: str,
    float: repr,
    bool: {True: "t", False: "f"}.__getitem__,
    NoneType: lambda _: NULL,
    datetime: _moment,
    date: date.isoformat,
    list: _array,
    tuple: _array,
}


def line(values: Sequence[Any]) -> str:
    """One row: text, whole numbers, truth values, times, dates and arrays of text.

    Hardly any text needs escapes, so that is found out for the row as a whole: each NULL has the one backslash that
    may be there.
    """
    row = "\t".join([value if type(value) is str else RENDER[type(value)](value) for value in values])
    if row.count("\\") != values.count(None) or row.count("\t") != len(values) - 1 or "\n" in row or "\r" in row:
        row = "\t".join([RENDER[type(value)](value) for value in values])
    return row + "\n"


async def copy(connection: AnyConnection, table: str, columns: Sequence[str], lines: Sequence[str]) -> None:
    """Append rows to a table."""
    await connection.copy_to_table(table, source=_chunks(lines), columns=columns)


async def _chunks(lines: Sequence[str]) -> AsyncIterator[bytes]:
    for start in range(0, len(lines), AT_ONCE):
        yield "".join(lines[start : start + AT_ONCE]).encode()
