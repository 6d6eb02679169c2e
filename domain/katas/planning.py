"""What planning and re-planning an experiment share: the words, the checks, and the plan that the hash covers."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from domain.acting import Body
from domain.fields import Text
from domain.ids import ExperimentId, ObstacleId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.measures import Measures
from domain.katas.refusals import ObstacleNotInFocus
from domain.katas.terms import ExperimentKind, ExperimentPlan, Prediction
from domain.refusals import Refusal


class ExperimentWords(Body, kw_only=True):
    """One small step against the obstacle in focus, what it should lead to, and when the team looks.

    `harm_guard` says how harm would be noticed and undone.
    """

    obstacle: ObstacleId
    step: Text
    check_on: date
    prediction: Prediction | None = None
    kind: ExperimentKind = "test"
    single_change: bool = True
    reversible: bool = True
    harm_guard: Text | None = None
    experiment: ExperimentId | None = None


class PredictionMissing(Refusal):
    """Without a prediction there is nothing to learn from the result."""

    rule = "kata.prediction-missing"


class PredictionIncomplete(Refusal):
    """A predicted number belongs to a metric, and a metric is predicted with a number."""

    rule = "kata.prediction-incomplete"


class ExperimentTooLarge(Refusal):
    """The experiment takes longer than the policy lets one step be."""

    rule = "kata.experiment-too-large"
    waivable = True


class CheckInPast(Refusal):
    """The day to look lies before the plan."""

    rule = "kata.check-in-past"


W = TypeVar("W", bound=ExperimentWords)


class Planning(OnKata[W]):
    """An act that writes an experiment down."""

    may = THE_TEAM

    def prepare(self) -> None:
        """Read the kata and the metric predicted."""
        super().prepare()
        prediction = self.body.prediction
        self.measures = Measures(self, metrics=[prediction.metric] if prediction and prediction.metric else [])

    def planned(self, experiment: str) -> ExperimentPlan:
        """Check the words and answer them as a plan."""
        body, target = self.body, self.require_target()
        self.require_obstacle(body.obstacle)
        self.check(body.obstacle == self.kata.focus, ObstacleNotInFocus(f"In focus: {self.kata.focus}.", "/obstacle"))
        today, longest = self.context.claimed.date(), self.policy.policy.experiment_max_days
        days = (body.check_on - today).days
        self.check(days >= 0, CheckInPast(f"{body.check_on} is over.", "/check_on"))
        self.check_waivable(
            days <= longest, ExperimentTooLarge(f"{days} days; the policy says {longest} at most.", "/check_on")
        )
        return ExperimentPlan(
            kata=self.subject,
            experiment=experiment,
            target_condition=target,
            obstacle=body.obstacle,
            kind=body.kind,
            step=body.step,
            single_change=body.single_change,
            reversible=body.reversible,
            prediction=self._predicted(),
            check_on=body.check_on,
            harm_guard=body.harm_guard,
        )

    def _predicted(self) -> Prediction:
        prediction = self.body.prediction or Prediction(text="")
        self.check(prediction.text.strip(), PredictionMissing("What do you expect?", "/prediction"))
        self.check(
            (prediction.metric is None) == (prediction.expected is None),
            PredictionIncomplete("Give both metric and expected, or neither.", "/prediction"),
        )
        if prediction.metric is None:
            return prediction
        return replace(prediction, unit=self.measures.unit(prediction.metric, prediction.unit, "/prediction"))

    def late(self) -> bool:
        """Whether the predicted metric has data from after the time for which the plan is claimed."""
        prediction = self.body.prediction
        metric = prediction.metric if prediction else None
        return metric is not None and self.measures.has_data_after(metric, self.context.claimed)
