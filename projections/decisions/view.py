"""One decision, folded from its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.decisions.state import Decision
from domain.kernel import Recorded
from projections.decisions import agreeing, course, saying
from projections.decisions.shape import DecisionView
from projections.folding import Folding, Reading

__all__ = ["DECISION", "DecisionReading", "DecisionView", "fold_decision"]

DECISION: Folding[DecisionView] = Folding()
for _steps in (agreeing.STEPS, saying.STEPS, course.STEPS):
    DECISION.include(_steps)


class DecisionReading(Reading[DecisionView]):
    """A decision's view in the making, beside the state that commands decide on."""

    def __init__(self, decision: str, sides: Sequence[str]) -> None:
        super().__init__(DECISION, DecisionView(decision=decision))
        self.state = Decision(decision)
        self.sides = sides

    def take(self, recorded: Recorded) -> None:
        """Take one event in."""
        super().take(recorded)
        if self.state.sees(recorded):
            self.state.fold(recorded)

    def settle(self) -> None:
        """Set what the domain derives, so that readers and commands never see different things."""
        view, state = self.view, self.state
        view.state = state.state
        view.agreed_sides = list(state.complete)
        view.waiting_for = [side for side in self.sides if side not in state.complete] if state.state == "open" else []
        view.sided = dict(state.spoken)
        view.blocking = [name for name, objection in state.objections.items() if objection.blocking and objection.open]

    @property
    def known(self) -> bool:
        """Whether it was proposed."""
        return self.state.known


def fold_decision(decision: str, history: Iterable[Recorded], sides: Sequence[str]) -> DecisionView | None:
    """The decision after these events of its tag; None if it was not proposed by then.

    `sides` are the required sides of the workspace.
    """
    return DecisionReading(decision, sides).read(history)
