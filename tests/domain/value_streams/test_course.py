"""The life of a map in any order of acts, against a plain list of steps with numbers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.kernel import Command
from domain.value_streams.add_handoff import AddHandoff, Handoff
from domain.value_streams.add_step import AddStep, NewStep
from domain.value_streams.close_value_stream import CloseValueStream, ValueStreamToClose
from domain.value_streams.confirm_bottleneck import BottleneckAgreed, ConfirmBottleneck
from domain.value_streams.estimate_impact import EstimateImpact, ImpactEstimate
from domain.value_streams.measure_step import MeasureStep
from domain.value_streams.move_step import MoveStep, StepPlace
from domain.value_streams.nominate_bottleneck import BottleneckSeen, NominateBottleneck
from domain.value_streams.remove_step import RemoveStep, StepToRemove
from domain.value_streams.terms import Delta
from tests.domain.story import an_id
from tests.domain.value_streams.scene import DEV, FAY, SLOW, TED, measured, opened

steps = st.sampled_from([an_id("stp", number) for number in range(1, 6)])
places = st.integers(1, 7)
numbers = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(-5, 105))


class Course(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = opened()
        self.order: list[str] = []
        self.used: set[str] = set()
        self.numbers: dict[str, tuple[int, int, int]] = {}
        self.handoffs: set[tuple[str, str]] = set()
        self.nominated: set[str] = set()
        self.confirmed: set[str] = set()
        self.closed = False

    def tries(self, allowed: object, command: type[Command], body: Any, by: str = DEV) -> bool:
        outcome = self.scene.act(by, command, body)
        assert bool(outcome.events) == bool(allowed), (outcome.events, outcome.refusals)
        return bool(allowed)

    def there(self, *wanted: str) -> bool:
        return not self.closed and set(wanted) <= set(self.order)

    @rule(step=steps, place=places)
    def add(self, step: str, place: int) -> None:
        free = not self.closed and step not in self.used
        if self.tries(free, AddStep, NewStep(name="a step", step=step, place=place)):
            self.used.add(step)
            self.order.insert(place - 1, step)

    @rule(step=steps, place=places)
    def move(self, step: str, place: int) -> None:
        place = min(place, max(len(self.order), 1))
        moved = self.there(step) and self.order.index(step) != place - 1
        if self.tries(moved, MoveStep, StepPlace(step=step, place=place)):
            self.order.remove(step)
            self.order.insert(place - 1, step)

    @rule(step=steps, dice=st.integers(0, 3))
    def remove(self, step: str, dice: int) -> None:
        if dice == 1 and self.tries(self.there(step), RemoveStep, StepToRemove(step=step)):
            self.order.remove(step)
            self.numbers.pop(step, None)
            self.handoffs = {pair for pair in self.handoffs if step not in pair}
            self.nominated.discard(step)
            self.confirmed.discard(step)

    @rule(step=steps, taken=numbers)
    def measure(self, step: str, taken: tuple[int, int, int]) -> None:
        process, lead, share = taken
        possible = process <= lead and 0 <= share <= 100
        if self.tries(self.there(step) and possible, MeasureStep, measured(step, process, lead, share)):
            self.numbers[step] = taken

    @rule(giver=steps, receiver=steps)
    def hand_over(self, giver: str, receiver: str) -> None:
        new = giver != receiver and (giver, receiver) not in self.handoffs
        if self.tries(self.there(giver, receiver) and new, AddHandoff, Handoff(giver=giver, receiver=receiver)):
            self.handoffs.add((giver, receiver))

    @rule(step=steps)
    def nominate(self, step: str) -> None:
        new = self.there(step) and step not in self.nominated
        if self.tries(new, NominateBottleneck, BottleneckSeen(step=step, why="It waits")):
            self.nominated.add(step)

    @property
    def standing_out(self) -> set[str]:
        """The steps with an extreme number, by hand."""
        if not self.numbers:
            return set()
        waits = {step: lead - process for step, (process, lead, _) in self.numbers.items()}
        ratios = {step: process / lead if lead else 1 for step, (process, lead, _) in self.numbers.items()}
        shares = {step: share for step, (_, _, share) in self.numbers.items()}
        extremes = ((waits, max(waits.values())), (ratios, min(ratios.values())), (shares, min(shares.values())))
        return {step for found, extreme in extremes for step, number in found.items() if number == extreme}

    @rule(step=steps)
    def confirm(self, step: str) -> None:
        fit = self.there(step) and step in self.nominated | self.standing_out and step not in self.confirmed
        if self.tries(fit, ConfirmBottleneck, BottleneckAgreed(step=step), TED):
            self.confirmed.add(step)

    @rule(dice=st.integers(0, 9))
    def close(self, dice: int) -> None:
        full = bool(self.order) and set(self.order) == set(self.numbers)
        if dice == 3 and self.tries(not self.closed and full, CloseValueStream, ValueStreamToClose(), FAY):
            self.closed = True

    @rule(step=steps, saved=st.integers(0, 5))
    def estimate(self, step: str, saved: int) -> None:
        process, lead, _ = self.numbers.get(step, (0, 0, 0))
        possible = step in self.numbers and lead - saved >= process
        body = ImpactEstimate(opportunity=SLOW, deltas=(Delta(step=step, lead_time=-saved),))
        self.tries(self.closed and possible, EstimateImpact, body)

    @invariant()
    def the_fold_agrees_with_the_model(self) -> None:
        found = self.scene.stream
        assert (found.order, found.handoffs, found.closed) == (self.order, self.handoffs, self.closed)
        assert set(found.measures) == set(self.numbers)
        assert {bottleneck.step for bottleneck in found.bottlenecks} == self.confirmed
        if found.totals:
            work = sum(process for process, _, _ in self.numbers.values())
            lead = sum(lead for _, lead, _ in self.numbers.values())
            assert (found.totals.process_time, found.totals.lead_time) == (work, lead)
            assert found.totals.activity_ratio == (pytest.approx(100 * work / lead, abs=1e-4) if lead else None)


Course.TestCase.settings = settings(max_examples=40, stateful_step_count=40)
TestCourse = Course.TestCase
