"""The nouns of objectives, and how progress is computed."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Key, Line, Text
from domain.ids import ObjectiveSetId
from domain.metrics.terms import Direction, MetricKey, Quantity, Unit, better

Level = Literal["enterprise", "product_team"]
SetKind = Literal["okr", "strategic_priorities"]
SetState = Literal["draft", "active", "closed"]
Verdict = Literal["contributed", "did_not", "inconclusive"]
Cycle = Annotated[Key, Meta(examples=["2026-q2"])]
ItemKey = Annotated[
    str, Meta(min_length=1, max_length=32, pattern="^[A-Za-z0-9][A-Za-z0-9._-]*$(?!\\n)", examples=["KR1.1"])
]
Owner = Annotated[
    str,
    Meta(
        pattern="^(workspace|(team|per)_[0-7][0-9a-hjkmnp-tv-z]{25})$(?!\\n)",
        examples=["workspace"],
        description="`workspace`, a team or a person",
    ),
]
Share = Annotated[float, Meta(ge=0, le=1)]


class KeyResult(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A number to be moved, measured by a metric or at least in a unit.

    With a metric, `unit` and `direction` are the metric's own and filled in; otherwise the direction follows from the
    numbers where it is left out.
    """

    key: ItemKey
    title: Line | None = None
    metric: MetricKey | None = None
    unit: Unit | None = None
    baseline: Quantity | None = None
    target: Quantity | None = None
    direction: Direction | None = None

    @property
    def leads(self) -> bool:
        """Whether the target is somewhere else than the baseline, in the direction said; or the value is to be held."""
        if self.direction == "hold" or self.baseline is None or self.target is None:
            return True
        if self.direction is None:
            return self.target != self.baseline
        return better(self.direction, self.target, self.baseline)


class ObjectiveRef(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An objective of a set."""

    objectives: ObjectiveSetId
    objective: ItemKey


class Objective(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something to be achieved in the cycle, why, and the key results that show it; a strategic priority has none.

    `parent` is the objective of another set that it serves.
    """

    key: ItemKey
    title: Line
    why: Text | None = None
    parent: ObjectiveRef | None = None
    key_results: Annotated[tuple[KeyResult, ...], Meta(max_length=10)] = ()


Objectives = Annotated[tuple[Objective, ...], Meta(min_length=1, max_length=30)]


class Score(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A person's judgement of a key result or an objective, from 0 to 1; progress stands beside it, computed."""

    key: ItemKey
    score: Share
    note: Text | None = None


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which way an opportunity should move a key result, and best by how much, in the key result's unit."""

    direction: Direction
    amount: Annotated[float, Meta(ge=0, le=1e15)] | None = None
    unit: Unit | None = None


def progress(baseline: float | None, target: float | None, current: float | None) -> float | None:
    """How far a key result is, from 0 to 1: (current - baseline) / (target - baseline), clamped; None without numbers.

    Where a value is to be held at its baseline, it is 1 while it is there and 0 otherwise. Source: the playbook's
    fourth step grades key results between where they stood and where they should get to.
    """
    if baseline is None or target is None or current is None:
        return None
    if target == baseline:
        return 1.0 if current == target else 0.0
    return min(1.0, max(0.0, (current - baseline) / (target - baseline)))
