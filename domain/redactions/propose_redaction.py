"""A side asks that texts of a recorded event be taken out."""

from __future__ import annotations

from domain.acting import A_SIDE, Act, Body
from domain.fields import Text
from domain.partnership.correct_record import EventType, EventUnknown, PastEvent
from domain.partnership.correctable import SubjectTag
from domain.redactions.events import Pointers, RedactionContent, RedactionProposed
from domain.redactions.prose import prose_at
from domain.redactions.refusals import AlreadyRedacted, NoProse, RedactionSecondHand
from domain.redactions.state import Redaction
from domain.refusals import Refused
from domain.upcasting import kind_now


class RedactionDraft(Body):
    """The event's type and one of its tags (so that it is found without searching), which texts go, and why.

    The reason stays on the record: it must not repeat what is to go.
    """

    type: EventType
    about: SubjectTag
    fields: Pointers
    reason: Text


class ProposeRedaction(Act[RedactionDraft]):
    """Propose to take texts out of a recorded event, for the own side. With the consent of every side they are gone."""

    name = "propose-redaction"
    may = A_SIDE
    body_type = RedactionDraft
    subject_type = "evt"
    minutable = False
    even_archived = True

    def prepare(self) -> None:
        """Read the event and what was agreed about it."""
        kind = kind_now(self.body.type)
        self.redaction = self.know(Redaction(self.subject))
        self.past = self.know(PastEvent(self.body.about, kind, self.subject)) if kind else None

    def decide(self) -> None:
        """Refuse an unknown event, and what is no prose or gone."""
        body = self.body
        self.require(
            self.context.basis == "first_hand", RedactionSecondHand("A redaction is agreed first-hand, by each side.")
        )
        past = self.past.recorded if self.past else None
        if past is None:
            raise Refused([EventUnknown(f"{self.subject} is no {body.type} of {body.about}.", "/about")])
        for place, pointer in enumerate(body.fields):
            self.check(
                prose_at(past.event, pointer) is not None,
                NoProse(f"{pointer} of {body.type} is no free text.", f"/fields/{place}"),
            )
        self.check(set(body.fields) - self.redaction.gone, AlreadyRedacted("They were taken out before.", "/fields"))
        self.after(past.occurred_at, "what it is about")
        content = RedactionContent(event=self.subject, position=past.position, fields=body.fields, reason=body.reason)
        self.record(
            RedactionProposed(
                event=self.subject,
                subjects=past.tags,
                position=past.position,
                type=body.type,
                fields=body.fields,
                reason=body.reason,
                digest=content.digest,
                side=self.side,
                person=self.context.actor,
            )
        )
