"""Step 4: predict, start, check, learn; one small step at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.acting import RoleMissing, RuleWaived, Waive
from domain.canonical import content_hash
from domain.katas.abandon_experiment import AbandonExperiment, Abandonment
from domain.katas.close_target_condition import CloseTargetCondition
from domain.katas.experiments import (
    ExperimentAbandoned,
    ExperimentPlanned,
    ExperimentReplanned,
    ExperimentStarted,
    LearningRecorded,
    ResultRecorded,
)
from domain.katas.plan_experiment import ExperimentAlreadyExists, PlanExperiment
from domain.katas.planning import CheckInPast, ExperimentTooLarge, PredictionIncomplete, PredictionMissing
from domain.katas.record_learning import LearningAlreadyRecorded, RecordLearning, ResultMissing
from domain.katas.record_result import ExperimentResult, RecordResult
from domain.katas.refusals import (
    ExperimentAlreadyStarted,
    ExperimentNotStarted,
    ExperimentUnfinished,
    ExperimentUnknown,
    LearningMissing,
    NoTargetCondition,
    NotOfTheTeam,
    ObstacleNotInFocus,
    ObstacleUnknown,
    ResultAlreadyRecorded,
)
from domain.katas.replan_experiment import ExperimentRewording, PlanUnchanged, ReplanExperiment
from domain.katas.start_experiment import ExperimentStart, PlanDiffers, StartExperiment
from domain.katas.terms import ComputedVerdict, Prediction
from domain.katas.verdicts import computed, deviation
from domain.kernel import Command, tags_of
from domain.metrics.refusals import MetricUnknown, UnitDiffers
from domain.metrics.terms import ObservationPin
from domain.partnership.correctable import RecordCorrected
from domain.partnership.policy import Policy, PolicyAdopted
from tests.domain.katas.measured import DAYS, QUEUE, observed
from tests.domain.katas.scene import (
    BEA,
    CHECKS,
    DEV,
    ENVIRONMENT,
    FIRST,
    KATA,
    LOOK,
    OUTSIDER,
    PREDICTION,
    SECOND,
    TARGET,
    focused,
    learned,
    learning,
    planned,
    resulted,
    running,
    step,
)
from tests.domain.katas.test_target_conditions import LOOK_BACK
from tests.domain.opportunities.history import only
from tests.domain.story import an_id

GO = ExperimentStart(experiment=FIRST)
GIVEN_UP = Abandonment(experiment=FIRST, reason="The tool broke", learned="It needs a licence")
RESULT = ExperimentResult(experiment=FIRST, what_happened="6.1 days", measured=6.1)


def rewording(**changes: object) -> ExperimentRewording:
    usual: dict[str, object] = {
        "experiment": FIRST,
        "obstacle": CHECKS,
        "step": "Automate five checks",
        "check_on": LOOK,
        "prediction": PREDICTION,
    }
    return ExperimentRewording(**(usual | changes))  # type: ignore[arg-type]


def test_an_experiment_is_planned_with_its_prediction() -> None:
    scene = focused()
    outcome = scene.does(DEV, PlanExperiment, step())
    plan = scene.plan()
    outcome.then(
        ExperimentPlanned(
            kata=KATA,
            experiment=FIRST,
            obstacle=CHECKS,
            target_condition=TARGET,
            digest=content_hash(plan),
            plan=plan,
            policy=1,
            metrics=("qa_queue",),
        )
    )
    assert set(tags_of(outcome.events[0])) == {
        f"kata:{KATA}",
        f"experiment:{FIRST}",
        f"obstacle:{CHECKS}",
        f"target-condition:{TARGET}",
        "metric:qa_queue",
    }


def test_an_experiment_aims_at_an_open_target_condition_and_the_obstacle_in_focus() -> None:
    closed = focused().goes((CloseTargetCondition, LOOK_BACK))
    closed.does(DEV, PlanExperiment, step()).refused(NoTargetCondition)
    focused().does(DEV, PlanExperiment, step(obstacle=ENVIRONMENT)).refused(ObstacleNotInFocus)
    focused().does(DEV, PlanExperiment, step(obstacle=an_id("obst", 9))).refused(ObstacleUnknown)


def test_no_experiment_without_a_prediction() -> None:
    focused().does(DEV, PlanExperiment, step(prediction=None)).refused(PredictionMissing)
    focused().does(DEV, PlanExperiment, step(prediction=Prediction(text=" "))).refused(PredictionMissing)
    half = Prediction(text="less", metric="qa_queue")
    focused().does(DEV, PlanExperiment, step(prediction=half)).refused(PredictionIncomplete)
    focused().does(DEV, PlanExperiment, step(prediction=Prediction(text="less"))).then(ExperimentPlanned)


def test_one_unfinished_experiment_and_no_chain() -> None:
    second = step(experiment=SECOND)
    planned().does(DEV, PlanExperiment, second).refused(ExperimentUnfinished)
    running().does(DEV, PlanExperiment, second).refused(ExperimentUnfinished)
    resulted().does(DEV, PlanExperiment, second).refused(LearningMissing)
    learned().does(DEV, PlanExperiment, second).then(ExperimentPlanned)
    learned().does(DEV, PlanExperiment, step()).refused(ExperimentAlreadyExists)


def test_an_experiment_is_small_unless_waived() -> None:
    far = focused().now.date() + timedelta(days=15)
    focused().does(DEV, PlanExperiment, step(check_on=far)).refused(ExperimentTooLarge)
    waived = step(check_on=far, waive=(Waive(rule="kata.experiment-too-large", reason="A release takes that long"),))
    focused().does(DEV, PlanExperiment, waived).then(RuleWaived, ExperimentPlanned)
    shorter = PolicyAdopted(revision=2, digest="0" * 64, policy=Policy(experiment_max_days=3))
    focused().happened(shorter).does(DEV, PlanExperiment, step()).refused(ExperimentTooLarge)
    over = focused().now.date() - timedelta(days=1)
    focused().does(DEV, PlanExperiment, step(check_on=over)).refused(CheckInPast)


def test_experiments_are_the_teams() -> None:
    focused().does(OUTSIDER, PlanExperiment, step()).refused(NotOfTheTeam)
    focused().does(BEA, PlanExperiment, step()).refused(RoleMissing)


def test_an_experiment_is_planned_differently_before_the_start() -> None:
    scene = planned()
    former = scene.state().experiments[FIRST].digest
    outcome = scene.does(DEV, ReplanExperiment, rewording(reason="Ten are too many"))
    changed = only(outcome, ExperimentReplanned)
    assert (changed.changes, changed.reason) == (("step",), "Ten are too many")
    assert changed.digest == content_hash(changed.plan) == scene.state().experiments[FIRST].digest != former
    scene.does(DEV, ReplanExperiment, rewording()).refused(PlanUnchanged)
    scene.does(DEV, ReplanExperiment, rewording(experiment=SECOND)).refused(ExperimentUnknown)


def test_from_the_start_the_prediction_is_locked() -> None:
    scene = planned()
    digest = scene.state().experiments[FIRST].digest
    scene.does(DEV, StartExperiment, GO).then(ExperimentStarted(kata=KATA, experiment=FIRST, digest=digest))
    scene.does(DEV, ReplanExperiment, rewording()).refused(ExperimentAlreadyStarted)
    scene.does(DEV, StartExperiment, GO).refused(ExperimentAlreadyStarted)
    assert digest == content_hash(scene.plan())


def test_the_plan_that_was_read_is_started_towards_an_open_target_condition() -> None:
    other = ExperimentStart(experiment=FIRST, digest="0" * 64)
    planned().does(DEV, StartExperiment, other).refused(PlanDiffers)
    closed = planned().goes((CloseTargetCondition, LOOK_BACK))
    closed.does(DEV, StartExperiment, GO).refused(NoTargetCondition)


def test_a_result_follows_the_start() -> None:
    scene = running()
    scene.does(DEV, RecordResult, RESULT).then(
        ResultRecorded(kata=KATA, experiment=FIRST, what_happened="6.1 days", measured=6.1)
    )
    scene.does(DEV, RecordResult, RESULT).refused(ResultAlreadyRecorded)
    planned().does(DEV, RecordResult, RESULT).refused(ExperimentNotStarted)
    focused().does(DEV, RecordResult, RESULT).refused(ExperimentUnknown)


def test_a_prediction_written_down_after_its_result_occurred_is_marked_late() -> None:
    scene = focused()
    last_week = scene.now
    scene.now += timedelta(days=6)
    claims = [last_week + timedelta(minutes=minute) for minute in (1, 2, 3)]
    assert not scene.does(DEV, PlanExperiment, step(check_on=LOOK), occurred_at=claims[0]).refusals
    assert not scene.does(DEV, StartExperiment, GO, occurred_at=claims[1]).refusals
    assert only(scene.does(DEV, RecordResult, RESULT, occurred_at=claims[2]), ResultRecorded).late
    assert scene.state().experiments[FIRST].late


def test_an_imported_prediction_is_measured_by_its_own_time() -> None:
    scene = focused()
    last_week = scene.now
    scene.now += timedelta(days=60)
    acts: list[tuple[type[Command], Any]] = [(PlanExperiment, step()), (StartExperiment, GO), (RecordResult, RESULT)]
    for minute, (command, body) in enumerate(acts):
        at = last_week + timedelta(minutes=minute + 1)
        assert not scene.does(DEV, command, body, occurred_at=at, basis="imported").refusals
    assert not scene.state().experiments[FIRST].late


def test_a_plan_claimed_for_a_time_before_its_data_is_marked_late() -> None:
    scene = focused()
    earlier = scene.now + timedelta(minutes=1)
    scene.now += timedelta(days=6)
    scene.happened(observed(QUEUE, "day", 6.1, an_id("obs", 7), ends=scene.now))
    assert only(scene.does(DEV, PlanExperiment, step(), occurred_at=earlier), ExperimentPlanned).late
    assert scene.state().experiments[FIRST].late
    prompt = focused()
    prompt.happened(observed(QUEUE, "day", 6.1, an_id("obs", 7), ends=prompt.now))
    assert not only(prompt.does(DEV, PlanExperiment, step()), ExperimentPlanned).late


def test_a_result_that_rests_on_data_from_before_the_prediction_is_marked_late() -> None:
    old = ObservationPin(metric=QUEUE, observation=DAYS)
    body = ExperimentResult(experiment=FIRST, what_happened="6.7 days", measured=6.7, observations=(old,))
    assert only(running().does(DEV, RecordResult, body), ResultRecorded).late
    scene = running()
    scene.happened(observed(QUEUE, "day", 6.1, an_id("obs", 7), ends=scene.now))
    both = ExperimentResult(
        experiment=FIRST,
        what_happened="6.7, then 6.1 days",
        measured=6.1,
        observations=(old, ObservationPin(metric=QUEUE, observation=an_id("obs", 7))),
    )
    assert not only(scene.does(DEV, RecordResult, both), ResultRecorded).late


def test_the_predicted_metric_is_known_and_in_its_unit() -> None:
    unknown = Prediction(text="less", metric="velocity", expected=4)
    focused().does(DEV, PlanExperiment, step(prediction=unknown)).refused(MetricUnknown)
    differs = Prediction(text="less", metric=QUEUE, expected=96, unit="hour")
    focused().does(DEV, PlanExperiment, step(prediction=differs)).refused(UnitDiffers)
    scene = focused().goes((PlanExperiment, step()))
    assert scene.plan().prediction.unit == "day"


def test_a_learning_shows_the_computed_verdict_beside_the_persons() -> None:
    resulted().does(DEV, RecordLearning, learning(verdict="partly", surprise="Queues moved", next="environment")).then(
        LearningRecorded(
            kata=KATA,
            experiment=FIRST,
            learned="The wait is for the environment, not the checks",
            verdict="partly",
            computed="refuted",
            deviation=2.1,
            surprise="Queues moved",
            next="environment",
        )
    )


def test_a_learning_follows_the_result_once() -> None:
    planned().does(DEV, RecordLearning, learning()).refused(ResultMissing)
    running().does(DEV, RecordLearning, learning()).refused(ResultMissing)
    learned().does(DEV, RecordLearning, learning()).refused(LearningAlreadyRecorded)


@pytest.mark.parametrize(
    ("expected", "tolerance", "measured", "verdict", "off"),
    [
        (4.0, 0.5, 6.1, "refuted", "2.1"),
        (2.5, 0.5, 2.7, "confirmed", "0.2"),
        (2.5, 0.2, 2.7, "confirmed", "0.2"),
        (2.5, 0.2, 2.3, "confirmed", "-0.2"),
        (0.1, 0.2, 0.3, "confirmed", "0.2"),
        (4.0, 0, 4.0, "confirmed", "0.0"),
        (4.0, 0.5, None, "inconclusive", "None"),
        (None, 0.5, 4.0, "inconclusive", "None"),
    ],
)
def test_the_numbers_decide_exactly_as_they_are_written(
    expected: float | None, tolerance: float, measured: float | None, verdict: ComputedVerdict, off: str
) -> None:
    prediction = Prediction(text="x", expected=expected, tolerance=tolerance)
    assert computed(prediction, measured) == verdict
    assert str(deviation(prediction, measured)) == off


def test_a_corrected_measure_counts() -> None:
    scene = resulted()
    tags = next(recorded.tags for recorded in scene.history if isinstance(recorded.event, ResultRecorded))
    mended = RecordCorrected(
        event=an_id("evt", 1),
        subjects=tags,
        position=1,
        type=ResultRecorded.TOPIC,
        field="measured",
        reason="Typing error",
        former=6.1,
        to=4.1,
    )
    outcome = scene.happened(mended).does(DEV, RecordLearning, learning(verdict="confirmed"))
    assert only(outcome, LearningRecorded).computed == "confirmed"


def test_an_abandoned_experiment_has_its_learning() -> None:
    scene = running()
    scene.does(DEV, AbandonExperiment, GIVEN_UP).then(
        ExperimentAbandoned(kata=KATA, experiment=FIRST, reason="The tool broke", learned="It needs a licence")
    )
    assert not scene.does(DEV, PlanExperiment, step(experiment=SECOND)).refusals
    assert not planned().does(DEV, AbandonExperiment, GIVEN_UP).refusals
    resulted().does(DEV, AbandonExperiment, GIVEN_UP).refused(ResultAlreadyRecorded)
    scene.does(DEV, AbandonExperiment, GIVEN_UP).refused(ResultAlreadyRecorded)
