"""Metrics are defined, renamed, redefined and retired."""

from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.metrics.define_metric import DefineMetric, NewMetric
from domain.metrics.events import BaselineSet, MetricRedefined, MetricRenamed, MetricRetired, TargetSet
from domain.metrics.redefine_metric import MetricDefinition, MetricDefinitionUnchanged, RedefineMetric, UnitInUse
from domain.metrics.refusals import (
    CapturePlanMissing,
    MetricAlreadyDefined,
    MetricIsRetired,
    MetricUnknown,
    TargetNotBetter,
)
from domain.metrics.rename_metric import MetricName, MetricNameUnchanged, RenameMetric
from domain.metrics.retire_metric import MetricRetirement, RetireMetric
from domain.metrics.state import Metric
from domain.metrics.terms import Capture
from tests.domain.metrics.scene import AUTOMATIC, DEV, LEAD_TIME, PEOPLE, PIPELINE, RETIRED, WORLD, day, observed
from tests.domain.story import fact, given

NEW = NewMetric(
    key="lead_time",
    unit="hour",
    direction="down",
    kind="delivery",
    capture=AUTOMATIC,
    name="Lead time for change",
)
AS_IT_IS = MetricDefinition(unit="hour", direction="down", kind="delivery", capture=AUTOMATIC, reason="As ever")
HIDDEN = replace(AS_IT_IS, visible_to_teams=False, reason="It judges people")
BASELINE = BaselineSet(metric="lead_time", value=504, unit="hour")
TARGET = TargetSet(metric="lead_time", target=1, unit="hour", baseline=504)


def test_a_metric_is_defined() -> None:
    given(*PEOPLE).when(DefineMetric, "", NEW, by=DEV).then(LEAD_TIME)


def test_without_a_name_the_key_is_its_name() -> None:
    outcome = given(*PEOPLE).when(DefineMetric, "", replace(NEW, name=None), by=DEV)
    outcome.then(replace(LEAD_TIME, name="lead time"))


def test_a_key_is_used_once_even_after_retirement() -> None:
    given(*WORLD).when(DefineMetric, "", NEW, by=DEV).refused(MetricAlreadyDefined)
    given(*WORLD, RETIRED).when(DefineMetric, "", NEW, by=DEV).refused(MetricAlreadyDefined)


def test_a_metric_needs_a_capture_plan() -> None:
    given(*PEOPLE).when(DefineMetric, "", replace(NEW, capture=None), by=DEV).refused(CapturePlanMissing)


def test_an_automatic_capture_names_its_source() -> None:
    nowhere = replace(NEW, capture=Capture(method="automatic", cadence="daily"))
    given(*PEOPLE).when(DefineMetric, "", nowhere, by=DEV).refused(CapturePlanMissing)
    surveyed = replace(NEW, capture=Capture(method="survey", cadence="monthly"))
    assert given(*PEOPLE).when(DefineMetric, "", surveyed, by=DEV).events


def test_integrations_define_nothing() -> None:
    given(*PEOPLE).when(DefineMetric, "", NEW, by=PIPELINE).refused(RoleMissing)


def test_a_metric_is_renamed() -> None:
    renamed = MetricRenamed(metric="lead_time", name="From pull request to production", former="Lead time for change")
    given(*WORLD).when(RenameMetric, "lead_time", MetricName(name=renamed.name), by=DEV).then(renamed)


def test_the_same_name_is_no_news() -> None:
    same = MetricName(name="Lead time for change")
    given(*WORLD).when(RenameMetric, "lead_time", same, by=DEV).refused(MetricNameUnchanged)


def test_an_unknown_metric_is_not_changed() -> None:
    story = given(*PEOPLE)
    story.when(RenameMetric, "lead_time", MetricName(name="x"), by=DEV).refused(MetricUnknown)
    story.when(RedefineMetric, "lead_time", HIDDEN, by=DEV).refused(MetricUnknown)
    story.when(RetireMetric, "lead_time", MetricRetirement(reason="x"), by=DEV).refused(MetricUnknown)


def test_a_retired_metric_is_not_changed() -> None:
    story = given(*WORLD, RETIRED)
    story.when(RenameMetric, "lead_time", MetricName(name="x"), by=DEV).refused(MetricIsRetired)
    story.when(RedefineMetric, "lead_time", HIDDEN, by=DEV).refused(MetricIsRetired)
    story.when(RetireMetric, "lead_time", MetricRetirement(reason="x"), by=DEV).refused(MetricIsRetired)


def test_nothing_happens_to_it_before_it_was_defined() -> None:
    story = given(*PEOPLE, fact(LEAD_TIME, at=day(0)))
    outcome = story.when(RenameMetric, "lead_time", MetricName(name="x"), by=DEV, occurred_at=day(-1))
    outcome.refused(ClaimedBeforeItsGround)


def test_a_metric_is_redefined_as_a_whole() -> None:
    given(*WORLD).when(RedefineMetric, "lead_time", HIDDEN, by=DEV).then(
        MetricRedefined(
            metric="lead_time",
            revision=2,
            unit="hour",
            direction="down",
            kind="delivery",
            capture=AUTOMATIC,
            visible_to_teams=False,
            reason="It judges people",
        )
    )


def test_the_same_definition_is_no_news() -> None:
    given(*WORLD).when(RedefineMetric, "lead_time", AS_IT_IS, by=DEV).refused(MetricDefinitionUnchanged)


def test_a_redefinition_keeps_a_capture_plan() -> None:
    bare = replace(HIDDEN, capture=None)
    given(*WORLD).when(RedefineMetric, "lead_time", bare, by=DEV).refused(CapturePlanMissing)


def test_the_unit_stays_once_there_are_numbers() -> None:
    days = replace(AS_IT_IS, unit="day")
    given(*WORLD, observed(1, 504)).when(RedefineMetric, "lead_time", days, by=DEV).refused(UnitInUse)
    given(*WORLD, BASELINE).when(RedefineMetric, "lead_time", days, by=DEV).refused(UnitInUse)
    given(*WORLD, TARGET).when(RedefineMetric, "lead_time", days, by=DEV).refused(UnitInUse)
    given(*WORLD).when(RedefineMetric, "lead_time", days, by=DEV).then(MetricRedefined)


def test_a_direction_does_not_turn_against_the_target() -> None:
    up = replace(AS_IT_IS, direction="up")
    given(*WORLD, BASELINE, TARGET).when(RedefineMetric, "lead_time", up, by=DEV).refused(TargetNotBetter)


def test_a_metric_is_retired() -> None:
    retirement = MetricRetirement(reason="Nobody looks")
    given(*WORLD).when(RetireMetric, "lead_time", retirement, by=DEV).then(RETIRED)
    assert isinstance(RETIRED, MetricRetired)


def test_what_commands_see_of_a_metric() -> None:
    metric = Metric("lead_time")
    assert (metric.unit, metric.capture, metric.visible_to_teams, metric.live) == ("", None, False, False)
    metric.fold(fact(LEAD_TIME))
    assert (metric.unit, metric.capture, metric.visible_to_teams, metric.live) == ("hour", AUTOMATIC, True, True)
    metric.fold(fact(RETIRED))
    assert (metric.defined, metric.live) == (True, False)
