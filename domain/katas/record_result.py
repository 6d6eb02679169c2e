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


class ExperimentResult(Body, kw_only=True):
    """What happened in which experiment, and the number measured of the predicted metric, in its unit."""

    experiment: ExperimentId
    what_happened: Text
    measured: float | None = None
    observations: Observations = ()


class RecordResult(OnKata[ExperimentResult]):
    """Record a result; where its prediction was written down only afterwards, that is marked."""

    name = "record-result"
    may = THE_TEAM
    body_type = ExperimentResult

    def prepare(self) -> None:
        """Read the kata and the observations named."""
        super().prepare()
        self.measures = Measures(self, observations=self.body.observations)

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
        observations = self.measures.pinned()
        self.record(
            ResultRecorded(
                kata=self.subject,
                experiment=body.experiment,
                what_happened=body.what_happened,
                measured=body.measured,
                observations=observations,
                late=experiment.late or self.context.claimed < experiment.predicted_at,
                metrics=self.measures.keys,
            )
        )
