"""A key result is aimed elsewhere during the cycle."""

from __future__ import annotations

from msgspec.structs import replace

from domain.acting import A_SIDE, Body
from domain.fields import Text
from domain.metrics.terms import Quantity
from domain.objectives.act import OnObjectives, require_active
from domain.objectives.events import KeyResultTargetChanged
from domain.objectives.refusals import TargetIsBaseline
from domain.objectives.state import place_of
from domain.objectives.terms import ItemKey
from domain.refusals import Kind, Refusal, Refused


class KeyResultTarget(Body, kw_only=True):
    """Which key result, the number from now on, and why."""

    key_result: ItemKey
    target: Quantity
    reason: Text


class KeyResultTargetUnchanged(Refusal):
    """The key result has that target already."""

    rule = "objectives.target-unchanged"
    kind = Kind.CONFLICT


class ChangeKeyResultTarget(OnObjectives[KeyResultTarget]):
    """Change a key result's target, with the reason on the record."""

    name = "change-key-result-target"
    may = A_SIDE
    body_type = KeyResultTarget

    def decide(self) -> None:
        """Refuse outside the active cycle, the same target again, and one that leads nowhere."""
        require_active(self, self.objectives)
        body = self.body
        result = self.key_result(body.key_result)
        former = result.target
        if former is None or former == body.target:
            raise Refused([*self.refusals, KeyResultTargetUnchanged(f"It is {body.target:g} already.", "/target")])
        leads = replace(result, target=body.target).leads
        self.check(leads, TargetIsBaseline(f"{result.key} would lead nowhere.", "/target"))
        self.record(
            KeyResultTargetChanged(
                objectives=self.subject,
                key_result=result.key,
                place=place_of(self.subject, result.key),
                former=former,
                to=body.target,
                reason=body.reason,
                unit=result.unit,
            )
        )
