"""One value stream map, folded from its events."""

from __future__ import annotations

from collections.abc import Iterable

from domain.katas.events import CurrentConditionGrasped
from domain.kernel import Recorded
from domain.value_streams import formula
from domain.value_streams.events import (
    BottleneckConfirmed,
    BottleneckNominated,
    HandoffAdded,
    ImpactEstimated,
    ReworkAdded,
    StepAdded,
    StepMeasured,
    StepMoved,
    StepRemoved,
    ValueStreamClosed,
    ValueStreamOpened,
    WasteTagged,
)
from domain.value_streams.terms import Measure
from projections.facts import Fact
from projections.folding import Folding, Reading
from projections.value_streams.shape import (
    BottleneckView,
    EstimateView,
    HandoffView,
    MapView,
    NominationView,
    ReworkView,
    StepMeasureView,
    StepView,
)

__all__ = ["MAP", "MapReading", "MapView", "fold_map", "measure_of"]

MAP: Folding[MapView] = Folding()


@MAP.on(ValueStreamOpened)
def _open(view: MapView, event: ValueStreamOpened, fact: Fact) -> None:
    if event.map != view.map:
        view.next.append(event.map)
        return
    view.title, view.begins, view.ends, view.unit_of_work = event.title, event.begins, event.ends, event.unit_of_work
    view.convention, view.participants, view.previous = event.convention, event.participants, event.previous
    view.opened = fact


@MAP.on(StepAdded)
def _add(view: MapView, event: StepAdded, fact: Fact) -> None:
    view.steps = [each for each in view.steps if each.step != event.step]
    step = StepView(step=event.step, name=event.name, place=event.place, note=event.note, added=fact)
    view.steps.insert(event.place - 1, step)


@MAP.on(StepMoved)
def _move(view: MapView, event: StepMoved, _: Fact) -> None:
    for step in _steps(view, event.step):
        view.steps.remove(step)
        view.steps.insert(event.place - 1, step)


@MAP.on(StepRemoved)
def _remove(view: MapView, event: StepRemoved, _: Fact) -> None:
    for step in _steps(view, event.step):
        view.steps.remove(step)
        view.removed.append(step)
    view.handoffs = [each for each in view.handoffs if event.step not in {each.giver, each.receiver}]
    view.rework = [each for each in view.rework if event.step not in {each.found_at, each.back_to}]


@MAP.on(StepMeasured)
def _measure(view: MapView, event: StepMeasured, fact: Fact) -> None:
    found = Measure(
        process_time=event.process_time,
        lead_time=event.lead_time,
        percent_complete_accurate=event.percent_complete_accurate,
    )
    whole = formula.lead_time(found, view.convention)
    ratio = formula.activity_ratio(found, view.convention) * formula.PERCENT if whole else None
    measure = StepMeasureView(
        process_time=event.process_time,
        lead_time=event.lead_time,
        whole_lead_time=float(whole),
        wait=float(formula.wait(found, view.convention)),
        activity_ratio=None if ratio is None else float(ratio.quantize(formula.DECIMALS)),
        percent_complete_accurate=event.percent_complete_accurate,
        basis=event.basis,
        note=event.note,
        fact=fact,
    )
    for step in _steps(view, event.step):
        step.measure = measure
        step.measures.append(measure)


@MAP.on(HandoffAdded)
def _hand_off(view: MapView, event: HandoffAdded, fact: Fact) -> None:
    view.handoffs.append(HandoffView(giver=event.giver, receiver=event.receiver, note=event.note, fact=fact))


@MAP.on(ReworkAdded)
def _rework(view: MapView, event: ReworkAdded, fact: Fact) -> None:
    pair = (event.found_at, event.back_to)
    view.rework = [each for each in view.rework if (each.found_at, each.back_to) != pair]
    view.rework.append(
        ReworkView(found_at=event.found_at, back_to=event.back_to, percent=event.percent, note=event.note, fact=fact)
    )


@MAP.on(WasteTagged)
def _waste(view: MapView, event: WasteTagged, _: Fact) -> None:
    for step in _steps(view, event.step):
        step.wastes = event.wastes


@MAP.on(BottleneckNominated)
def _nominate(view: MapView, event: BottleneckNominated, fact: Fact) -> None:
    for step in _steps(view, event.step):
        step.nominations.append(NominationView(person=event.person, side=event.side, why=event.why, fact=fact))


@MAP.on(BottleneckConfirmed)
def _confirm(view: MapView, event: BottleneckConfirmed, fact: Fact) -> None:
    for step in _steps(view, event.step):
        step.bottleneck = BottleneckView(
            person=event.person, why=event.why, nominated=event.nominated, candidate=event.candidate, fact=fact
        )


@MAP.on(ValueStreamClosed)
def _close(view: MapView, event: ValueStreamClosed, fact: Fact) -> None:
    view.state, view.closed, view.participants = "closed", fact, event.participants
    view.totals, view.candidates, view.unmeasured = event.totals, event.candidates, event.unmeasured
    view.formula_version = event.formula_version


@MAP.on(ImpactEstimated)
def _estimate(view: MapView, event: ImpactEstimated, fact: Fact) -> None:
    view.estimates.append(
        EstimateView(
            opportunity=event.opportunity,
            teams=event.teams,
            deltas=event.deltas,
            totals=event.totals,
            former=event.former,
            note=event.note,
            fact=fact,
        )
    )


@MAP.on(CurrentConditionGrasped)
def _grasp(view: MapView, event: CurrentConditionGrasped, _: Fact) -> None:
    if event.kata not in view.katas:
        view.katas.append(event.kata)


def _steps(view: MapView, name: str) -> list[StepView]:
    return [step for step in view.steps if step.step == name]


class MapReading(Reading[MapView]):
    """The view in the making."""

    def __init__(self, drawn: str) -> None:
        super().__init__(MAP, MapView(map=drawn))

    def settle(self) -> None:
        """Number the steps, and compute the sums while the map is open."""
        view = self.view
        for place, step in enumerate(view.steps, start=1):
            step.place = place
        if view.state == "open":
            measures = {step.step: measure_of(step.measure) for step in view.steps if step.measure}
            view.totals = formula.totals(measures, view.convention)
            view.candidates = formula.candidates(measures, view.convention)
            view.unmeasured = tuple(step.step for step in view.steps if step.measure is None)
            view.formula_version = formula.VERSION

    @property
    def known(self) -> bool:
        """Whether it was opened."""
        return self.view.opened is not None


def measure_of(found: StepMeasureView) -> Measure:
    """What was found at a step, as the formula takes it."""
    return Measure(
        process_time=found.process_time,
        lead_time=found.lead_time,
        percent_complete_accurate=found.percent_complete_accurate,
    )


def fold_map(drawn: str, history: Iterable[Recorded]) -> MapView | None:
    """The map after these events of its tag; None if it was not opened by then."""
    return MapReading(drawn).read(history)
