"""Steps 2 and 3: the current condition, then one target condition after the other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing, RuleWaived, Waive
from domain.katas.close_target_condition import CloseTargetCondition, ReflectionEmpty, TargetConditionClosing
from domain.katas.events import (
    CurrentConditionGrasped,
    TargetConditionClosed,
    TargetConditionExtended,
    TargetConditionSet,
)
from domain.katas.extend_target_condition import ExtendTargetCondition, NotLater, TargetConditionExtension
from domain.katas.grasp_current_condition import CurrentCondition, GraspCurrentCondition, NothingGrasped
from domain.katas.pause_kata import KataPause, PauseKata
from domain.katas.refusals import (
    KataNotRunning,
    KataUnknown,
    NoTargetCondition,
    NotOfTheTeam,
    OutsidePolicyWindow,
    TargetConditionNotOpen,
    TargetConditionOpen,
    TargetConditionUnknown,
)
from domain.katas.set_target_condition import (
    CurrentConditionMissing,
    ProcessMetricMissing,
    SetTargetCondition,
    TargetAlreadyMet,
    TargetConditionAlreadyExists,
)
from domain.katas.terms import Aim, TargetOutcome
from domain.kernel import tags_of
from domain.metrics.events import MetricRetired, ObservationRecorded
from domain.metrics.refusals import MetricIsRetired, MetricUnknown, ObservationUnknown, UnitDiffers
from domain.metrics.terms import ObservationPin
from domain.partnership.correctable import RecordCorrected
from domain.partnership.policy import Policy, PolicyAdopted
from tests.domain.katas.measured import QUEUE, TIME, UNSEEN, UPTIME, WEEKS
from tests.domain.katas.scene import (
    BEA,
    COACH,
    DEV,
    DUE,
    KATA,
    NEXT_TARGET,
    OUTSIDER,
    QA,
    TARGET,
    aimed,
    before,
    grasped,
    start,
    started,
    target,
)
from tests.domain.opportunities.history import only
from tests.domain.story import BEGINNING, an_id

TODAY = BEGINNING.date()
SEEN = CurrentCondition(facts=("Three weeks",), pattern="Handoffs on Fridays", map=an_id("vsm", 1))
LOOK_BACK = TargetConditionClosing(outcome="reached", reflection="The environment was the obstacle", measured=320)


def waive(rule: str) -> tuple[Waive, ...]:
    return (Waive(rule=rule, reason="The fair is then"),)


def test_the_team_grasps_the_current_condition() -> None:
    started().does(QA, GraspCurrentCondition, SEEN).then(
        CurrentConditionGrasped(kata=KATA, facts=("Three weeks",), pattern="Handoffs on Fridays", map=an_id("vsm", 1))
    )


def test_a_current_condition_is_told_in_facts_or_observations() -> None:
    started().does(DEV, GraspCurrentCondition, CurrentCondition(pattern="slow")).refused(NothingGrasped)
    started().does(DEV, GraspCurrentCondition, CurrentCondition(facts=("  ",))).refused(NothingGrasped)


def test_steps_belong_to_the_team_whatever_else_the_actor_is() -> None:
    started().does(OUTSIDER, GraspCurrentCondition, SEEN).refused(NotOfTheTeam)
    started().does(BEA, GraspCurrentCondition, SEEN).refused(RoleMissing)
    started().does(COACH, GraspCurrentCondition, SEEN).refused(RoleMissing)
    before().does(DEV, GraspCurrentCondition, SEEN).refused(KataUnknown)


def test_a_paused_kata_takes_no_step() -> None:
    scene = started().goes((PauseKata, KataPause(reason="holidays")))
    scene.does(DEV, GraspCurrentCondition, SEEN).refused(KataNotRunning)


def test_the_team_sets_a_target_condition() -> None:
    grasped().does(DEV, SetTargetCondition, target()).then(
        TargetConditionSet(
            kata=KATA,
            target_condition=TARGET,
            achieve_by=DUE,
            outcome=Aim(metric=TIME, target=336, unit="hour"),
            pattern="Tests run on every pull request before review",
            policy=1,
            process=Aim(metric=QUEUE, target=3, unit="day"),
            metrics=(TIME, QUEUE),
        )
    )


def test_a_current_condition_cites_observations_as_they_read() -> None:
    body = CurrentCondition(observations=(ObservationPin(metric=TIME, observation=WEEKS),))
    outcome = started().does(DEV, GraspCurrentCondition, body).then(CurrentConditionGrasped)
    grasp = only(outcome, CurrentConditionGrasped)
    assert grasp.observations == (ObservationPin(metric=TIME, observation=WEEKS, position=0, value=504),)
    assert f"metric:{TIME}" in tags_of(grasp)


def test_a_corrected_observation_is_cited_as_it_reads_now() -> None:
    body = CurrentCondition(observations=(ObservationPin(metric=TIME, observation=WEEKS),))
    outcome = started().happened(corrected_to(500)).does(DEV, GraspCurrentCondition, body)
    assert only(outcome, CurrentConditionGrasped).observations[0].value == 500


def corrected_to(value: float) -> RecordCorrected:
    return RecordCorrected(
        event=an_id("evt", 1),
        subjects=(f"observation:{WEEKS}", f"metric:{TIME}"),
        position=1,
        type=ObservationRecorded.TOPIC,
        field="value",
        reason="Typing error",
        former=504,
        to=value,
    )


def test_cited_observations_are_there() -> None:
    nothing = CurrentCondition(observations=(ObservationPin(metric=TIME, observation=an_id("obs", 9)),))
    started().does(DEV, GraspCurrentCondition, nothing).refused(ObservationUnknown)
    of_another = CurrentCondition(observations=(ObservationPin(metric=QUEUE, observation=WEEKS),))
    started().does(DEV, GraspCurrentCondition, of_another).refused(ObservationUnknown)


def test_a_target_condition_is_about_known_metrics_in_their_units() -> None:
    unknown = target(outcome=Aim(metric="velocity", target=3))
    grasped().does(DEV, SetTargetCondition, unknown).refused(MetricUnknown)
    differs = target(process=Aim(metric=QUEUE, target=72, unit="hour"))
    grasped().does(DEV, SetTargetCondition, differs).refused(UnitDiffers)
    retired = grasped().happened(MetricRetired(metric=QUEUE, reason="nobody records it"))
    retired.does(DEV, SetTargetCondition, target()).refused(MetricIsRetired)


def test_a_target_condition_is_not_met_already() -> None:
    for there in (504, 505):
        body = target(outcome=Aim(metric=TIME, target=there))
        grasped().does(DEV, SetTargetCondition, body).refused(TargetAlreadyMet)
    grasped().happened(corrected_to(300)).does(DEV, SetTargetCondition, target()).refused(TargetAlreadyMet)
    unobserved = target(outcome=Aim(metric=UNSEEN, target=3))
    grasped().does(DEV, SetTargetCondition, unobserved).then(TargetConditionSet)


def test_what_is_to_be_held_is_never_met_already() -> None:
    body = target(outcome=Aim(metric=UPTIME, target=99.5))
    grasped().does(DEV, SetTargetCondition, body).then(TargetConditionSet)


def test_first_the_current_condition_then_the_target() -> None:
    started().does(DEV, SetTargetCondition, target()).refused(CurrentConditionMissing)


def test_one_target_condition_is_open_at_a_time() -> None:
    aimed().does(DEV, SetTargetCondition, target(target_condition=NEXT_TARGET)).refused(TargetConditionOpen)
    scene = aimed().goes((CloseTargetCondition, LOOK_BACK))
    scene.does(DEV, SetTargetCondition, target()).refused(TargetConditionAlreadyExists)
    scene.does(DEV, SetTargetCondition, target(target_condition=NEXT_TARGET)).then(TargetConditionSet)


@pytest.mark.parametrize(("days", "fits"), [(6, False), (7, True), (92, True), (93, False)])
def test_the_day_lies_in_the_policys_window_unless_waived(days: int, *, fits: bool) -> None:
    day = TODAY + timedelta(days=days)
    outcome = grasped().does(DEV, SetTargetCondition, target(achieve_by=day))
    if fits:
        outcome.then(TargetConditionSet)
        return
    outcome.refused(OutsidePolicyWindow)
    body = target(achieve_by=day, waive=waive("kata.outside-policy-window"))
    grasped().does(DEV, SetTargetCondition, body).then(RuleWaived, TargetConditionSet)


def test_the_window_is_the_policys_and_the_event_names_its_revision() -> None:
    policy = PolicyAdopted(revision=2, digest="0" * 64, policy=Policy(target_condition_days=(1, 5)))
    scene = grasped().happened(policy)
    scene.does(DEV, SetTargetCondition, target()).refused(OutsidePolicyWindow)
    outcome = scene.does(DEV, SetTargetCondition, target(achieve_by=TODAY + timedelta(days=5)))
    assert only(outcome, TargetConditionSet).policy == 2


def test_a_process_metric_is_named_unless_waived() -> None:
    grasped().does(DEV, SetTargetCondition, target(process=None)).refused(ProcessMetricMissing)
    body = target(process=None, waive=waive("kata.process-metric-missing"))
    grasped().does(DEV, SetTargetCondition, body).then(RuleWaived, TargetConditionSet)


def test_nobody_aims_before_seeing() -> None:
    scene = grasped()
    earlier = scene.now - timedelta(seconds=30)
    scene.does(DEV, SetTargetCondition, target(), occurred_at=earlier).refused(ClaimedBeforeItsGround)


def test_a_target_condition_gets_more_time() -> None:
    later = DUE + timedelta(days=7)
    scene = aimed()
    scene.does(DEV, ExtendTargetCondition, TargetConditionExtension(to=later, reason="Two were ill")).then(
        TargetConditionExtended(
            kata=KATA, target_condition=TARGET, former=DUE, to=later, reason="Two were ill", policy=1
        )
    )
    assert scene.state().targets == {TARGET: later}


def test_an_extension_goes_to_a_later_day_in_the_window() -> None:
    aimed().does(DEV, ExtendTargetCondition, TargetConditionExtension(to=DUE, reason="x")).refused(NotLater)
    far = TODAY + timedelta(days=93)
    aimed().does(DEV, ExtendTargetCondition, TargetConditionExtension(to=far, reason="x")).refused(OutsidePolicyWindow)
    grasped().does(DEV, ExtendTargetCondition, TargetConditionExtension(to=far, reason="x")).refused(NoTargetCondition)


@pytest.mark.parametrize("outcome", ["reached", "missed", "abandoned"])
def test_a_target_condition_closes_with_a_look_back(outcome: TargetOutcome) -> None:
    scene = aimed()
    scene.now += timedelta(days=45)
    body = TargetConditionClosing(outcome=outcome, reflection="We aimed too low", measured=320)
    scene.does(DEV, CloseTargetCondition, body).then(
        TargetConditionClosed(
            kata=KATA,
            target_condition=TARGET,
            outcome=outcome,
            reflection="We aimed too low",
            days_late=3,
            measured=320,
        )
    )
    assert scene.state().target is None


def test_no_target_condition_closes_without_a_reflection() -> None:
    aimed().does(DEV, CloseTargetCondition, TargetConditionClosing(outcome="missed")).refused(ReflectionEmpty)
    aimed().does(DEV, CloseTargetCondition, TargetConditionClosing(outcome="missed", reflection=" ")).refused(
        ReflectionEmpty
    )


def test_only_the_open_target_condition_closes() -> None:
    other = TargetConditionClosing(outcome="missed", reflection="x", target_condition=NEXT_TARGET)
    aimed().does(DEV, CloseTargetCondition, other).refused(TargetConditionUnknown)
    scene = aimed().goes((CloseTargetCondition, LOOK_BACK))
    scene.does(DEV, CloseTargetCondition, LOOK_BACK).refused(NoTargetCondition)
    scene.goes((SetTargetCondition, target(target_condition=NEXT_TARGET)))
    closed = TargetConditionClosing(outcome="missed", reflection="x", target_condition=TARGET)
    scene.does(DEV, CloseTargetCondition, closed).refused(TargetConditionNotOpen)


def test_every_kata_keeps_the_north_star() -> None:
    assert aimed().state().north_star
    assert start().north_star is None
