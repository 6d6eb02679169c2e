"""What the view of a value stream map consists of."""

from __future__ import annotations

from typing import Literal

import msgspec

from domain.value_streams.terms import Basis, Candidate, Convention, Delta, Participant, Totals, Waste
from projections.facts import Fact, Viewed


class StepMeasureView(msgspec.Struct, frozen=True, kw_only=True):
    """What was found at a step, in hours and percent.

    `lead_time` is as recorded, `whole_lead_time` with the work in it whatever the convention; `wait` is the rest of it,
    `activity_ratio` the percentage of work in it (null where it is zero).
    """

    process_time: float
    lead_time: float
    whole_lead_time: float
    wait: float
    activity_ratio: float | None
    percent_complete_accurate: float
    basis: Basis
    note: str | None
    fact: Fact


class NominationView(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody thinks that the step holds up the whole."""

    person: str
    side: str
    why: str
    fact: Fact


class BottleneckView(msgspec.Struct, frozen=True, kw_only=True):
    """People agree that the step holds up the whole; `candidate` says that the formula pointed at it too."""

    person: str
    why: str | None
    nominated: bool
    candidate: bool
    fact: Fact


class StepView(msgspec.Struct, kw_only=True):
    """A step at its place in the stream, counted from 1. `measures` keeps all that was found, the latest one last."""

    step: str
    name: str
    place: int
    note: str | None
    added: Fact
    measure: StepMeasureView | None = None
    measures: list[StepMeasureView] = msgspec.field(default_factory=list)
    wastes: tuple[Waste, ...] = ()
    nominations: list[NominationView] = msgspec.field(default_factory=list)
    bottleneck: BottleneckView | None = None


class HandoffView(msgspec.Struct, frozen=True, kw_only=True):
    """Work changes hands between two steps."""

    giver: str
    receiver: str
    note: str | None
    fact: Fact


class ReworkView(msgspec.Struct, frozen=True, kw_only=True):
    """Work goes back to an earlier step, `percent` of it where that is known."""

    found_at: str
    back_to: str
    percent: float | None
    note: str | None
    fact: Fact


class EstimateView(msgspec.Struct, frozen=True, kw_only=True):
    """What solving an opportunity would change: step by step, and the totals then (`former` are the map's)."""

    opportunity: str
    teams: tuple[str, ...]
    deltas: tuple[Delta, ...]
    totals: Totals
    former: Totals
    note: str | None
    fact: Fact


class MapView(Viewed, kw_only=True):
    """A value stream map: the steps in their order, and what they take in all.

    While it is open, `totals` and `candidates` are computed from the measured steps; a closed map keeps the ones that
    it was closed with, by `formula_version`. `unmeasured` steps are no part of them. `previous` is the map of the same
    stream before this one, `next` the ones that name this as theirs.
    """

    map: str
    state: Literal["open", "closed"] = "open"
    title: str = ""
    begins: str = ""
    ends: str = ""
    unit_of_work: str = ""
    convention: Convention = "elapsed"
    participants: tuple[Participant, ...] = ()
    previous: str | None = None
    next: list[str] = msgspec.field(default_factory=list)
    steps: list[StepView] = msgspec.field(default_factory=list)
    totals: Totals | None = None
    candidates: tuple[Candidate, ...] = ()
    unmeasured: tuple[str, ...] = ()
    formula_version: int = 0
    handoffs: list[HandoffView] = msgspec.field(default_factory=list)
    rework: list[ReworkView] = msgspec.field(default_factory=list)
    removed: list[StepView] = msgspec.field(default_factory=list)
    estimates: list[EstimateView] = msgspec.field(default_factory=list)
    katas: list[str] = msgspec.field(default_factory=list)
    opened: Fact | None = None
    closed: Fact | None = None
