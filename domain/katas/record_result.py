"""An experiment has a result."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import ExperimentId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.experiments import ResultRecorded
from domain.katas.measures import Measures
from domain.katas.refusals import ExperimentNotStarted, ResultAlreadyRecorded
from domain.katas.terms import Observations
from domain.metrics.terms import Quantity


class ExperimentResult(Body, kw_only=True):
    """What happened in which experiment, and the number measured of the predicted metric, in its unit."""

    experiment: ExperimentId
    what_happened: Text
    measured: Quantity | None = None
    observations: Observations = ()


class RecordResult(OnKata[ExperimentResult]):
    """Record a result; where its prediction was written down only afterwards, that is marked."""

    name = "record-result"
    may = THE_TEAM
    body_type = ExperimentResult

    def prepare(self) -> None:
        """Read the kata and the observations named."""
        super().prepare()
        self.measures = Measures(self, pins=self.body.observations)

    def decide(self) -> None:
        """Refuse a result of what has not started, and a second one."""
        self.require_going()
        self.check_team()
        body = self.body
        experiment = self.require_experiment(body.experiment)
        self.require(experiment.status != "planned", ExperimentNotStarted(f"{body.experiment} is only planned."))
        self.require(
            experiment.status == "started", ResultAlreadyRecorded(f"{body.experiment} is {experiment.status}.")
        )
        observations, predicted_at = self.measures.pinned(), experiment.predicted_at
        old = self.measures.only_data_before(experiment.plan.prediction.metric, predicted_at)
        self.record(
            ResultRecorded(
                kata=self.subject,
                experiment=body.experiment,
                what_happened=body.what_happened,
                measured=body.measured,
                observations=observations,
                late=experiment.late or old or self.context.claimed < predicted_at,
                metrics=self.measures.keys,
            )
        )
