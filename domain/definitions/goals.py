"""The metrics of a goal."""

from __future__ import annotations

from typing import Any

from domain.acting import Act
from domain.definitions.terms import GoalAndMetrics
from domain.refusals import Refusal


class GoalMetrics:
    """The metrics that a text aims at."""

    def __init__(self, act: Act[Any], goal: GoalAndMetrics | None) -> None:
        self.goal = goal

    def settled(self) -> GoalAndMetrics | None:
        return self.goal

    def unobserved(self) -> list[Refusal]:
        return []
