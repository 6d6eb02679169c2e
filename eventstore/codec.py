"""Events to and from their entry in the ledger, byte for byte.

An entry is `{"workspace":…,"position":…,"recorded_at":…,` and a line. The process writes the line, the database puts
the head before it; `entry_of` writes the same head to know the whole without reading it back.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from domain.kernel import Event, Recorded
from domain.upcasting import FORMER, as_now, stored_as
from eventstore.errors import UnknownEventType


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


class _Entry(msgspec.Struct, frozen=True):
    workspace: str
    position: int
    recorded_at: datetime
    id: str
    type: str
    occurred_at: datetime | None
    actor: str
    side: str
    recorder: str | None
    credential: str
    basis: str
    meeting: str | None
    correlation: str | None
    causation: str | None
    tags: tuple[str, ...]
    data: msgspec.Raw


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Entry).decode
_readers: dict[str, Callable[[msgspec.Raw], Event]] = {}


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


def decode(entry: str | bytes) -> Recorded:
    """Read an entry; an event type that this release does not know raises UnknownEventType."""
    raw = _decode(entry)
    return Recorded(
        event=_reader(raw.type)(raw.data),
        tags=raw.tags,
        id=raw.id,
        position=raw.position,
        occurred_at=raw.occurred_at or raw.recorded_at,
        recorded_at=raw.recorded_at,
        actor=raw.actor,
        side=raw.side,
        recorder=raw.recorder,
        credential=raw.credential,
        basis=raw.basis,
        meeting=raw.meeting,
        correlation=raw.correlation,
        causation=raw.causation,
    )


def _reader(topic: str) -> Callable[[msgspec.Raw], Event]:
    """What reads the data of an event type, as the version that is written now."""
    reader = _readers.get(topic)
    if reader is None:
        declared = stored_as(topic)
        if declared is None:
            raise UnknownEventType(topic)
        decode_data = msgspec.json.Decoder(declared).decode
        reader = _readers[topic] = (lambda data: as_now(decode_data(data))) if topic in FORMER else decode_data
    return reader
