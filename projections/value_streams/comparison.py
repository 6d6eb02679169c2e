"""Two maps of one stream side by side: what changed from the former to the later one."""

from __future__ import annotations

import msgspec

from domain.value_streams.terms import Candidate, Convention, Totals
from projections.facts import EventRef, Position
from projections.value_streams.shape import MapView, StepMeasureView, StepView


class StepComparison(msgspec.Struct, frozen=True, kw_only=True):
    """A step that both maps have by name, or that only one has; hours and percent, later less former."""

    name: str
    former: StepMeasureView | None
    later: StepMeasureView | None
    process_time: float | None
    lead_time: float | None
    percent_complete_accurate: float | None


class ComparedMap(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two maps: what it is called, whether it is closed, its totals, and the candidates for a bottleneck."""

    map: str
    title: str
    unit_of_work: str
    convention: Convention
    closed: bool
    totals: Totals | None
    candidates: tuple[Candidate, ...]
    unmeasured: tuple[str, ...]


class MapComparison(msgspec.Struct, frozen=True, kw_only=True):
    """The value stream before and after: both maps, the differences (later less former; hours, percent), the steps.

    `comparable` says that both follow the same unit of work; lead times hold the work in them, whatever the convention
    of the map. While a map is open its totals may still change.
    """

    former: ComparedMap
    later: ComparedMap
    comparable: bool
    process_time: float | None
    lead_time: float | None
    activity_ratio: float | None
    rolled_percent_complete_accurate: float | None
    steps: tuple[StepComparison, ...]
    rests_on: tuple[EventRef, ...]
    position: Position


def compare(former: MapView, later: MapView) -> MapComparison:
    """What changed from one map to the other."""
    return MapComparison(
        former=_map(former),
        later=_map(later),
        comparable=former.unit_of_work == later.unit_of_work,
        process_time=_less(later.totals, former.totals, "process_time"),
        lead_time=_less(later.totals, former.totals, "lead_time"),
        activity_ratio=_less(later.totals, former.totals, "activity_ratio"),
        rolled_percent_complete_accurate=_less(later.totals, former.totals, "rolled_percent_complete_accurate"),
        steps=_steps(former, later),
        rests_on=tuple(fact.ref for view in (former, later) if (fact := view.closed or view.changed)),
        position=max(former.position, later.position),
    )


def _map(view: MapView) -> ComparedMap:
    return ComparedMap(
        map=view.map,
        title=view.title,
        unit_of_work=view.unit_of_work,
        convention=view.convention,
        closed=view.state == "closed",
        totals=view.totals,
        candidates=view.candidates,
        unmeasured=view.unmeasured,
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
