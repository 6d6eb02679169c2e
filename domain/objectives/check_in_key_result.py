"""Somebody says where a key result stands."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body, Role
from domain.fields import Text
from domain.metrics.pinning import PinnedObservations
from domain.metrics.terms import ObservationPin, Quantity
from domain.objectives.act import OnObjectives, require_active
from domain.objectives.events import KeyResultCheckedIn
from domain.objectives.state import place_of
from domain.objectives.terms import ItemKey, Share
from domain.refusals import Refusal, Refused


class CheckIn(Body, kw_only=True):
    """The number in the key result's unit, or the observation of its metric that gives it."""

    key_result: ItemKey
    value: Quantity | None = None
    observation: ObservationPin | None = None
    confidence: Share | None = None
    note: Text | None = None


class CheckInWithoutValue(Refusal):
    """A check-in is either a number or an observation of the key result's metric."""

    rule = "objectives.check-in-without-value"


class CheckInKeyResult(OnObjectives[CheckIn]):
    """Check a key result in; integrations may, with the number alone."""

    name = "check-in-key-result"
    may = ANY_MEMBER | {Role.INTEGRATION}
    body_type = CheckIn

    def prepare(self) -> None:
        """Read the set and the observation."""
        super().prepare()
        named = self.body.observation
        self.observation = PinnedObservations(self, [named] if named else [], "/observation")

    def decide(self) -> None:
        """Refuse outside the active cycle, an unknown key result, no number or two."""
        require_active(self, self.objectives)
        body = self.body
        result = self.key_result(body.key_result)
        pin = self.observation.one()
        self.check(
            pin is None or pin.metric == result.metric,
            CheckInWithoutValue(f"{result.key} is measured by {result.metric or 'no metric'}.", "/observation/metric"),
        )
        value = pin.value if pin else body.value
        if value is None or (pin and body.value is not None):
            ambiguous = CheckInWithoutValue("Give a value or an observation, not both.", "/value")
            raise Refused(self.refusals or [ambiguous])
        self.record(
            KeyResultCheckedIn(
                objectives=self.subject,
                key_result=result.key,
                place=place_of(self.subject, result.key),
                value=value,
                unit=result.unit,
                observation=pin,
                confidence=body.confidence,
                note=body.note,
                metrics=(result.metric,) if result.metric else (),
            )
        )
