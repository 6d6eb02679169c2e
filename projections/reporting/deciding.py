"""Which events change the line of a decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from domain.decisions import events, voices
from domain.kernel import Event, Recorded
from projections.reporting import decided
from projections.reporting.decided import DecisionLine
from projections.reporting.lines import Begin, LineMemory, Lines, Step, others


class Decided(Lines[DecisionLine]):
    """One line a decision."""

    kind = "decision"
    memory = LineMemory[DecisionLine]
    begins: ClassVar[dict[type[Event], Begin]] = {events.DecisionProposed: decided.proposed}
    steps: ClassVar[dict[type[Event], Step]] = {
        events.CounterProposed: decided.revised,
        events.DecisionRevised: decided.revised,
        events.SideAgreed: decided.agreed,
        events.AgreementCarried: decided.agreed,
        events.AgreementVoided: decided.voided,
        events.AgreementRescinded: decided.voided,
        events.AgreementReached: decided.reached,
        events.DecisionConfirmed: decided.confirmed,
        events.DecisionSuperseded: decided.ended("superseded"),
        events.DecisionDeclined: decided.ended("declined"),
        events.DecisionWithdrawn: decided.ended("withdrawn"),
        events.DecisionExpired: decided.ended("expired"),
        events.DecisionRevoked: decided.ended("revoked"),
        voices.ObjectionRaised: decided.said,
        voices.StanceTaken: decided.said,
        voices.AdviceGiven: decided.said,
        voices.WinStated: decided.won,
        voices.WinAssessed: decided.judged,
    }
    folds: ClassVar[frozenset[type[Event]]] = frozenset((*begins, *steps))
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The decision; a carried agreement changes the one that it is carried to."""
        event: Any = recorded.event
        return (event.decision,)
