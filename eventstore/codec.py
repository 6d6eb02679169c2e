"""Events to and from their entry in the ledger, byte for byte.

An entry is `{"workspace":…,"position":…,"recorded_at":…,` and a line. The process writes the line, the database puts
the head before it; `entry_of` writes the same head to know the whole without reading it back.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

import msgspec
from msgspec.structs import force_setattr

from domain.kernel import Event, Recorded
from domain.upcasting import FORMER, as_now, stored_as
from eventstore.errors import UnknownEventType
from eventstore.trusted import become, restore, twin

E = TypeVar("E")


class _Line(msgspec.Struct, frozen=True):
    """The order of these fields is the order in the ledger."""

    id: str
    type: str
    occurred_at: str | None
    actor: str
    side: str
    recorder: str | None
    credential: str
    basis: str
    meeting: str | None
    correlation: str | None
    causation: str | None
    tags: tuple[str, ...]
    data: Event


class _Entry(Recorded, Generic[E], frozen=True, kw_only=True, rename={"event": "data"}):
    """An entry as it is decoded, event and all, before it becomes what it is called elsewhere."""

    event: E  # type: ignore[assignment]  # a twin of the event's type (see trusted.py)
    occurred_at: datetime | None  # type: ignore[assignment]  # None where nothing was claimed


_encode = msgspec.json.Encoder().encode
_decoders: dict[str, Callable[[str], Recorded]] = {}
TYPE = ',"type":"'  # quotes within values are escaped, so that this is the first one's


def moment(at: datetime) -> str:
    """Write a time as the ledger does: UTC, six decimals."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


# equal times are written alike, in whichever zone; the events of an act, and often its neighbours, share theirs
_claimed = lru_cache(maxsize=256)(moment)


def line_of(recorded: Recorded, *, claimed: datetime | None) -> str:
    """Write the part of an entry that is known before the append; `claimed` is None where nothing was claimed."""
    return _encode(
        _Line(
            id=recorded.id,
            type=type(recorded.event).TOPIC,
            occurred_at=_claimed(claimed) if claimed is not None else None,
            actor=recorded.actor,
            side=recorded.side,
            recorder=recorded.recorder,
            credential=recorded.credential,
            basis=recorded.basis,
            meeting=recorded.meeting,
            correlation=recorded.correlation,
            causation=recorded.causation,
            tags=recorded.tags,
            data=recorded.event,
        )
    ).decode()[1:]


def entry_of(workspace: str, position: int, recorded_at: datetime, line: str) -> str:
    """Write the whole entry as append_many stores it."""
    return f'{{"workspace":"{workspace}","position":{position},"recorded_at":"{moment(recorded_at)}",{line}'


def decode(entry: str) -> Recorded:
    """Read an entry of the ledger; an event type that this release does not know raises UnknownEventType."""
    start = entry.index(TYPE) + len(TYPE)
    return decode_as(entry[start : entry.index('"', start)], entry)


def decode_as(topic: str, entry: str) -> Recorded:
    """Read an entry whose event type is known. What it says was checked when it was written, and is not again."""
    recorded: Any = (_decoders.get(topic) or _decoder(topic))(entry)
    event = recorded.event
    restore(event)
    if topic in FORMER:
        force_setattr(recorded, "event", as_now(event))
    if recorded.occurred_at is None:
        force_setattr(recorded, "occurred_at", recorded.recorded_at)
    become(recorded, Recorded)
    return recorded  # type: ignore[no-any-return]  # it is one since the line before


def _decoder(topic: str) -> Callable[[str], Recorded]:
    """What reads entries of an event type, in the version that they were written in."""
    declared = stored_as(topic)
    if declared is None:
        raise UnknownEventType(topic)
    bare: Any = twin(declared)
    decoder = _decoders[topic] = msgspec.json.Decoder(_Entry[bare]).decode
    return decoder
