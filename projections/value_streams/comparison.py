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
    return MapComparison(
        former=former.map,
        later=later.map,
        former_totals=former.totals,
        later_totals=later.totals,
        process_time=_less(later.totals, former.totals, "process_time"),
        lead_time=_less(later.totals, former.totals, "lead_time"),
        activity_ratio=_less(later.totals, former.totals, "activity_ratio"),
        rolled_percent_complete_accurate=_less(later.totals, former.totals, "rolled_percent_complete_accurate"),
        steps=_steps(former, later),
    )


def _less(later: msgspec.Struct | None, former: msgspec.Struct | None, name: str) -> float | None:
    now, then = getattr(later, name, None), getattr(former, name, None)
    return None if now is None or then is None else round(now - then, 4)


def _steps(former: MapView, later: MapView) -> tuple[StepComparison, ...]:
    before = {step.name.casefold(): step for step in former.steps}
    after = {step.name.casefold(): step for step in later.steps}
    return tuple(
        _step((after.get(name) or before[name]).name, before.get(name), after.get(name))
        for name in dict.fromkeys((*before, *after))
    )


def _step(name: str, before: StepView | None, after: StepView | None) -> StepComparison:
    former, later = before.measure if before else None, after.measure if after else None
    return StepComparison(
        name=name,
        former=former,
        later=later,
        process_time=_less(later, former, "process_time"),
        lead_time=_less(later, former, "whole_lead_time"),
        percent_complete_accurate=_less(later, former, "percent_complete_accurate"),
    )
