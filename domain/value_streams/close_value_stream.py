"""A map is finished and frozen."""

from __future__ import annotations

from domain.acting import Body
from domain.refusals import Kind, Refusal
from domain.value_streams import formula
from domain.value_streams.act import LEADING, OnValueStream
from domain.value_streams.events import ValueStreamClosed
from domain.value_streams.taking_part import TakingPart
from domain.value_streams.terms import OWNERS, Participants


class ValueStreamToClose(Body, kw_only=True):
    """Who took part beside those named when it was opened."""

    participants: Participants = ()


class NothingMapped(Refusal):
    """A map without a measured step says nothing."""

    rule = "value-stream.nothing-mapped"
    kind = Kind.CONFLICT


class NoProductOwner(Refusal):
    """Neither a product manager nor a product owner took part."""

    rule = "value-stream.no-product-owner"
    kind = Kind.CONFLICT
    waivable = True


class StepUnmeasured(Refusal):
    """A step is neither measured nor estimated."""

    rule = "value-stream.step-unmeasured"
    kind = Kind.CONFLICT
    waivable = True


class CloseValueStream(OnValueStream[ValueStreamToClose]):
    """Close a map: its totals and the steps that stand out are worked out once and stay."""

    name = "close-value-stream"
    may = LEADING
    body_type = ValueStreamToClose

    def prepare(self) -> None:
        """Read the map and the people added."""
        super().prepare()
        self.people = TakingPart(self, self.body.participants)

    def decide(self) -> None:
        """Refuse an empty map, one drawn without product people, and unmeasured steps, unless waived."""
        self.require_open()
        stream = self.stream
        listed = {each.person: each for each in (*stream.participants, *self.people.listed())}
        participants = tuple(listed.values())
        measures, unmeasured = stream.measures, stream.unmeasured
        self.check(measures, NothingMapped("Add steps and measure them."))
        self.check_waivable(
            any(each.role in OWNERS for each in participants),
            NoProductOwner("Ask the product manager or owner.", "/participants"),
        )
        self.check_waivable(not unmeasured, StepUnmeasured(f"Not measured: {', '.join(unmeasured)}."))
        self.record_waivers(f"map:{self.subject}")
        self.record(
            ValueStreamClosed(
                map=self.subject,
                totals=formula.totals(measures, stream.convention),
                candidates=stream.candidates,
                bottlenecks=stream.bottlenecks,
                participants=participants,
                formula_version=formula.VERSION,
                policy=self.policy.revision,
                unmeasured=unmeasured,
            )
        )
