"""Who has ever cited a signal."""

from __future__ import annotations

from domain.decisions.events import CounterProposed, DecisionProposed, DecisionRevised
from domain.kernel import Recorded, State
from domain.opportunities.events import EvidenceAttached


class Reliance(State):
    """The decisions and opportunities that cited a signal at some time; whether they still do is theirs to say."""

    folds = (DecisionProposed, CounterProposed, DecisionRevised, EvidenceAttached)

    def __init__(self, signal: str) -> None:
        super().__init__(f"signal:{signal}")
        self.decisions: dict[str, None] = {}
        self.opportunities: dict[str, None] = {}

    def fold(self, recorded: Recorded) -> None:
        """Note who cites it."""
        match recorded.event:
            case EvidenceAttached(opportunity=opportunity):
                self.opportunities[opportunity] = None
            case DecisionProposed(decision=decision):
                self.decisions[decision] = None
            case CounterProposed(decision=decision) | DecisionRevised(decision=decision):
                self.decisions[decision] = None
