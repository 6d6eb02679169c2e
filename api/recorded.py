"""What an act answers: the recorded events, verbatim, and where to find their subject now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.preconditions import etag
from api.problems import Fault, fault_of
from domain.kernel import Recorded
from domain.refusals import Refusal
from eventstore.codec import moment
from eventstore.outcome import Outcome

_encode = msgspec.json.Encoder().encode
Position = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
Moment = Annotated[datetime, Meta(tz=True, examples=["2026-11-25T08:00:00Z"])]
Subject = Annotated[str, Meta(max_length=200, examples=["opp_01kb5v3n8rf4tt2q9w6zg0x1y7"])]
MOST_EVENTS = 20_000  # of the largest delivery of observations, each with all that can be corrected
Tags = Annotated[tuple[Annotated[str, Meta(max_length=200, pattern="^[^\\u0000]*$")], ...], Meta(max_length=500)]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One event as it stands in the ledger; `data` depends on `type`. `occurred_at` null means `recorded_at`."""

    workspace: str
    position: Position
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
    tags: Tags
    data: dict[str, Any]


class RecordedAct(msgspec.Struct, frozen=True, kw_only=True):
    """What an act has recorded. `id` is its subject, null where the workspace is; `position` that of its last event."""

    id: Subject | None
    position: Position
    recorded_at: Moment
    events: Annotated[tuple[Entry, ...], Meta(max_length=MOST_EVENTS)]


class RecordedIfNew(RecordedAct, frozen=True, kw_only=True):
    """What an act has recorded; where all of it is on the record already, `events` is empty, `recorded_at` null."""

    recorded_at: Moment | None  # type: ignore[assignment] # null where nothing was new


class PlannedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event that an act would record."""

    type: str
    data: dict[str, Any]
    tags: Tags


class DryRun(msgspec.Struct, frozen=True, kw_only=True):
    """What an act would do: its events, or every refusal in its way. Nothing was recorded."""

    dry_run: bool
    events: Annotated[tuple[PlannedEvent, ...], Meta(max_length=MOST_EVENTS)]
    refusals: Annotated[tuple[Fault, ...], Meta(max_length=MOST_EVENTS)]


class _Planned(msgspec.Struct):
    type: str
    data: object
    tags: tuple[str, ...]


def recorded_answer(outcome: Outcome, *, subject: str, tag: str, location: str) -> Answer:
    """Answer an act: 201 with its events, or 200 where there was nothing to record."""
    recorded = outcome.recorded
    at = recorded[-1].recorded_at if recorded else None
    body = "".join(
        (
            '{"id":',
            f'"{subject}"' if subject else "null",
            f',"position":{outcome.last},"recorded_at":',
            f'"{_time(at)}"' if at else "null",
            ',"events":[',
            ",".join(outcome.entries),
            "]}",
        )
    ).encode()
    headers = [JSON, (b"location", location.encode()), (b"accord-position", b"%d" % outcome.last)]
    position = next((each.position for each in reversed(recorded) if tag in each.tags), None)
    if position:
        headers.append(etag(position))
    return Answer(201 if recorded else 200, body, headers)


def planned_answer(recorded: Sequence[Recorded], refusals: Sequence[Refusal], head: int | None) -> Answer:
    """Answer a dry run."""
    events = [_Planned(type(each.event).TOPIC, each.event, each.tags) for each in recorded]
    faults = [fault_of(refusal) for refusal in refusals]
    headers = [JSON]
    if head is not None:
        headers.append((b"accord-position", b"%d" % head))
    return Answer(200, _encode({"dry_run": True, "events": events, "refusals": faults}), headers)


def _time(at: datetime) -> str:
    return moment(at)
