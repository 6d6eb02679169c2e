"""People add a step to the stream."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Line, Text
from domain.ids import StepId
from domain.refusals import Kind, Refusal
from domain.value_streams.act import OnValueStream
from domain.value_streams.events import StepAdded
from domain.value_streams.terms import MAX_STEPS, Place


class NewStep(Body, kw_only=True):
    """What is done there, and at which place of the stream (at its end where it is left out)."""

    name: Line
    place: Place | None = None
    step: StepId | None = None
    note: Text | None = None


class StepAlreadyExists(Refusal):
    """The id belongs to a step of this map already, or to one that was removed."""

    rule = "value-stream.step-already-exists"
    kind = Kind.CONFLICT


class TooManySteps(Refusal):
    """A map of more steps than anybody can look at is two maps."""

    rule = "value-stream.too-many-steps"
    kind = Kind.CONFLICT


class AddStep(OnValueStream[NewStep]):
    """Add a step; those from its place on move one place further."""

    name = "add-step"
    may = ANY_MEMBER
    body_type = NewStep

    def decide(self) -> None:
        """Refuse a used id and more steps than a map has."""
        self.require_open()
        body, stream = self.body, self.stream
        name = body.step or self.context.new_id("stp")
        self.check(name not in stream.known_steps, StepAlreadyExists(f"{name} was added before.", "/step"))
        count = len(stream.order)
        self.check(count < MAX_STEPS, TooManySteps(f"{self.subject} has {count} steps."))
        place = min(body.place or count + 1, count + 1)
        self.record(StepAdded(map=self.subject, step=name, name=body.name, place=place, note=body.note))
