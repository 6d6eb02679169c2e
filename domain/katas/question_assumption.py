"""Somebody questions an assumption."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import ExperimentId, ObstacleId
from domain.katas.act import OnKata
from domain.katas.events import AssumptionQuestioned
from domain.katas.refusals import ObstacleUnknown


class Question(Body, kw_only=True):
    """What is taken for granted, the question to it, and which experiment or obstacle brought it up."""

    assumption: Text
    question: Text
    experiment: ExperimentId | None = None
    obstacle: ObstacleId | None = None


class QuestionAssumption(OnKata[Question]):
    """Question what everybody takes for granted; open to every member."""

    name = "question-assumption"
    may = ANY_MEMBER
    body_type = Question

    def decide(self) -> None:
        """Refuse experiments and obstacles that the kata does not have."""
        self.require_going()
        body = self.body
        if body.experiment:
            self.require_experiment(body.experiment)
        self.check(
            body.obstacle is None or body.obstacle in self.kata.obstacles,
            ObstacleUnknown(f"{body.obstacle} is not known here.", "/obstacle"),
        )
        self.record(
            AssumptionQuestioned(
                kata=self.subject,
                assumption=body.assumption,
                question=body.question,
                experiment=body.experiment,
                obstacle=body.obstacle,
            )
        )
