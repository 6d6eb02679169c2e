"""An experiment is given up."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import ExperimentId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.experiments import ExperimentAbandoned
from domain.katas.refusals import ResultAlreadyRecorded


class Abandonment(Body, kw_only=True):
    """Which one, why, and what was learned all the same."""

    experiment: ExperimentId
    reason: Text
    learned: Text


class AbandonExperiment(OnKata[Abandonment]):
    """Give a planned or running experiment up; the learning counts as its learning."""

    name = "abandon-experiment"
    may = THE_TEAM
    body_type = Abandonment

    def decide(self) -> None:
        """Refuse one that has its result: that one is learned from."""
        self.require_going()
        self.check_team()
        body = self.body
        experiment = self.require_experiment(body.experiment)
        self.check(experiment.unfinished, ResultAlreadyRecorded(f"{body.experiment} is {experiment.status}."))
        self.record(
            ExperimentAbandoned(kata=self.subject, experiment=body.experiment, reason=body.reason, learned=body.learned)
        )
