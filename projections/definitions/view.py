"""One Definition of Awesome, folded from its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.definitions.events import TeamFeedbackGiven
from domain.definitions.terms import BuyInCounts
from domain.kernel import Recorded
from projections.definitions import course, voicing
from projections.definitions.promises import by_side
from projections.definitions.shape import DefinitionView
from projections.folding import Folding, Reading

__all__ = ["DEFINITION", "DefinitionReading", "DefinitionView", "fold_definition"]

DEFINITION: Folding[DefinitionView] = Folding()
for _steps in (course.STEPS, voicing.STEPS):
    DEFINITION.include(_steps)


class DefinitionReading(Reading[DefinitionView]):
    """The view in the making."""

    def __init__(self, definition: str, sides: Sequence[str]) -> None:
        super().__init__(DEFINITION, DefinitionView(definition=definition))
        self.sides = sides
        self.sealed: dict[str, BuyInCounts] = {}

    def take(self, recorded: Recorded) -> None:
        """Take one event in."""
        super().take(recorded)
        if isinstance(recorded.event, TeamFeedbackGiven):
            voicing.sealed_counts(self.sealed, recorded.event)

    def settle(self) -> None:
        """Count voices, and say whose signatures are there."""
        view = self.view
        standing = [each for each in view.signatures if each.stands and each.complete]
        view.signed_sides = list(dict.fromkeys(each.side for each in standing if each.revision == view.revision))
        waiting = [side for side in self.sides if side not in view.signed_sides]
        view.waiting_for = waiting if view.state == "draft" else []
        view.buy_in = voicing.summary(view, self.sealed)
        view.support_by_side = by_side(view.support)

    @property
    def known(self) -> bool:
        """Whether it was drafted."""
        return self.view.drafted is not None


def fold_definition(definition: str, history: Iterable[Recorded], sides: Sequence[str]) -> DefinitionView | None:
    """The definition after these events of its tag; None if it was not drafted by then."""
    return DefinitionReading(definition, sides).read(history)
