"""The team sets its next target condition."""

from __future__ import annotations

from datetime import date

from domain.acting import Body
from domain.fields import Text
from domain.ids import TargetConditionId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.events import TargetConditionSet
from domain.katas.measures import Measures
from domain.katas.refusals import TargetConditionOpen
from domain.katas.terms import Aim
from domain.katas.window import check_window
from domain.refusals import Kind, Refusal


class TargetConditionWords(Body, kw_only=True):
    """By when, which outcome through which process, and the pattern of work that should be seen then."""

    achieve_by: date
    outcome: Aim
    pattern: Text
    process: Aim | None = None
    target_condition: TargetConditionId | None = None


class TargetConditionAlreadyExists(Refusal):
    """The id belongs to a target condition of this kata already."""

    rule = "kata.target-condition-already-exists"
    kind = Kind.CONFLICT


class CurrentConditionMissing(Refusal):
    """First see where you are, then say where to go next."""

    rule = "kata.no-current-condition"
    kind = Kind.CONFLICT


class ProcessMetricMissing(Refusal):
    """Without a process metric nobody sees on the way whether the outcome will come."""

    rule = "kata.process-metric-missing"
    waivable = True


class TargetAlreadyMet(Refusal):
    """The outcome metric is there already."""

    rule = "kata.target-already-met"
    kind = Kind.CONFLICT


class SetTargetCondition(OnKata[TargetConditionWords]):
    """Set the one open target condition."""

    name = "set-target-condition"
    may = THE_TEAM
    body_type = TargetConditionWords

    def prepare(self) -> None:
        """Read the kata and the metrics named."""
        super().prepare()
        body = self.body
        aims = [aim.metric for aim in (body.outcome, body.process) if aim]
        self.measures = Measures(self, metrics=aims)

    def follow(self) -> None:
        """Read how far the metrics are."""
        self.measures.follow()

    def decide(self) -> None:
        """Refuse it before the current condition, beside an open one, off the policy's window, or already met."""
        self.require_running()
        self.check_team()
        body, kata = self.body, self.kata
        self.require(kata.grasped_at, CurrentConditionMissing("Grasp the current condition first."))
        self.require(kata.target is None, TargetConditionOpen(f"{kata.target} is open."))
        self.after(kata.target_at or kata.grasped_at, "the current condition was grasped or the last target closed")
        name = body.target_condition or self.context.new_id("tc")
        self.check(
            name not in kata.targets, TargetConditionAlreadyExists(f"{name} was set before.", "/target_condition")
        )
        check_window(self, body.achieve_by, "/achieve_by")
        outcome = self.measures.aimed(body.outcome, "/outcome")
        process = self.measures.aimed(body.process, "/process") if body.process else None
        self.check_waivable(process, ProcessMetricMissing("Name a process metric and its target.", "/process"))
        self.check(not self.measures.meets(outcome), TargetAlreadyMet("Aim farther.", "/outcome/target"))
        self.record_waivers(f"kata:{self.subject}")
        self.record(
            TargetConditionSet(
                kata=self.subject,
                target_condition=name,
                achieve_by=body.achieve_by,
                outcome=outcome,
                pattern=body.pattern,
                policy=self.policy.revision,
                process=process,
                metrics=self.measures.keys,
            )
        )
