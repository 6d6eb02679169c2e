"""Metrics and observations that an act on a kata names: whether they exist, in which unit, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.acting import Act
from domain.katas.terms import Aim
from domain.metrics.pinning import PinnedObservations
from domain.metrics.refusals import MetricIsRetired, MetricUnknown, UnitDiffers
from domain.metrics.state import Metric, NewestObservation, Observation
from domain.metrics.terms import ObservationPin, meets


class Measures:
    """The metrics aimed at and the observations cited in one act; their states are part of its boundary."""

    def __init__(self, act: Act[Any], *, metrics: Iterable[str] = (), pins: Sequence[ObservationPin] = ()) -> None:
        self.act = act
        self.cited = PinnedObservations(act, pins)
        self.seen: dict[str, Observation] = {}
        self.metrics = {key: act.know(Metric(key)) for key in metrics}
        self.newest = {key: act.know(NewestObservation(key)) for key in self.metrics}

    def follow(self) -> None:
        """Read the newest observations with their corrections."""
        for newest in self.newest.values():
            if newest.seen:
                self.seen[newest.metric] = self.act.know(Observation(newest.seen.observation))

    @property
    def keys(self) -> tuple[str, ...]:
        """The metrics named, each once."""
        return tuple(dict.fromkeys((*self.metrics, *self.cited.metrics)))

    def pinned(self) -> tuple[ObservationPin, ...]:
        """Check that the observations are there, and pin each to its place in the ledger and the value read there."""
        return self.cited.pinned()

    def unit(self, metric: str, given: str | None, pointer: str) -> str | None:
        """Check that a metric exists and is counted in the unit given, if one is; answer the unit."""
        known = self.metrics[metric]
        self.act.check(known.defined, MetricUnknown(f"{metric} is not known here.", f"{pointer}/metric"))
        self.act.check(not known.retired, MetricIsRetired(f"{metric} is retired.", f"{pointer}/metric"))
        self.act.check(
            given in {None, known.unit} or not known.defined,
            UnitDiffers(f"{metric} is counted in {known.unit}.", f"{pointer}/unit"),
        )
        return known.unit or given

    def aimed(self, aim: Aim, pointer: str) -> Aim:
        """Check an aim's metric and fill its unit in."""
        return replace(aim, unit=self.unit(aim.metric, aim.unit, pointer))

    def meets(self, aim: Aim) -> bool:
        """Whether the newest observation is at the aim or beyond it; what is to be held is never there already."""
        newest, direction = self.newest[aim.metric].seen, self.metrics[aim.metric].direction
        if newest is None or direction == "hold":
            return False
        seen = self.seen[aim.metric].seen or newest
        return meets(direction, seen.value, aim.target)

    def has_data_after(self, metric: str, moment: datetime) -> bool:
        """Whether the metric has an observation of a time after that moment."""
        window = self.newest[metric].window
        return window is not None and window.ends > moment

    def only_data_before(self, metric: str | None, moment: datetime) -> bool:
        """Whether all that is cited of the metric, and something is, speaks about a time before that moment."""
        named = [self.cited.states[pin.observation].seen for pin in self.cited.pins if pin.metric == metric]
        ends = [seen.window.ends for seen in named if seen]
        return bool(ends) and max(ends) < moment
