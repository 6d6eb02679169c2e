"""People mark where work changes hands."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import StepId
from domain.refusals import Kind, Refusal
from domain.value_streams.act import OnValueStream
from domain.value_streams.events import HandoffAdded


class Handoff(Body, kw_only=True):
    """From which step to which, and how."""

    giver: StepId
    receiver: StepId
    note: Text | None = None


class HandoffToItself(Refusal):
    """A hand-off lies between two steps."""

    rule = "value-stream.handoff-to-itself"


class HandoffAlreadyMarked(Refusal):
    """That hand-off is on the map already."""

    rule = "value-stream.handoff-exists"
    kind = Kind.CONFLICT


class AddHandoff(OnValueStream[Handoff]):
    """Mark a hand-off between two steps."""

    name = "add-handoff"
    may = ANY_MEMBER
    body_type = Handoff

    def decide(self) -> None:
        """Refuse unknown steps, a step's hand-off to itself, and one marked before."""
        self.require_open()
        body = self.body
        self.require_step(body.giver, "/giver")
        self.require_step(body.receiver, "/receiver")
        self.check(body.giver != body.receiver, HandoffToItself("Name two steps.", "/receiver"))
        marked = (body.giver, body.receiver) in self.stream.handoffs
        self.check(not marked, HandoffAlreadyMarked("It is marked.", "/receiver"))
        self.record(HandoffAdded(map=self.subject, giver=body.giver, receiver=body.receiver, note=body.note))
