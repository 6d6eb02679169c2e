"""Somebody thinks that a step holds up the whole."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import StepId
from domain.refusals import Kind, Refusal
from domain.value_streams.act import OnValueStream
from domain.value_streams.events import BottleneckNominated


class BottleneckSeen(Body, kw_only=True):
    """Which step, and what makes the person think so."""

    step: StepId
    why: Text


class NominatedBefore(Refusal):
    """The person has nominated that step before."""

    rule = "value-stream.nominated-before"
    kind = Kind.CONFLICT


class NominateBottleneck(OnValueStream[BottleneckSeen]):
    """Nominate a step; a formula only points, people say what they see."""

    name = "nominate-bottleneck"
    may = ANY_MEMBER
    body_type = BottleneckSeen

    def decide(self) -> None:
        """Refuse unknown steps and a second nomination by the same person."""
        self.require_open()
        body, person = self.body, self.context.actor
        step = self.require_step(body.step)
        self.check(person not in step.nominated_by, NominatedBefore("Once is enough.", "/step"))
        self.record(BottleneckNominated(map=self.subject, step=body.step, person=person, side=self.side, why=body.why))
