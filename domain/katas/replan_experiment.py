"""The team plans an experiment differently before it starts."""

from __future__ import annotations

from domain.canonical import content_hash
from domain.fields import Text
from domain.ids import ExperimentId
from domain.katas.experiments import ExperimentReplanned
from domain.katas.planning import ExperimentWords, Planning
from domain.katas.refusals import ExperimentAlreadyStarted
from domain.refusals import Kind, Refusal


class ExperimentRewording(ExperimentWords, kw_only=True):
    """The whole plan of that experiment as it should read."""

    experiment: ExperimentId
    reason: Text | None = None


class PlanUnchanged(Refusal):
    """The plan would say the same."""

    rule = "kata.plan-unchanged"
    kind = Kind.CONFLICT


class ReplanExperiment(Planning[ExperimentRewording]):
    """Write another plan, with another hash, for an experiment that has not started."""

    name = "replan-experiment"
    body_type = ExperimentRewording

    def decide(self) -> None:
        """Refuse once it has started: from then on the prediction is locked."""
        self.require_running()
        self.check_team()
        name = self.body.experiment
        former = self.require_experiment(name)
        self.require(former.status == "planned", ExperimentAlreadyStarted(f"{name} is {former.status}."))
        plan = self.planned(name)
        digest = content_hash(plan)
        self.check(digest != former.digest, PlanUnchanged(f"{name} is planned like that."))
        self.record_waivers(f"kata:{self.subject}")
        self.record(
            ExperimentReplanned(
                kata=self.subject,
                experiment=name,
                obstacle=plan.obstacle,
                target_condition=plan.target_condition,
                digest=digest,
                plan=plan,
                changes=tuple(
                    field for field in plan.__struct_fields__ if getattr(plan, field) != getattr(former.plan, field)
                ),
                policy=self.policy.revision,
                late=self.late(),
                metrics=self.measures.keys,
                reason=self.body.reason,
            )
        )
