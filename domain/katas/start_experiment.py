"""An experiment starts."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Digest
from domain.ids import ExperimentId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.experiments import ExperimentStarted
from domain.katas.refusals import ExperimentAlreadyStarted
from domain.refusals import Kind, Refusal


class ExperimentStart(Body, kw_only=True):
    """Which one; `digest` may name the plan that was read, so that no other one is started."""

    experiment: ExperimentId
    digest: Digest | None = None


class PlanDiffers(Refusal):
    """The experiment is planned differently by now."""

    rule = "kata.plan-differs"
    kind = Kind.CONFLICT


class StartExperiment(OnKata[ExperimentStart]):
    """Start the planned experiment: its prediction is locked from here."""

    name = "start-experiment"
    may = THE_TEAM
    body_type = ExperimentStart

    def decide(self) -> None:
        """Refuse a second start, another plan than the one read, and starts without an open target condition."""
        self.require_running()
        self.check_team()
        body = self.body
        experiment = self.require_experiment(body.experiment)
        self.require(
            experiment.status == "planned", ExperimentAlreadyStarted(f"{body.experiment} is {experiment.status}.")
        )
        self.require_target()
        self.check(
            body.digest in {None, experiment.digest}, PlanDiffers(f"Its plan has {experiment.digest}.", "/digest")
        )
        self.record(ExperimentStarted(kata=self.subject, experiment=body.experiment, digest=experiment.digest))
