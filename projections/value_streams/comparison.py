"""Two maps of one stream side by side: what changed from the former to the later one."""

from __future__ import annotations

import msgspec

from domain.value_streams.terms import Totals
from projections.value_streams.shape import MapView, StepMeasureView, StepView


class StepComparison(msgspec.Struct, frozen=True, kw_only=True):
    """A step that both maps have by name, or that only one has; hours and percent, later less former."""

    name: str
    former: StepMeasureView | None
    later: StepMeasureView | None
    process_time: float | None
    lead_time: float | None
    percent_complete_accurate: float | None


class MapComparison(msgspec.Struct, frozen=True, kw_only=True):
    """The value stream before and after: totals of both, their differences (later less former), and the steps."""

    former: str
    later: str
    former_totals: Totals | None
    later_totals: Totals | None
    process_time: float | None
    lead_time: float | None
    activity_ratio: float | None
    rolled_percent_complete_accurate: float | None
    steps: tuple[StepComparison, ...]


def compare(former: MapView, later: MapView) -> MapComparison:
    """What changed from one map to the other."""
    before, after = former.totals, later.totals
    return MapComparison(
        former=former.map,
        later=later.map,
        former_totals=before,
        later_totals=after,
        process_time=_less(after and after.process_time, before and before.process_time),
        lead_time=_less(after and after.lead_time, before and before.lead_time),
        activity_ratio=_less(after and after.activity_ratio, before and before.activity_ratio),
        rolled_percent_complete_accurate=_less(
            after and after.rolled_percent_complete_accurate, before and before.rolled_percent_complete_accurate
        ),
        steps=_steps(former, later),
    )


def _less(later: float | None, former: float | None) -> float | None:
    return None if later is None or former is None else round(later - former, 4)


def _steps(former: MapView, later: MapView) -> tuple[StepComparison, ...]:
    before = {step.name.casefold(): step for step in former.steps}
    after = {step.name.casefold(): step for step in later.steps}
    return tuple(_step(before.get(name), after.get(name)) for name in dict.fromkeys((*before, *after)))


def _step(before: StepView | None, after: StepView | None) -> StepComparison:
    was, is_now = before and before.measure, after and after.measure
    named = after or before
    return StepComparison(
        name=named.name if named else "",
        former=was,
        later=is_now,
        process_time=_less(is_now and is_now.process_time, was and was.process_time),
        lead_time=_less(is_now and is_now.whole_lead_time, was and was.whole_lead_time),
        percent_complete_accurate=_less(
            is_now and is_now.percent_complete_accurate, was and was.percent_complete_accurate
        ),
    )
