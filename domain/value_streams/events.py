"""Facts about value stream maps. Times are hours, shares are percent; who acted stands in the envelope."""

from __future__ import annotations

from typing import Annotated

from domain.fields import Line, Side, Text
from domain.ids import MapId, OpportunityId, PersonId, StepId, TeamId
from domain.kernel import Event, Tag, event
from domain.partnership.correctable import correctable
from domain.value_streams.terms import (
    Basis,
    Candidate,
    Convention,
    Deltas,
    Hours,
    Nomination,
    Participants,
    Percent,
    Place,
    Totals,
    Wastes,
)

Subject = Annotated[MapId, Tag("map")]
Step = Annotated[StepId, Tag("step")]


@correctable("title", "begins", "ends", "unit_of_work")
@event("value-stream-opened")
class ValueStreamOpened(Event):
    """People set out to map how one unit of work gets from its beginning to its end.

    `convention` says what lead times mean; `previous` is the map of the same stream before this one.
    """

    map: Subject
    title: Line
    begins: Line
    ends: Line
    unit_of_work: Line
    convention: Convention
    participants: Participants
    previous: Annotated[MapId | None, Tag("map")] = None


@correctable("name", "note")
@event("step-added")
class StepAdded(Event):
    """A step stands at a place of the stream, counted from 1; those behind it move on."""

    map: Subject
    step: Step
    name: Line
    place: Place
    note: Text | None = None


@event("step-moved")
class StepMoved(Event):
    """A step stands at another place now."""

    map: Subject
    step: Step
    place: Place


@event("step-removed")
class StepRemoved(Event):
    """A step is no part of the stream, and what was said about it does not count."""

    map: Subject
    step: Step
    reason: Text | None = None


@event("step-measured")
class StepMeasured(Event):
    """What a step takes, in place of what was found before."""

    map: Subject
    step: Step
    process_time: Hours
    lead_time: Hours
    percent_complete_accurate: Percent
    basis: Basis
    note: Text | None = None


@event("handoff-added")
class HandoffAdded(Event):
    """Work changes hands between two steps."""

    map: Subject
    giver: Step
    receiver: Step
    note: Text | None = None


@event("rework-added")
class ReworkAdded(Event):
    """Work goes back from a step to an earlier one (or to the same), `percent` of it where that is known."""

    map: Subject
    found_at: Step
    back_to: Step
    percent: Percent | None = None
    note: Text | None = None


@event("waste-tagged")
class WasteTagged(Event):
    """The kinds of waste at a step, in place of the ones before."""

    map: Subject
    step: Step
    wastes: Wastes
    note: Text | None = None


@event("bottleneck-nominated")
class BottleneckNominated(Event):
    """Somebody thinks that a step holds up the whole."""

    map: Subject
    step: Step
    person: PersonId
    side: Side
    why: Text


@event("bottleneck-confirmed")
class BottleneckConfirmed(Event):
    """People agree that a step holds up the whole; `nominated` and `candidate` tell who or what pointed at it."""

    map: Subject
    step: Step
    person: PersonId
    nominated: bool
    candidate: bool
    why: Line | None = None


@event("value-stream-closed")
class ValueStreamClosed(Event):
    """The map is frozen, with its totals by a version of the formula and the steps that stand out.

    `unmeasured` steps are no part of the totals.
    """

    map: Subject
    totals: Totals
    candidates: tuple[Candidate, ...]
    bottlenecks: tuple[Nomination, ...]
    participants: Participants
    formula_version: int
    policy: int
    unmeasured: tuple[StepId, ...] = ()


@event("impact-estimated")
class ImpactEstimated(Event):
    """What solving an opportunity would change in a frozen map: step by step, and in all."""

    map: Subject
    opportunity: Annotated[OpportunityId, Tag("opportunity")]
    deltas: Deltas
    totals: Totals
    former: Totals
    formula_version: int
    teams: Annotated[tuple[TeamId, ...], Tag("team")] = ()
    note: Text | None = None
