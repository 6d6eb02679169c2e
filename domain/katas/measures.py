"""Metrics and observations that a kata names: whether they exist, in which unit, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from domain.acting import Act
from domain.katas.terms import Aim, ObservationRef


class Measures:
    """The metrics and observations that one act names."""

    def __init__(
        self, act: Act[Any], *, metrics: Iterable[str] = (), observations: Sequence[ObservationRef] = ()
    ) -> None:
        self.act = act
        self.observations = observations
        self.keys = tuple(dict.fromkeys((*metrics, *(ref.metric for ref in observations))))

    def pinned(self) -> tuple[ObservationRef, ...]:
        return tuple(self.observations)

    def unit(self, metric: str, given: str | None, pointer: str) -> str | None:
        return given

    def aimed(self, aim: Aim, pointer: str) -> Aim:
        return aim

    def meets(self, aim: Aim) -> bool:
        return False

    def has_data_after(self, metric: str, moment: datetime) -> bool:
        return False
