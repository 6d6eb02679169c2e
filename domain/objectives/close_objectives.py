"""A cycle ends for a set of objectives."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body, Role
from domain.fields import Text
from domain.objectives.act import OnObjectives, require_active
from domain.objectives.events import ObjectivesClosed
from domain.objectives.refusals import ObjectiveKeyTwice, ObjectiveOrKeyResultUnknown
from domain.objectives.terms import Score
from domain.refusals import Refusal


class Closing(Body, kw_only=True):
    """A score from 0 to 1 for each key result (or priority), and what people see looking back."""

    scores: Annotated[tuple[Score, ...], Meta(max_length=300)]
    reflection: Text


class ScoreMissing(Refusal):
    """Each key result is scored, or each objective that has none."""

    rule = "objectives.score-missing"


class CloseObjectives(OnObjectives[Closing]):
    """Close a set: scores are people's, progress is computed beside them."""

    name = "close-objectives"
    may = frozenset({Role.PARTNER, Role.DELEGATE, Role.FACILITATOR})
    body_type = Closing

    def decide(self) -> None:
        """Refuse what is not active, unknown keys, keys twice and keys left out."""
        objectives, body = self.objectives, self.body
        require_active(self, objectives)
        scored = [score.key for score in body.scores]
        unknown = [key for key in scored if key not in objectives.keys]
        self.check(not unknown, ObjectiveOrKeyResultUnknown(f"Unknown: {', '.join(unknown)}.", "/scores"))
        self.check(len({*scored}) == len(scored), ObjectiveKeyTwice("Each key is scored once.", "/scores"))
        wanted = {*objectives.key_results}
        wanted |= {objective.key for objective in objectives.content if not objective.key_results}
        missing = sorted(wanted - {*scored})
        self.check(not missing, ScoreMissing(f"Not scored: {', '.join(missing)}.", "/scores"))
        self.record(
            ObjectivesClosed(
                objectives=self.subject, place=objectives.place, scores=body.scores, reflection=body.reflection
            )
        )
