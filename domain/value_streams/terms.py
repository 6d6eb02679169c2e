"""The nouns of a value stream map. Times are hours, shares are percent."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Line, Side, Text
from domain.ids import PersonId, StepId, TeamId

Convention = Literal["elapsed", "wait_only"]
StreamRole = Literal["developer", "qa", "product_manager", "product_owner", "ops", "other"]
Basis = Literal["measured", "estimated"]
Waste = Literal[
    "partially_done_work",
    "extra_features",
    "relearning",
    "handoffs",
    "delays",
    "task_switching",
    "defects",
    "unused_talent",
]
Reason = Literal["largest_wait", "lowest_activity_ratio", "lowest_percent_complete_accurate"]

Hours = Annotated[float, Meta(ge=0, le=1_000_000, description="hours", examples=[24.0])]
Change = Annotated[float, Meta(ge=-1_000_000, le=1_000_000, description="difference to the map, in its unit")]
Percent = Annotated[float, Meta(ge=-1e6, le=1e6, description="percent, from 0 to 100", examples=[80.0])]
Place = Annotated[int, Meta(ge=1, le=200, description="place in the stream, from 1")]
Wastes = Annotated[tuple[Waste, ...], Meta(max_length=8)]
Teams = Annotated[tuple[TeamId, ...], Meta(max_length=20)]
MAX_STEPS = 100
OWNERS: frozenset[str] = frozenset({"product_manager", "product_owner"})


class Participant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Somebody who took part, for which side and in which role; both are filled in where they are left out."""

    person: PersonId
    side: Side | None = None
    role: StreamRole | None = None


Participants = Annotated[tuple[Participant, ...], Meta(max_length=100)]


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was found at one step.

    `process_time` is the time of work on one unit. `lead_time` runs, in the convention `elapsed`, from the moment when
    the work could begin until it is handed on, process time included; in `wait_only` it is the waiting alone.
    `percent_complete_accurate` is the share of units that the next step can use as they come (%C&A).
    """

    process_time: Hours
    lead_time: Hours
    percent_complete_accurate: Percent


class Delta(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a step would change: negative hours are saved, positive percent are gained."""

    step: StepId
    process_time: Change = 0.0
    lead_time: Change = 0.0
    percent_complete_accurate: Change = 0.0
    why: Text | None = None


Deltas = Annotated[tuple[Delta, ...], Meta(min_length=1, max_length=MAX_STEPS)]


class Totals(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The sums of a map by a version of the formula; `steps` counts those that are measured and so part of them.

    Hours; `activity_ratio` and `rolled_percent_complete_accurate` are percent. There is no ratio to no lead time.
    """

    process_time: float
    lead_time: float
    rolled_percent_complete_accurate: float
    steps: int
    activity_ratio: float | None = None


class Candidate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step that the formula points at, why, and the number behind it. Whether it is the bottleneck, people say."""

    step: StepId
    reason: Reason
    value: float


class Nomination(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A step that was confirmed as a bottleneck, by whom."""

    step: StepId
    person: PersonId
    why: Line | None = None
