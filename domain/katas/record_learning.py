"""The team says what it learned."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import ExperimentId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.experiments import LearningRecorded
from domain.katas.terms import Verdict
from domain.katas.verdicts import computed, deviation
from domain.refusals import Kind, Refusal


class Learning(Body, kw_only=True):
    """From which experiment, what, the person's own verdict on the prediction, what surprised, and what comes next."""

    experiment: ExperimentId
    learned: Text
    verdict: Verdict
    surprise: Text | None = None
    next: Text | None = None


class ResultMissing(Refusal):
    """First the result, then the learning."""

    rule = "kata.result-missing"
    kind = Kind.CONFLICT


class LearningAlreadyRecorded(Refusal):
    """The learning of that experiment is on the record; learnings are never corrected."""

    rule = "kata.learning-already-recorded"
    kind = Kind.CONFLICT


class RecordLearning(OnKata[Learning]):
    """Record a learning; what the numbers say stands beside the person's verdict."""

    name = "record-learning"
    may = THE_TEAM
    body_type = Learning

    def decide(self) -> None:
        """Refuse a learning before the result, and a second one."""
        self.require_going()
        self.check_team()
        body = self.body
        experiment = self.require_experiment(body.experiment)
        status = experiment.status
        self.require(not experiment.finished, LearningAlreadyRecorded(f"{body.experiment} is {status}."))
        self.require(status == "resulted", ResultMissing(f"{body.experiment} is {status}."))
        prediction = experiment.plan.prediction
        measured = experiment.result.measured if experiment.result else None
        off = deviation(prediction, measured)
        self.record(
            LearningRecorded(
                kata=self.subject,
                experiment=body.experiment,
                learned=body.learned,
                verdict=body.verdict,
                computed=computed(prediction, measured),
                deviation=None if off is None else float(off),
                surprise=body.surprise,
                next=body.next,
            )
        )
