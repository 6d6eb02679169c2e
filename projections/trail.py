"""The trail of a subject: every event of it in order, with what it changed and a sentence that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from domain.kernel import Recorded, tags_of
from domain.partnership.correctable import RecordCorrected
from projections.facts import Delay, Ground, Position, delay_of
from projections.folding import Reading
from projections.people import with_names
from projections.sentences import told
from projections.sheets import SHEETS, Sheet
from projections.views import VIEWS


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the subject, what it said before the event and what it says after it; null for nothing.

    Parts have dotted names: `agreement.business`, `win.technology`, `objection.<id>`, `value.statement`.
    """

    field: str
    old: Any
    new: Any


class TrailEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a subject.

    `side` is the actor's side at that moment; `recorder` typed it where that was somebody else. `occurred_at` is when
    it is said to have happened, `recorded_at` and `position` are the ledger's own. `correlation` and `causation` name
    the request and the event behind it. `data` is the event itself, as it stands in the ledger.
    """

    position: Position
    id: str
    type: str
    occurred_at: datetime
    recorded_at: datetime
    delay_seconds: Delay
    actor: str
    side: str
    recorder: str | None
    credential: str
    basis: Ground
    meeting: str | None
    correlation: str | None
    causation: str | None
    reason: str | None
    changes: tuple[Change, ...]
    summary: str
    data: dict[str, Any]


def trail_of(
    tag: str,
    history: Sequence[Recorded],
    sides: Sequence[str],
    *,
    after: int = 0,
    limit: int | None = None,
    names: Mapping[str, str] | None = None,
) -> list[TrailEntry]:
    """The entries of a subject's events after a position.

    `history` is all of the subject from its first event on, as a change is seen only from what was there before.
    `names` maps ids, above all people's, to what the summaries call them; an id without a name stays.
    """
    kind, _, subject = tag.partition(":")
    reading = VIEWS[kind].begin(subject, sides) if kind in VIEWS else None
    sheet = _sheet(reading)
    entries: list[TrailEntry] = []
    for recorded in history:
        former = sheet
        if reading is not None:
            reading.take(recorded)
            sheet = _sheet(reading)
        if recorded.position > after:
            entries.append(_entry(tag, recorded, former, sheet, names or {}))
        if limit is not None and len(entries) == limit:
            break
    return entries


def _sheet(reading: Reading[Any] | None) -> Sheet:
    if reading is None:
        return {}
    reading.settle()
    return SHEETS[type(reading.view)](reading.view)


def _entry(tag: str, recorded: Recorded, former: Sheet, sheet: Sheet, names: Mapping[str, str]) -> TrailEntry:
    event = recorded.event
    return TrailEntry(
        position=recorded.position,
        id=recorded.id,
        type=type(event).TOPIC,
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        delay_seconds=delay_of(recorded),
        actor=recorded.actor,
        side=recorded.side,
        recorder=recorded.recorder,
        credential=recorded.credential,
        basis=recorded.basis,
        meeting=recorded.meeting,
        correlation=recorded.correlation,
        causation=recorded.causation,
        reason=getattr(event, "reason", None),
        changes=_changes(recorded, former, sheet),
        summary=with_names(_summary(tag, recorded), names),
        data=msgspec.to_builtins(event),
    )


def _summary(tag: str, recorded: Recorded) -> str:
    """What the event says; another subject's event begins with that subject, unless it is named anyway."""
    kind, _, subject = next(iter(tags_of(recorded.event)), tag).partition(":")
    sentence = told(recorded)
    own = kind not in VIEWS or not subject or tag.startswith("member:") or tag == f"{kind}:{subject}"
    return sentence if own or subject in sentence else f"{subject}: {sentence}"


def _changes(recorded: Recorded, former: Sheet, sheet: Sheet) -> tuple[Change, ...]:
    event = recorded.event
    if isinstance(event, RecordCorrected):
        return (Change(field=event.field, old=event.former, new=event.to),)
    fields = dict.fromkeys((*sheet, *former))
    return tuple(
        Change(field=field, old=_plain(former.get(field)), new=_plain(sheet.get(field)))
        for field in fields
        if former.get(field) != sheet.get(field) and (former.get(field) or sheet.get(field))
    )


def _plain(value: object) -> object:
    return None if value == () else msgspec.to_builtins(value)
