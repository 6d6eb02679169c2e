"""The team closes its target condition."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.ids import TargetConditionId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.events import TargetConditionClosed
from domain.katas.measures import Measures
from domain.katas.terms import Observations, TargetOutcome
from domain.metrics.terms import Quantity
from domain.refusals import Refusal


class TargetConditionClosing(Body, kw_only=True):
    """How it came out, what was measured of the outcome metric, and what the team sees looking back."""

    outcome: TargetOutcome
    reflection: Annotated[str, Meta(max_length=4000, pattern="^[^\\u0000]*$")] = ""
    measured: Quantity | None = None
    observations: Observations = ()
    target_condition: TargetConditionId | None = None


class ReflectionEmpty(Refusal):
    """A target condition is closed with a look back, whatever came of it."""

    rule = "kata.reflection-missing"


class CloseTargetCondition(OnKata[TargetConditionClosing]):
    """Close the open target condition: reached, missed or abandoned; all three teach something."""

    name = "close-target-condition"
    may = THE_TEAM
    body_type = TargetConditionClosing

    def prepare(self) -> None:
        """Read the kata and the observations named."""
        super().prepare()
        self.measures = Measures(self, pins=self.body.observations)

    def decide(self) -> None:
        """Refuse without a reflection, and one that is not open."""
        self.require_going()
        self.check_team()
        body = self.body
        target = self.require_this_target(body.target_condition)
        self.check(body.reflection.strip(), ReflectionEmpty("What do you see, looking back?", "/reflection"))
        observations = self.measures.pinned()
        self.record(
            TargetConditionClosed(
                kata=self.subject,
                target_condition=target,
                outcome=body.outcome,
                reflection=body.reflection,
                days_late=(self.context.claimed.date() - self.kata.targets[target]).days,
                measured=body.measured,
                observations=observations,
                metrics=self.measures.keys,
            )
        )
