"""Rows sent as text arrive as the values that they were made of."""

from datetime import UTC, date, datetime
from typing import Any

import asyncpg
from hypothesis import given
from hypothesis import strategies as st

from projections.copying import copy, line

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
AWKWARD = ["", "\\N", "\\.", "a\tb\\t", "x\ny\r", '{"a":"\\"b\\\\"}', "NULL", "\u2028", "\x1f\x7f", "“ß”"]


async def test_every_kind_of_value_arrives(pool: asyncpg.Pool) -> None:
    at = datetime(2026, 11, 25, 8, 30, 0, 7, UTC)
    rows: list[tuple[Any, ...]] = [
        (number, text, number % 2 == 0, at, date(2026, 1, 31), [text, "", "b"], None)
        for number, text in enumerate(AWKWARD)
    ]
    rows.append((-1, None, None, None, None, (), "x"))
    columns = ("number", "text", "fact", "at", "day", "texts", "other")
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(
            "CREATE TEMPORARY TABLE copied (number bigint, text text, fact boolean, at timestamptz, day date, "
            "texts text[], other text) ON COMMIT DROP"
        )
        await copy(connection, "copied", columns, [line(row) for row in rows])
        found = await connection.fetch("SELECT * FROM copied")
    assert [tuple(row) for row in found] == [tuple(list(v) if isinstance(v, tuple) else v for v in row) for row in rows]


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_a_row_is_one_line(values: list[str]) -> None:
    written = line(values)
    assert written.count("\n") == 1
    assert written.endswith("\n")
    assert written.count("\t") == len(values) - 1
