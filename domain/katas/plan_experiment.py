"""The team plans its next experiment."""

from __future__ import annotations

from domain.canonical import content_hash
from domain.katas.experiments import ExperimentPlanned
from domain.katas.planning import ExperimentWords, Planning
from domain.katas.refusals import LearningMissing
from domain.refusals import Kind, Refusal


class ExperimentAlreadyExists(Refusal):
    """The id belongs to an experiment of this kata already."""

    rule = "kata.experiment-already-exists"
    kind = Kind.CONFLICT


class PlanExperiment(Planning[ExperimentWords]):
    """Plan one experiment; the next one only after this one was learned from."""

    name = "plan-experiment"
    body_type = ExperimentWords

    def decide(self) -> None:
        """Refuse chains of experiments, other obstacles than the one in focus, and steps without a prediction."""
        self.require_running()
        self.check_team()
        kata = self.kata
        name = self.body.experiment or self.context.new_id("exp")
        self.check(name not in kata.experiments, ExperimentAlreadyExists(f"{name} was planned before.", "/experiment"))
        self.check_no_unfinished()
        self.check(kata.unlearned is None, LearningMissing(f"Say what was learned from {kata.unlearned} first."))
        if kata.current:
            former, last = kata.current
            self.after(last.at, f"{former} became {last.status}")
        plan = self.planned(name)
        self.record_waivers(f"kata:{self.subject}")
        self.record(
            ExperimentPlanned(
                kata=self.subject,
                experiment=name,
                obstacle=plan.obstacle,
                target_condition=plan.target_condition,
                digest=content_hash(plan),
                plan=plan,
                policy=self.policy.revision,
                late=self.late(),
                metrics=self.measures.keys,
            )
        )
