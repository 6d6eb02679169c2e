"""People move a step to another place."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.ids import StepId
from domain.refusals import Kind, Refusal
from domain.value_streams.act import OnValueStream
from domain.value_streams.events import StepMoved
from domain.value_streams.terms import Place


class StepPlace(Body, kw_only=True):
    """The step and its new place, counted from 1."""

    step: StepId
    place: Place


class StepPlaceUnchanged(Refusal):
    """The step stands there already."""

    rule = "value-stream.place-unchanged"
    kind = Kind.CONFLICT


class MoveStep(OnValueStream[StepPlace]):
    """Move a step; the others close up and make room."""

    name = "move-step"
    may = ANY_MEMBER
    body_type = StepPlace

    def decide(self) -> None:
        """Refuse unknown steps and a move to the same place."""
        self.require_open()
        self.require_step(self.body.step)
        order = self.stream.order
        place = min(self.body.place, len(order))
        self.check(order.index(self.body.step) + 1 != place, StepPlaceUnchanged(f"It is number {place}.", "/place"))
        self.record(StepMoved(map=self.subject, step=self.body.step, place=place))
