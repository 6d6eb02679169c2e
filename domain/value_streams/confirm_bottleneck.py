"""People agree on what holds up the whole."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Line
from domain.ids import StepId
from domain.refusals import Kind, Refusal
from domain.value_streams.act import LEADING, OnValueStream
from domain.value_streams.events import BottleneckConfirmed


class BottleneckAgreed(Body, kw_only=True):
    """Which step, and why in a line."""

    step: StepId
    why: Line | None = None


class NotNominated(Refusal):
    """Nobody has nominated the step, and the formula does not point at it."""

    rule = "value-stream.not-nominated"
    kind = Kind.CONFLICT


class ConfirmedBefore(Refusal):
    """The step is confirmed as a bottleneck already."""

    rule = "value-stream.confirmed-before"
    kind = Kind.CONFLICT


class ConfirmBottleneck(OnValueStream[BottleneckAgreed]):
    """Confirm a step that somebody nominated or that stands out by the formula."""

    name = "confirm-bottleneck"
    may = LEADING
    body_type = BottleneckAgreed

    def decide(self) -> None:
        """Refuse unknown steps, those that nobody and nothing points at, and a second confirmation."""
        self.require_open()
        body = self.body
        step = self.require_step(body.step)
        nominated = bool(step.nominated_by)
        candidate = any(found.step == body.step for found in self.stream.candidates)
        self.check(nominated or candidate, NotNominated(f"Nominate {body.step} first.", "/step"))
        self.check(step.bottleneck is None, ConfirmedBefore(f"{body.step} is confirmed.", "/step"))
        self.record(
            BottleneckConfirmed(
                map=self.subject,
                step=body.step,
                person=self.context.actor,
                nominated=nominated,
                candidate=candidate,
                why=body.why,
            )
        )
