"""Somebody says what a signal means."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.refusals import Kind, Refusal
from domain.signals.act import OnSignal
from domain.signals.events import SignalInterpreted


class Interpretation(Body):
    """What it means, seen from where the actor stands."""

    interpretation: Text


class InterpretationUnchanged(Refusal):
    """The actor has said just that already."""

    rule = "signal.interpretation-unchanged"
    kind = Kind.CONFLICT


class InterpretSignal(OnSignal[Interpretation]):
    """Interpret a signal; each person's latest interpretation counts."""

    name = "interpret-signal"
    may = ANY_MEMBER
    body_type = Interpretation

    def decide(self) -> None:
        """Refuse a retracted signal and a repeated word."""
        self.require_standing()
        text = self.body.interpretation
        former = self.signal.interpretations.get(self.context.actor)
        self.check(text != former, InterpretationUnchanged("That is on the record.", "/interpretation"))
        self.record(SignalInterpreted(signal=self.subject, side=self.side, interpretation=text))
