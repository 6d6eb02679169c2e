"""People take a step out of the stream."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import StepId
from domain.value_streams.act import OnValueStream
from domain.value_streams.events import StepRemoved


class StepToRemove(Body, kw_only=True):
    """The step, and why it is none."""

    step: StepId
    reason: Text | None = None


class RemoveStep(OnValueStream[StepToRemove]):
    """Remove a step, with its numbers, hand-offs and rework."""

    name = "remove-step"
    may = ANY_MEMBER
    body_type = StepToRemove

    def decide(self) -> None:
        """Refuse unknown steps."""
        self.require_open()
        self.require_step(self.body.step)
        self.record(StepRemoved(map=self.subject, step=self.body.step, reason=self.body.reason))
