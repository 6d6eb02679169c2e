"""One decision, folded from its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.decisions.state import Decision
from domain.kernel import Recorded
from projections.decisions import agreeing, course, saying
from projections.decisions.shape import DecisionView
from projections.folding import Folding
from projections.mending import mended

__all__ = ["DECISION", "DecisionView", "fold_decision"]

DECISION: Folding[DecisionView] = Folding()
for _steps in (agreeing.STEPS, saying.STEPS, course.STEPS):
    DECISION.include(_steps)


def fold_decision(decision: str, history: Iterable[Recorded], sides: Sequence[str]) -> DecisionView | None:
    """The decision after these events of its tag; None if it was not proposed by then.

    `sides` are the required sides of the workspace.
    """
    view, state = DecisionView(decision=decision), Decision(decision)
    for recorded in mended(history):
        DECISION.take(view, recorded)
        if state.sees(recorded):
            state.fold(recorded)
    settle(view, state, sides)
    return view if state.known else None


def settle(view: DecisionView, state: Decision, sides: Sequence[str]) -> None:
    """Set what the domain derives, so that readers and commands never see different things."""
    view.state = state.state
    view.agreed_sides = list(state.complete)
    view.waiting_for = [side for side in sides if side not in state.complete] if state.state == "open" else []
    view.sided = dict(state.spoken)
    view.blocking = [name for name, objection in state.objections.items() if objection.blocking and objection.open]
