"""A metric gets a baseline and a target."""

from datetime import date

import pytest

from domain.acting import ClaimedBeforeItsGround
from domain.metrics.change_target import ChangeTarget, TargetChange, TargetNotSet, TargetUnchanged
from domain.metrics.events import BaselineSet, TargetChanged, TargetSet
from domain.metrics.refusals import (
    MetricIsRetired,
    MetricUnknown,
    ObservationDiffers,
    ObservationUnknown,
    TargetNotBetter,
)
from domain.metrics.set_baseline import Baseline, BaselineUnchanged, BaselineWithoutValue, SetBaseline
from domain.metrics.set_target import SetTarget, Target, TargetAlreadySet
from domain.metrics.terms import Direction, ObservationPin
from tests.domain.metrics.scene import DEV, PEOPLE, RETIRED, WORLD, day, defined, observed, pin
from tests.domain.story import an_id, given

BASELINE = BaselineSet(metric="lead_time", value=504, unit="hour")
TARGET = TargetSet(metric="lead_time", target=1, unit="hour", baseline=504)


def test_a_baseline_is_a_number() -> None:
    given(*WORLD).when(SetBaseline, "lead_time", Baseline(value=504), by=DEV).then(BASELINE)


def test_a_baseline_is_an_observation_as_it_reads() -> None:
    outcome = given(*WORLD, observed(1, 504)).when(SetBaseline, "lead_time", Baseline(observation=pin(1)), by=DEV)
    pinned = pin(1, position=41, value=504.0)
    outcome.then(BaselineSet(metric="lead_time", value=504, unit="hour", observation=pinned))


def test_another_baseline_tells_the_former_one() -> None:
    outcome = given(*WORLD, BASELINE).when(SetBaseline, "lead_time", Baseline(value=500, note="Recounted"), by=DEV)
    outcome.then(BaselineSet(metric="lead_time", value=500, unit="hour", former=504, note="Recounted"))


def test_a_baseline_is_one_number() -> None:
    story = given(*WORLD, observed(1, 504))
    story.when(SetBaseline, "lead_time", Baseline(), by=DEV).refused(BaselineWithoutValue)
    both = Baseline(value=504, observation=pin(1))
    story.when(SetBaseline, "lead_time", both, by=DEV).refused(BaselineWithoutValue)


def test_a_baseline_is_of_its_own_metric() -> None:
    story = given(*WORLD, defined("failures", "down"), observed(1, 12, metric="failures"))
    other = ObservationPin(metric="failures", observation=an_id("obs", 1))
    story.when(SetBaseline, "lead_time", Baseline(observation=other), by=DEV).refused(BaselineWithoutValue)


def test_an_observation_named_exists_and_reads_so() -> None:
    story = given(*WORLD, observed(1, 504))
    named = Baseline(observation=pin(2))
    story.when(SetBaseline, "lead_time", named, by=DEV).refused(ObservationUnknown)
    misread = Baseline(observation=pin(1, value=500.0))
    story.when(SetBaseline, "lead_time", misread, by=DEV).refused(ObservationDiffers)
    misplaced = Baseline(observation=pin(1, position=3))
    story.when(SetBaseline, "lead_time", misplaced, by=DEV).refused(ObservationDiffers)


def test_an_observation_is_named_after_it_was_recorded() -> None:
    story = given(*WORLD, observed(1, 504))
    outcome = story.when(SetBaseline, "lead_time", Baseline(observation=pin(1)), by=DEV, occurred_at=day(-1))
    outcome.refused(ClaimedBeforeItsGround)


def test_the_same_baseline_is_no_news() -> None:
    given(*WORLD, BASELINE).when(SetBaseline, "lead_time", Baseline(value=504), by=DEV).refused(BaselineUnchanged)


def test_a_baseline_does_not_overtake_the_target() -> None:
    story = given(*WORLD, BASELINE, TARGET)
    story.when(SetBaseline, "lead_time", Baseline(value=1), by=DEV).refused(TargetNotBetter)


def test_a_target_is_set_against_the_baseline() -> None:
    body = Target(target=1, by=date(2026, 12, 31))
    given(*WORLD, BASELINE).when(SetTarget, "lead_time", body, by=DEV).then(
        TargetSet(metric="lead_time", target=1, unit="hour", by=date(2026, 12, 31), baseline=504)
    )


def test_a_target_is_set_without_a_baseline() -> None:
    outcome = given(*WORLD).when(SetTarget, "lead_time", Target(target=1), by=DEV)
    outcome.then(TargetSet(metric="lead_time", target=1, unit="hour"))


@pytest.mark.parametrize(("direction", "target"), [("down", 504), ("down", 600), ("up", 504), ("up", 400)])
def test_a_target_is_better_than_the_baseline(direction: Direction, target: float) -> None:
    story = given(*PEOPLE, defined("share", direction), BaselineSet(metric="share", value=504, unit="percent"))
    story.when(SetTarget, "share", Target(target=target), by=DEV).refused(TargetNotBetter)


def test_a_value_to_be_held_is_its_own_target() -> None:
    story = given(*PEOPLE, defined("share", "hold"), BaselineSet(metric="share", value=99, unit="percent"))
    story.when(SetTarget, "share", Target(target=99), by=DEV).then(TargetSet)


def test_there_is_one_target() -> None:
    given(*WORLD, TARGET).when(SetTarget, "lead_time", Target(target=2), by=DEV).refused(TargetAlreadySet)


def test_a_target_is_changed_with_a_reason() -> None:
    body = TargetChange(target=24, reason="One hour was a dream")
    given(*WORLD, BASELINE, TARGET).when(ChangeTarget, "lead_time", body, by=DEV).then(
        TargetChanged(metric="lead_time", former=1, to=24, unit="hour", reason="One hour was a dream", baseline=504)
    )


def test_only_a_target_can_be_changed() -> None:
    body = TargetChange(target=24, reason="x")
    given(*WORLD).when(ChangeTarget, "lead_time", body, by=DEV).refused(TargetNotSet)


def test_the_same_target_is_no_news() -> None:
    body = TargetChange(target=1, reason="x")
    given(*WORLD, TARGET).when(ChangeTarget, "lead_time", body, by=DEV).refused(TargetUnchanged)
    later = TargetChange(target=1, reason="x", by=date(2027, 1, 1))
    given(*WORLD, TARGET).when(ChangeTarget, "lead_time", later, by=DEV).then(TargetChanged)


def test_a_changed_target_is_better_than_the_baseline() -> None:
    body = TargetChange(target=504, reason="x")
    given(*WORLD, BASELINE, TARGET).when(ChangeTarget, "lead_time", body, by=DEV).refused(TargetNotBetter)


def test_unknown_and_retired_metrics_have_neither() -> None:
    for command, body in (
        (SetBaseline, Baseline(value=1)),
        (SetTarget, Target(target=1)),
        (ChangeTarget, TargetChange(target=1, reason="x")),
    ):
        given(*PEOPLE).when(command, "lead_time", body, by=DEV).refused(MetricUnknown)
        given(*WORLD, RETIRED).when(command, "lead_time", body, by=DEV).refused(MetricIsRetired)
