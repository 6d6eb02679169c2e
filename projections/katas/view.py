"""One kata, folded from its events: the storyboard."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kernel import Recorded
from projections.folding import Folding, Reading
from projections.katas import conditions, experimenting
from projections.katas.shape import KataView

__all__ = ["KATA", "KataReading", "KataView", "fold_kata"]

KATA: Folding[KataView] = Folding()
for _steps in (conditions.STEPS, experimenting.STEPS):
    KATA.include(_steps)


class KataReading(Reading[KataView]):
    """The view in the making."""

    def __init__(self, kata: str) -> None:
        super().__init__(KATA, KataView(kata=kata))

    def settle(self) -> None:
        """Say what the team works on now."""
        view = self.view
        view.focus = next((each.obstacle for each in view.obstacles if each.status == "focused"), None)
        going_on = [each.experiment for each in view.experiments if each.status in {"planned", "started", "resulted"}]
        view.current_experiment = going_on[-1] if going_on else None

    @property
    def known(self) -> bool:
        """Whether it was started."""
        return self.view.started is not None


def fold_kata(kata: str, history: Iterable[Recorded]) -> KataView | None:
    """The kata after these events of its tag; None if it was not started by then."""
    return KataReading(kata).read(history)
