"""Items as a table: comma-separated values (RFC 4180), one line each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from api.answers import Answer, Header

CSV: Header = (b"content-type", b"text/csv; charset=utf-8; header=present")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_encode = msgspec.json.Encoder().encode


def as_table(answer: Answer, columns: Sequence[str], items: Iterable[dict[str, Any]]) -> Answer:
    """The answer with a table for its body; whatever is no text, number or truth value stands in its cell as JSON.

    Text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_cell(item.get(column)) for column in columns] for item in items)
    headers = [CSV if name == b"content-type" else (name, _tagged(name, value)) for name, value in answer.headers]
    return Answer(answer.status, written.getvalue().encode(), headers)


def _tagged(name: bytes, value: bytes) -> bytes:
    return value[:-1] + b'-csv"' if name == b"etag" else value


def _cell(value: object) -> object:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULAS) else value
    return _encode(value).decode()
