"""Objectives become those that count."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.fields import Revision
from domain.objectives.act import OnObjectives, require_known
from domain.objectives.events import ObjectivesActivated
from domain.objectives.refusals import ObjectivesNotDraft, TargetIsBaseline
from domain.objectives.state import ActiveSet
from domain.objectives.terms import KeyResult, Objective
from domain.refusals import Kind, Refusal


class Activation(Body):
    """The revision that was read, where the actor names it."""

    revision: Revision | None = None


class ObjectivesOutdated(Refusal):
    """The draft has another revision by now."""

    rule = "objectives.revision-outdated"
    kind = Kind.CONFLICT


class ObjectivesTooFewOrMany(Refusal):
    """A cycle carries a few objectives, as many as the policy says (3 to 5 unless agreed otherwise)."""

    rule = "objectives.count-outside-range"
    waivable = True


class KeyResultMissing(Refusal):
    """An objective has no key result that would show it."""

    rule = "objectives.key-result-missing"


class KeyResultWithoutNumbers(Refusal):
    """A key result needs a baseline, a target, and a metric or at least a unit."""

    rule = "objectives.key-result-without-numbers"


class SecondActiveSet(Refusal):
    """The owner has an active set for this cycle already."""

    rule = "objectives.second-active-set"
    kind = Kind.CONFLICT


class ActivateObjectives(OnObjectives[Activation]):
    """Activate a draft for its owner and cycle."""

    name = "activate-objectives"
    may = A_SIDE
    body_type = Activation

    def follow(self) -> None:
        """Read which set of the owner is active in the cycle."""
        if self.objectives.known:
            self.active = self.know(ActiveSet(self.objectives.place))

    def decide(self) -> None:
        """Refuse another revision, too few or many, what cannot be measured, and a second active set."""
        objectives, body = self.objectives, self.body
        require_known(self, objectives)
        self.require(objectives.state == "draft", ObjectivesNotDraft(f"{self.subject} is {objectives.state}."))
        self.check(
            body.revision in {None, objectives.revision},
            ObjectivesOutdated(f"Revision {objectives.revision} is the latest.", "/revision"),
        )
        active = self.active.active
        self.check(not active, SecondActiveSet(f"{active} is active for {objectives.place}."))
        fewest, most = self.policy.policy.okr_range
        count = len(objectives.content)
        self.check_waivable(
            fewest <= count <= most, ObjectivesTooFewOrMany(f"{count}, where the policy asks for {fewest} to {most}.")
        )
        for objective in objectives.content:
            self._check(objective)
        self.record_waivers(f"objectives:{self.subject}")
        self.record(
            ObjectivesActivated(
                objectives=self.subject,
                revision=objectives.revision,
                place=objectives.place,
                policy=self.policy.revision,
            )
        )

    def _check(self, objective: Objective) -> None:
        self.check(
            objective.key_results or self.objectives.kind == "strategic_priorities",
            KeyResultMissing(f"{objective.key} has none."),
        )
        for result in objective.key_results:
            self.check(_numbered(result), KeyResultWithoutNumbers(f"{result.key} cannot be measured."))
            self.check(result.leads, TargetIsBaseline(f"{result.key} leads nowhere."))


def _numbered(result: KeyResult) -> bool:
    return result.baseline is not None and result.target is not None and bool(result.metric or result.unit)
