"""The day of a target condition moves."""

from __future__ import annotations

from datetime import date

from domain.acting import Body
from domain.fields import Text
from domain.ids import TargetConditionId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.events import TargetConditionExtended
from domain.katas.window import check_window
from domain.refusals import Kind, Refusal


class TargetConditionExtension(Body, kw_only=True):
    """To which later day, and why."""

    to: date
    reason: Text
    target_condition: TargetConditionId | None = None


class NotLater(Refusal):
    """An extension goes to a later day."""

    rule = "kata.extension-not-later"
    kind = Kind.CONFLICT


class ExtendTargetCondition(OnKata[TargetConditionExtension]):
    """Give the open target condition more time; how late it is stays visible."""

    name = "extend-target-condition"
    may = THE_TEAM
    body_type = TargetConditionExtension

    def decide(self) -> None:
        """Refuse closed ones, earlier days, and days off the policy's window unless waived."""
        self.require_running()
        self.check_team()
        body = self.body
        target = self.require_this_target(body.target_condition)
        former = self.kata.targets[target]
        self.check(body.to > former, NotLater(f"It is due on {former}.", "/to"))
        check_window(self, body.to, "/to")
        self.record_waivers(f"kata:{self.subject}")
        self.record(
            TargetConditionExtended(
                kata=self.subject,
                target_condition=target,
                former=former,
                to=body.to,
                reason=body.reason,
                policy=self.policy.revision,
            )
        )
