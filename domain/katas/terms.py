"""The nouns of a kata, and the plan of an experiment that is locked by its hash once the experiment starts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Text
from domain.ids import ExperimentId, KataId, ObstacleId, TargetConditionId
from domain.metrics.terms import MetricKey, ObservationPin, Quantity, Unit

KataStatus = Literal["running", "paused", "stopped", "completed"]
KataRole = Literal["learner", "coach"]
TargetOutcome = Literal["reached", "missed", "abandoned"]
ObstacleStatus = Literal["parked", "focused", "resolved", "dropped"]
ExperimentKind = Literal["go_and_see", "explore", "test"]
ExperimentStatus = Literal["planned", "started", "resulted", "learned", "abandoned"]
Verdict = Literal["confirmed", "refuted", "partly", "inconclusive"]
ComputedVerdict = Literal["confirmed", "refuted", "inconclusive"]


Observations = Annotated[tuple[ObservationPin, ...], Meta(max_length=50)]
Facts = Annotated[tuple[Text, ...], Meta(max_length=50)]
DaysLate = Annotated[int, Meta(ge=-4_000_000, le=4_000_000, description="days after the day set, negative: early")]


class Aim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a metric should get to; `unit` is the metric's own, filled in where it is left out."""

    metric: MetricKey
    target: Quantity
    unit: Unit | None = None


class Prediction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the team expects, in words, and best as a number: `expected` give or take `tolerance`.

    `confidence` is the team's own, from 0 to 1. `unit` is the metric's, filled in where it is left out.
    """

    text: Annotated[str, Meta(max_length=4000, pattern="^[^\\u0000]*$")]
    metric: MetricKey | None = None
    expected: Quantity | None = None
    tolerance: Annotated[float, Meta(ge=0, le=1e15)] = 0
    confidence: Annotated[float, Meta(ge=0, le=1)] | None = None
    unit: Unit | None = None


class ExperimentPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that the hash of an experiment covers, its prediction among it. Left-out fields are absent from the JSON.

    The ids keep equal plans of two experiments apart.
    """

    kata: KataId
    experiment: ExperimentId
    target_condition: TargetConditionId
    obstacle: ObstacleId
    kind: ExperimentKind
    step: Text
    single_change: bool
    reversible: bool
    prediction: Prediction
    check_on: date
    harm_guard: Text | None = None


class Reflection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The back of the coaching card: what was planned and expected, what happened, what was learned."""

    experiment: ExperimentId
    planned: Text
    expected: Text
    happened: Text
    learned: Text
