"""One opportunity, folded from its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.kernel import Recorded
from domain.opportunities.readiness import missing_for_top
from domain.opportunities.state import Opportunity
from projections.folding import Folding, Reading
from projections.opportunities import course, ground, value, wording
from projections.opportunities.shape import OpportunityView, ReadinessView

__all__ = ["OPPORTUNITY", "OpportunityReading", "OpportunityView", "fold_opportunity"]

OPPORTUNITY: Folding[OpportunityView] = Folding()
for _steps in (wording.STEPS, value.STEPS, course.STEPS, ground.STEPS):
    OPPORTUNITY.include(_steps)


class OpportunityReading(Reading[OpportunityView]):
    """An opportunity's view in the making, beside the state that commands decide on."""

    def __init__(self, opportunity: str, sides: Sequence[str]) -> None:
        super().__init__(OPPORTUNITY, OpportunityView(opportunity=opportunity))
        self.state = Opportunity(opportunity)
        self.sides = sides

    def take(self, recorded: Recorded) -> None:
        """Take one event in."""
        super().take(recorded)
        if self.state.sees(recorded):
            self.state.fold(recorded)

    def settle(self) -> None:
        """Set what the domain derives, so that readers and commands never see different things."""
        view, state, facets = self.view, self.state, self.state.facets
        view.state, view.ended, view.suggested = state.state, state.ended, state.suggested
        view.prioritised_by = dict(state.prioritised_by)
        view.stopped_by, view.merged_into = state.stopped_by, state.merged_into
        view.readiness = ReadinessView(
            evidence=facets.evidence,
            impacted=facets.impacted,
            value={side: side in facets.value for side in self.sides},
            aligned=facets.aligned,
            assessed=facets.assessed,
            missing=missing_for_top(facets, self.sides),
        )

    @property
    def known(self) -> bool:
        """Whether it was raised or suggested."""
        return self.state.exists


def fold_opportunity(opportunity: str, history: Iterable[Recorded], sides: Sequence[str]) -> OpportunityView | None:
    """The opportunity after these events of its tag; None if it was not raised or suggested by then.

    `sides` are the required sides of the workspace, for the readiness of the value.
    """
    return OpportunityReading(opportunity, sides).read(history)
