"""Numbers in any order, repeated, late and corrected, against a model that is a dictionary."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.metrics.change_target import ChangeTarget, TargetChange
from domain.metrics.events import ObservationRecorded, TargetReached
from domain.metrics.record_observations import RecordObservations
from domain.metrics.retire_metric import MetricRetirement, RetireMetric
from domain.metrics.set_baseline import Baseline, SetBaseline
from domain.metrics.set_target import SetTarget, Target
from domain.metrics.state import Metric, NewestObservation, ObservationAt
from domain.partnership.correctable import RecordCorrected
from tests.domain.metrics.growing import Growing
from tests.domain.metrics.scene import DEV, PIPELINE, WORLD, row, rows, span

numbers = st.integers(1, 4).map(float)
deliveries = st.lists(st.tuples(st.sampled_from("abc"), numbers, st.integers(-4, 0)), min_size=1, max_size=4)


class Course(RuleBasedStateMachine):
    """The model: what each external id reads, baseline, target, and whether it was reached."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Growing(WORLD)
        self.read: dict[str, tuple[float, int]] = {}
        self.first_day: dict[str, int] = {}
        self.baseline: float | None = None
        self.target: float | None = None
        self.retired = False

    @rule(delivered=deliveries, correct=st.booleans(), strict=st.booleans())
    def deliver(self, delivered: list[tuple[str, float, int]], *, correct: bool, strict: bool) -> None:
        read, new = dict(self.read), set[str]()
        refused = corrected = 0
        for name, value, at in delivered:
            known = read.get(name)
            if self.retired or (known not in {None, (value, at)} and (not correct or name in new)):
                refused += 1
                continue
            if known is None:
                new.add(name)
            corrected += 0 if known is None else (known[0] != value) + (known[1] != at)
            read[name] = (value, at)
        body = rows(
            *(row(value, external_id=name, window=span(at)) for name, value, at in delivered),
            on_change="correct" if correct else "refuse",
            all_or_nothing=strict,
        )
        outcome = self.world.does(PIPELINE, RecordObservations, "", body)
        if refused and (strict or refused == len(delivered)):
            assert outcome.refusals
            return
        assert not outcome.refusals
        kinds = [type(event) for event in outcome.events]
        assert kinds.count(ObservationRecorded) == len(new)
        if len({name for name, _, _ in delivered}) == len(delivered):
            assert kinds.count(RecordCorrected) == corrected
            self.read = read
        else:
            self.read = {name: self.on_record(name) for name in read}
        for name in new:
            seen = self.world_state(name)
            self.first_day[name] = seen

    def world_state(self, name: str) -> int:
        first = next(
            recorded.event
            for recorded in self.world.history
            if isinstance(recorded.event, ObservationRecorded) and recorded.event.external_id == name
        )
        return next(at for at in range(-4, 1) if span(at) == first.window)

    def on_record(self, name: str) -> tuple[float, int]:
        state = ObservationAt(f"lead_time/pipeline/{name}")
        for recorded in self.world.history:
            if state.sees(recorded):
                state.fold(recorded)
        assert state.seen is not None
        window = state.seen.window
        return state.seen.value, next(at for at in range(-4, 1) if span(at) == window)

    @rule(value=numbers)
    def set_baseline(self, value: float) -> None:
        outcome = self.world.does(DEV, SetBaseline, "lead_time", Baseline(value=value))
        behind = self.target is not None and self.target >= value
        assert bool(outcome.events) == (not self.retired and value != self.baseline and not behind)
        self.baseline = value if outcome.events else self.baseline

    @rule(value=numbers, again=st.booleans())
    def aim(self, value: float, *, again: bool) -> None:
        if again:
            outcome = self.world.does(DEV, ChangeTarget, "lead_time", TargetChange(target=value, reason="x"))
            fits = self.target not in {None, value}
        else:
            outcome = self.world.does(DEV, SetTarget, "lead_time", Target(target=value))
            fits = self.target is None
        behind = self.baseline is not None and value >= self.baseline
        assert bool(outcome.events) == (not self.retired and fits and not behind)
        self.target = value if outcome.events else self.target

    @rule()
    def retire(self) -> None:
        if len(self.world.history) > len(WORLD) + 8:
            outcome = self.world.does(DEV, RetireMetric, "lead_time", MetricRetirement(reason="x"))
            assert bool(outcome.events) == (not self.retired)
            self.retired = True

    @invariant()
    def the_record_reads_as_the_model(self) -> None:
        assert {name: self.on_record(name) for name in self.read} == self.read
        metric, newest = Metric("lead_time"), NewestObservation("lead_time")
        for recorded in self.world.history:
            for state in (metric, newest):
                if state.sees(recorded):
                    state.fold(recorded)
        assert (metric.baseline, metric.target, metric.retired) == (self.baseline, self.target, self.retired)
        assert newest.exists == bool(self.read)
        if newest.window is not None:
            assert newest.window == span(max(self.first_day.values()))

    @invariant()
    def a_target_is_reached_once_and_by_a_number_that_meets_it(self) -> None:
        open_target: float | None = None
        for recorded in self.world.history:
            if isinstance(recorded.event, TargetReached):
                assert recorded.event.target == open_target
                assert recorded.event.measured <= recorded.event.target
                open_target = None
            elif (to := getattr(recorded.event, "target", getattr(recorded.event, "to", None))) is not None and type(
                recorded.event
            ).TOPIC.startswith("target-"):
                open_target = to


TestCourse = Course.TestCase
TestCourse.settings = settings(max_examples=40, stateful_step_count=15)
