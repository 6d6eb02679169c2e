"""Observations that an act names: they exist, and are pinned as they read now (rule G7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from domain.acting import Act
from domain.metrics.refusals import ObservationDiffers, ObservationUnknown
from domain.metrics.state import Observation
from domain.metrics.terms import ObservationPin


class PinnedObservations:
    """The observations that one act names; made in `prepare`, checked in `decide`."""

    def __init__(self, act: Act[Any], pins: Iterable[ObservationPin], pointer: str = "/observations") -> None:
        self.act = act
        self.pointer = pointer
        self.pins = tuple(pins)
        self.states = {pin.observation: act.know(Observation(pin.observation)) for pin in self.pins}

    @property
    def metrics(self) -> tuple[str, ...]:
        """The keys of the metrics observed."""
        return tuple(dict.fromkeys(pin.metric for pin in self.pins))

    def pinned(self) -> tuple[ObservationPin, ...]:
        """Each with its place in the ledger and its value; notes refusals for unknown ones and other values."""
        return tuple(self._pin(pin, f"{self.pointer}/{place}") for place, pin in enumerate(self.pins))

    def one(self) -> ObservationPin | None:
        """The only one, None where the act names none."""
        return self._pin(self.pins[0], self.pointer) if self.pins else None

    def _pin(self, pin: ObservationPin, pointer: str) -> ObservationPin:
        state = self.states[pin.observation]
        seen = state.seen
        if seen is None or seen.metric != pin.metric:
            self.act.check(False, ObservationUnknown(f"{pin.observation} is none of {pin.metric}.", pointer))
            return pin
        self.act.after(state.occurred_at, "the observation was recorded")
        self.act.check(
            pin.value is None or pin.value == seen.value,
            ObservationDiffers(f"{pin.observation} reads {seen.value:g}.", f"{pointer}/value"),
        )
        self.act.check(
            pin.position is None or pin.position == state.position,
            ObservationDiffers(f"{pin.observation} stands at {state.position}.", f"{pointer}/position"),
        )
        return replace(pin, position=state.position, value=seen.value)
