"""What the columns beside an entry have to say, computed from the entry alone."""

from __future__ import annotations

from collections.abc import Sequence

import asyncpg
import msgspec

from eventstore.codec import moment
from eventstore.proving.scanning import BrokenLedgerError


class Written(msgspec.Struct):
    """What of an entry stands in columns, too."""

    id: str
    type: str
    recorded_at: str
    occurred_at: str | None
    actor: str
    tags: tuple[str, ...]
    data: msgspec.Raw


class _Sealed(msgspec.Struct):
    commitment: str | None = None


class _Committed(_Sealed):
    sealed: _Sealed | None = None


class _Founded(msgspec.Struct):
    sides: tuple[str, ...]
    time_zone: str


_written = msgspec.json.Decoder(Written).decode
_committed = msgspec.json.Decoder(_Committed).decode
FOUNDING = "workspace-created."


def written(row: asyncpg.Record) -> Written:
    """Read an entry; raises BrokenLedgerError where a column says something else."""
    try:
        found = _written(row["entry"])
    except msgspec.DecodeError as error:
        raise BrokenLedgerError(row["position"], f"the entry cannot be read: {error}") from error
    columns = {
        "type": found.type,
        "actor": found.actor,
        "recorded_at": found.recorded_at,
        "occurred_at": found.occurred_at or found.recorded_at,
    }
    for name, value in columns.items():
        kept = row[name] if isinstance(row[name], str) else moment(row[name])
        if kept != value:
            raise BrokenLedgerError(row["position"], f"the column {name} is {kept!r}, the entry says {value!r}")
    return found


def commitment(found: Written) -> str | None:
    """What an event commits to without saying it."""
    if b'"commitment"' not in bytes(found.data):
        return None
    data = _committed(found.data)
    return data.commitment or (data.sealed.commitment if data.sealed else None)


def check_tags(position: int, found: Written, tags: Sequence[str], types: Sequence[str]) -> None:
    """Compare the rows by which an event is found with its entry."""
    if list(tags) != sorted(found.tags):
        raise BrokenLedgerError(position, f"its tags are {list(tags)}, the entry says {sorted(found.tags)}")
    if found.tags and list(types) != [found.type]:
        raise BrokenLedgerError(position, f"its tags are of type {list(types)}, the entry says {found.type!r}")


def check_founding(found: Written, sides: Sequence[str], time_zone: str) -> None:
    """Compare the row of a workspace with the event that made it."""
    if not found.type.startswith(FOUNDING):
        return
    founded = msgspec.json.decode(found.data, type=_Founded)
    if (tuple(sides), time_zone) != (founded.sides, founded.time_zone):
        raise BrokenLedgerError(1, "the row of the workspace is not what its first event says")
