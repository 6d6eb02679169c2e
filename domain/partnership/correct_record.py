"""A mistake in a recorded fact is mended by a further fact (rule G1)."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta

from domain.acting import ANY_MEMBER, Act, Body, Role
from domain.fields import Text
from domain.kernel import Event, Recorded, State
from domain.partnership.correctable import CORRECTABLE, FieldName, RecordCorrected, SubjectTag, as_kept, corrected
from domain.partnership.refusals import NotYours
from domain.refusals import Kind, Refusal, Refused
from domain.upcasting import kind_now

EventType = Annotated[str, Meta(max_length=80, pattern="^[a-z][a-z-]*[.]v[0-9]+$(?!\\n)", examples=["meeting-held.v1"])]


class Correction(Body):
    """The event's type and one of its tags (so that it is found without searching), its field, and the right value.

    `from` may repeat the wrong value; the correction is then refused if it reads differently by now.
    """

    type: EventType
    about: SubjectTag
    field: FieldName
    reason: Text
    to: Any
    former: Any = msgspec.field(name="from", default=UNSET)


class NotCorrectable(Refusal):
    """Only plain facts are corrected; agreements, predictions and scores are followed by later ones."""

    rule = "record.not-correctable"
    kind = Kind.CONFLICT


class EventUnknown(Refusal):
    """No such event of that type with that tag."""

    rule = "record.event-unknown"
    kind = Kind.NOT_FOUND


class FormerDiffers(Refusal):
    """The field reads differently by now."""

    rule = "record.former-differs"
    kind = Kind.CONFLICT


class ValueUnfit(Refusal):
    """The value does not fit the field."""

    rule = "record.value-unfit"


class ValueUnchanged(Refusal):
    """The field reads like that already."""

    rule = "record.value-unchanged"
    kind = Kind.CONFLICT


class PastEvent(State):
    """One earlier event, found among those of its type with one of its tags."""

    def __init__(self, tag: str, kind: type[Event], event_id: str) -> None:
        super().__init__(tag)
        self.kind = kind
        self.event_id = event_id
        self.types = (kind,)
        self.recorded: Recorded | None = None

    def sees(self, recorded: Recorded) -> bool:
        """Events of that type with the tag."""
        return type(recorded.event) is self.kind and self.tag in recorded.tags

    def fold(self, recorded: Recorded) -> None:
        """Keep the one that is looked for."""
        self.recorded = recorded if recorded.id == self.event_id else self.recorded


class Corrections(State):
    """How one event was corrected so far, in order."""

    folds = (RecordCorrected,)

    def __init__(self, event_id: str) -> None:
        super().__init__(f"event:{event_id}")
        self.fields: dict[str, Any] = {}

    def fold(self, recorded: Recorded) -> None:
        """Take a correction in."""
        match recorded.event:
            case RecordCorrected(field=field, to=to):
                self.fields[field] = to


class CorrectRecord(Act[Correction]):
    """Say how a field of an earlier event should have read: whoever recorded it, a facilitator or an owner."""

    name = "correct-record"
    may = ANY_MEMBER
    body_type = Correction
    subject_type = "evt"
    minutable = False

    def prepare(self) -> None:
        """Read the event and its corrections, if its type can be corrected at all."""
        kind = kind_now(self.body.type)
        self.corrections = self.know(Corrections(self.subject))
        self.correctable = CORRECTABLE.get(kind, frozenset()) if kind else frozenset()
        self.past = self.know(PastEvent(self.body.about, kind, self.subject)) if kind and self.correctable else None

    def decide(self) -> None:
        """Refuse what is no plain fact, unknown, somebody else's, stale or unfit."""
        body = self.body
        if self.past is None or body.field not in self.correctable:
            raise Refused([NotCorrectable(f"{body.field} of {body.type} is never corrected.", "/field")])
        past = self.past.recorded
        if past is None:
            raise Refused([EventUnknown(f"{self.subject} is no {body.type} of {body.about}.", "/about")])
        self.check(
            self.context.actor in {past.actor, past.recorder} or self.roles() & {Role.OWNER, Role.FACILITATOR},
            NotYours("Another person recorded this."),
        )
        self.after(past.occurred_at, "what it corrects")
        try:
            right = corrected(past.event, body.field, body.to)
        except msgspec.ValidationError as unfit:
            raise Refused([*self.refusals, ValueUnfit(str(unfit), "/to")]) from unfit
        present = self._corrected_so_far(past.event)
        former, to = as_kept(present, body.field), as_kept(right, body.field)
        self.check(self._repeated(present), FormerDiffers(f"It reads {former!r} by now.", "/from"))
        self.check(
            getattr(right, body.field) != getattr(present, body.field),
            ValueUnchanged(f"It reads {to!r} already.", "/to"),
        )
        self.record(
            RecordCorrected(
                event=self.subject,
                subjects=past.tags,
                position=past.position,
                type=body.type,
                field=body.field,
                reason=body.reason,
                former=former,
                to=to,
            )
        )

    def _corrected_so_far(self, fact: Event) -> Event:
        field = self.body.field
        known = self.corrections.fields
        return corrected(fact, field, known[field]) if field in known else fact

    def _repeated(self, present: Event) -> bool:
        """Whether the value that the body repeats, if it does, is the one to be corrected, however it is written."""
        field, former = self.body.field, self.body.former
        if former is UNSET:
            return True
        try:
            return bool(getattr(corrected(present, field, former), field) == getattr(present, field))
        except msgspec.ValidationError:
            return False
