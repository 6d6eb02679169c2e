"""The demo's assessment: three opportunities, scored by Ted of technology, Bea of business and Dev of the team."""

from __future__ import annotations

from typing import Any

from domain.assessments.confirm_settlement import ConfirmSettlement, SettlementToConfirm
from domain.assessments.open_assessment import AssessmentToOpen, OpenAssessment
from domain.assessments.reveal_scores import RevealScores, ScoresReveal
from domain.assessments.settle_assessment import SettleAssessment, SettledItem, Settling
from domain.assessments.state import Assessment
from domain.assessments.submit_scores import ScoreSheet, SubmitScores
from domain.assessments.terms import Score
from domain.kernel import Command, Event
from domain.opportunities.state import Opportunity
from domain.partnership.seats import Seat
from tests.domain.growing import Growing
from tests.domain.opportunities.history import BEA, BEN, DEV, FAY, PEOPLE, TED, TESS, raised
from tests.domain.story import Outcome, an_id

__all__ = ["BEA", "BEN", "DEV", "FAY", "TED", "TESS"]

ASSESSMENT = an_id("asm", 1)
RELEASES, CHECKS, RESULTS = THREE = tuple(an_id("opp", number) for number in range(1, 4))
NEVER_RAISED = an_id("opp", 9)
SCORERS = (Seat(person=TED, side="technology"), Seat(person=BEA, side="business"), Seat(person=DEV, side="team"))
POINTS = {
    TED: ((5, 5), (3, 4), (4, 4)),
    BEA: ((3, 5), (2, 3), (2, 3)),
    DEV: ((5, 4), (3, 5), (3, 5)),
}
SETTLED = ((5, 5), (3, 4), (3, 4))


def opening(**changes: Any) -> AssessmentToOpen:
    """The usual opportunities and scorers."""
    usual: dict[str, Any] = {"opportunities": THREE, "scorers": tuple(Seat(person=seat.person) for seat in SCORERS)}
    return AssessmentToOpen(**(usual | changes))


def scores(*points: tuple[int, int], of: tuple[str, ...] = THREE, note: str | None = None) -> ScoreSheet:
    """A sheet of (difficulty, urgency) per opportunity."""
    listed = zip(of, points, strict=False)
    sheet = tuple(Score(opportunity=name, difficulty=hard, urgency=painful) for name, (hard, painful) in listed)
    return ScoreSheet(scores=sheet, note=note)


def settling(*points: tuple[float, float], of: tuple[str, ...] = THREE, note: str | None = None) -> Settling:
    """What people settle on."""
    listed = zip(of, points or SETTLED, strict=False)
    items = tuple(SettledItem(opportunity=name, difficulty=hard, urgency=painful) for name, (hard, painful) in listed)
    return Settling(items=items, note=note)


class Scene(Growing):
    """An assessment on its way."""

    def __init__(self, *further: Event) -> None:
        super().__init__(*PEOPLE, *(raised(name) for name in THREE), *further)

    def act(self, by: str, command: type[Command], body: Any, **context: Any) -> Outcome:
        """Act on the assessment."""
        return self.does(by, command, ASSESSMENT, body, **context)

    def confirms(self, by: str, **changes: Any) -> Outcome:
        """Confirm the latest settlement."""
        found = self.assessment
        usual: dict[str, Any] = {"revision": found.revision or 1, "digest": found.digest or "0" * 64}
        context = {name: changes.pop(name) for name in ("basis", "occurred_at") if name in changes}
        return self.act(by, ConfirmSettlement, SettlementToConfirm(**(usual | changes)), **context)

    @property
    def assessment(self) -> Assessment:
        """The assessment as it stands."""
        return self.state(Assessment, ASSESSMENT)

    def opportunity(self, name: str) -> Opportunity:
        """An opportunity as it stands."""
        return self.state(Opportunity, name)


def opened(*further: Event, **changes: Any) -> Scene:
    """Fay has opened it."""
    scene = Scene(*further)
    scene.goes(FAY, OpenAssessment, ASSESSMENT, opening(**changes))
    return scene


def scored(*further: Event, scene: Scene | None = None) -> Scene:
    """All three have scored."""
    scene = scene or opened(*further)
    for person, points in POINTS.items():
        scene.goes(person, SubmitScores, ASSESSMENT, scores(*points))
    return scene


def revealed(*further: Event) -> Scene:
    """The scores are open."""
    scene = scored(*further)
    scene.goes(FAY, RevealScores, ASSESSMENT, ScoresReveal())
    return scene


def settled(*further: Event) -> Scene:
    """People have settled."""
    scene = revealed(*further)
    scene.goes(FAY, SettleAssessment, ASSESSMENT, settling())
    return scene
