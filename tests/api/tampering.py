"""Ways to change a stored ledger behind the service's back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import asyncpg

from eventstore.merkle import extend, leaf_hash, root
from eventstore.proving.subtrees import STEP

# what identifies a row of each table
KEYS = {
    "event": ("workspace_id", "position"),
    "event_tag": ("workspace_id", "tag", "position"),
    "ledger": ("workspace_id",),
    "merkle_subtree": ("workspace_id", "level", "number"),
    "private_content": ("workspace_id", "event_id"),
    "workspace": ("workspace_id",),
}
FREE = {
    ("workspace", "created_at"),
    ("workspace", "workspace_id"),
    ("merkle_subtree", "workspace_id"),
    ("private_content", "workspace_id"),
}
"""When the row was made; which ledger is looked at; a kept hash that is missing is computed again; what was sealed may
be forgotten."""


async def unguarded(connection: asyncpg.Connection) -> None:
    """Take away what stops everybody but an owner of the database."""
    await connection.execute("ALTER TABLE event DISABLE TRIGGER event_never_changes")
    await connection.execute("ALTER TABLE event_tag DISABLE TRIGGER event_tag_never_changes")


async def rows_of(connection: asyncpg.Connection, workspace_id: int) -> list[tuple[str, asyncpg.Record]]:
    """Every row of a ledger with its table."""
    found = []
    for table in KEYS:
        rows = await connection.fetch(f"SELECT * FROM {table} WHERE workspace_id = $1", workspace_id)  # noqa: S608 - names of our own tables
        found += [(table, row) for row in rows]
    return found


def changed(value: Any, dice: Random) -> Any:
    """Another value that differs in a single byte or element."""
    match value:
        case bool():
            return not value
        case int():
            return value ^ 1 << dice.randrange(14)
        case datetime():
            return value + timedelta(microseconds=dice.choice((-1, 1)) * 10 ** dice.randrange(6))
        case bytes():
            at = dice.randrange(len(value))
            return value[:at] + bytes([value[at] ^ 1 << dice.randrange(8)]) + value[at + 1 :]
        case str():
            at = dice.randrange(len(value))
            letter = dice.choice([each for each in "abcxyz0189" if each != value[at]])
            return value[:at] + letter + value[at + 1 :]
        case list():
            at = dice.randrange(len(value))
            return [*value[:at], changed(value[at], dice), *value[at + 1 :]]
    raise AssertionError(f"no way to change {value!r}")


async def change(connection: asyncpg.Connection, table: str, row: asyncpg.Record, column: str, value: object) -> None:
    """Write another value into one column of one row."""
    where = " AND ".join(f"{name} = ${place}" for place, name in enumerate(KEYS[table], 2))
    own = [row[name] for name in KEYS[table]]
    await connection.execute(f"UPDATE {table} SET {column} = $1 WHERE {where}", value, *own)  # noqa: S608 - names of our own tables


async def remove(connection: asyncpg.Connection, workspace_id: int, position: int) -> None:
    """Take an event away with its tags."""
    for table in ("event_tag", "event"):
        await connection.execute(
            f"DELETE FROM {table} WHERE workspace_id = $1 AND position = $2",  # noqa: S608 - names of our own tables
            workspace_id,
            position,
        )


async def make_consistent(connection: asyncpg.Connection, workspace_id: int) -> None:
    """Compute leaves, frontier and kept subtrees anew from the entries, as whoever rewrites a history would."""
    rows = await connection.fetch(
        "SELECT position, entry FROM event WHERE workspace_id = $1 ORDER BY position", workspace_id
    )
    leaves = [leaf_hash(row["entry"]) for row in rows]
    await connection.executemany(
        "UPDATE event SET leaf = $3 WHERE workspace_id = $1 AND position = $2",
        [(workspace_id, row["position"], leaf) for row, leaf in zip(rows, leaves, strict=True)],
    )
    await connection.execute(
        "UPDATE ledger SET head = $2, frontier = $3, recorded_at = "
        "(SELECT recorded_at FROM event WHERE workspace_id = $1 AND position = $2) WHERE workspace_id = $1",
        workspace_id,
        len(rows),
        list(extend((), 0, leaves)),
    )
    await connection.executemany(
        "UPDATE merkle_subtree SET hash = $3 WHERE workspace_id = $1 AND number = $2",
        [(workspace_id, number, _block(leaves, number)) for number in range(len(leaves) >> STEP)],
    )


def _block(leaves: Sequence[bytes], number: int) -> bytes:
    return root(extend((), 0, leaves[number << STEP : number + 1 << STEP]))
