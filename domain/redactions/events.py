"""Events of redactions."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from domain.canonical import content_hash
from domain.fields import Digest, Side, Text
from domain.ids import EventId, PersonId
from domain.kernel import Event, Tag, event
from domain.partnership.correctable import SubjectTag
from domain.redactions.prose import Pointer

Pointers = Annotated[
    tuple[Pointer, ...],
    Meta(min_length=1, max_length=50, description="JSON pointers (RFC 6901) into the event's data"),
]


class RedactionContent(msgspec.Struct, frozen=True, kw_only=True):
    """What the sides agree to: which texts of which event go, and why."""

    event: EventId
    position: int
    fields: Pointers
    reason: Text

    @property
    def digest(self) -> str:
        """Its hash, which a confirmation names."""
        return content_hash(self)


@event("redaction-proposed")
class RedactionProposed(Event):
    """A side wants texts of a recorded event taken out. It waits for the other required sides.

    `position` is that of the event. `subjects` are its tags, so that its subjects show what became of it. A newer
    proposal for the same event takes the place of an open one.
    """

    event: Annotated[EventId, Tag("event")]
    subjects: Annotated[tuple[SubjectTag, ...], Tag("*")]
    position: int
    type: str
    fields: Pointers
    reason: Text
    digest: Digest
    side: Side
    person: Annotated[PersonId, Tag("member")]


@event("redaction-confirmed")
class RedactionConfirmed(Event):
    """A side confirmed the proposed redaction. `confirmed`: who did for which side so far, the proposer included."""

    event: Annotated[EventId, Tag("event")]
    digest: Digest
    side: Side
    person: Annotated[PersonId, Tag("member")]
    confirmed: dict[Side, PersonId]


@event("event-redacted")
class EventRedacted(Event):
    """Every required side agreed: the texts are taken out, the event's leaf and everything else stays."""

    event: Annotated[EventId, Tag("event")]
    subjects: Annotated[tuple[SubjectTag, ...], Tag("*")]
    position: int
    type: str
    fields: Pointers
    reason: Text
    digest: Digest
