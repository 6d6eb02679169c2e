"""People say which key result an opportunity should move."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import ObjectiveSetId
from domain.objectives.act import require_active
from domain.objectives.events import OpportunityAligned
from domain.objectives.refusals import ObjectiveOrKeyResultUnknown
from domain.objectives.state import ObjectiveSet, place_of
from domain.objectives.terms import Expected, ItemKey
from domain.opportunities.act import AT_WORK, OnOpportunity
from domain.refusals import Kind, Refusal


class Alignment(Body, kw_only=True):
    """The key result, objective or priority by its key in an active set, how it would be moved, which way, how far."""

    objectives: ObjectiveSetId
    key: ItemKey
    mechanism: Text
    expected: Expected | None = None


class AlreadyAligned(Refusal):
    """The opportunity is aligned with that already; what changed is unaligned first."""

    rule = "objectives.already-aligned"
    kind = Kind.CONFLICT


class ExpectedUnitDiffers(Refusal):
    """The expected amount is in another unit than the key result."""

    rule = "objectives.expected-unit-differs"


class AlignOpportunity(OnOpportunity[Alignment]):
    """Align an opportunity with an active set of objectives."""

    name = "align-opportunity"
    may = AT_WORK
    body_type = Alignment

    def prepare(self) -> None:
        """Read the opportunity and the set."""
        super().prepare()
        self.objectives = self.know(ObjectiveSet(self.body.objectives))

    def decide(self) -> None:
        """Refuse a set that is not active, an unknown key, the same again."""
        self.require_live()
        body, objectives = self.body, self.objectives
        require_active(self, objectives, "/objectives")
        place = place_of(body.objectives, body.key)
        self.require(
            body.key in objectives.keys,
            ObjectiveOrKeyResultUnknown(f"{body.objectives} has no {body.key}.", "/key"),
        )
        self.check(place not in self.opportunity.aligned_to, AlreadyAligned(f"It is aligned with {place}.", "/key"))
        result = objectives.key_results.get(body.key)
        unit = body.expected.unit if body.expected else None
        self.check(
            unit is None or (result is not None and unit == result.unit),
            ExpectedUnitDiffers(f"{body.key} is measured in {result and result.unit}.", "/expected/unit"),
        )
        self.record(
            OpportunityAligned(
                opportunity=self.subject,
                objectives=body.objectives,
                revision=objectives.revision,
                key=body.key,
                place=place,
                mechanism=body.mechanism,
                expected=body.expected,
            )
        )
