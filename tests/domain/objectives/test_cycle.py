"""In the cycle: check-ins, other targets, the close; and how progress is computed."""

import pytest
from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.metrics.refusals import ObservationUnknown
from domain.metrics.terms import ObservationPin
from domain.objectives.change_key_result_target import (
    ChangeKeyResultTarget,
    KeyResultTarget,
    KeyResultTargetUnchanged,
)
from domain.objectives.check_in_key_result import CheckIn, CheckInKeyResult, CheckInWithoutValue
from domain.objectives.close_objectives import CloseObjectives, Closing, ScoreMissing
from domain.objectives.events import KeyResultCheckedIn, KeyResultTargetChanged
from domain.objectives.refusals import (
    ObjectiveKeyTwice,
    ObjectiveOrKeyResultUnknown,
    ObjectivesNotActive,
    ObjectivesUnknown,
    TargetIsBaseline,
)
from domain.objectives.terms import Score, progress
from tests.domain.metrics.scene import day, defined, observed, pin
from tests.domain.objectives.scene import (
    ACTIVATED,
    ACTIVE,
    BEA,
    CLOSED,
    CONTENT,
    DEV,
    DRAFTED,
    FAY,
    OKR,
    PIPELINE,
    SCORES,
    WORLD,
    drafted,
)
from tests.domain.story import an_id, given

AT = CheckIn(key_result="KR1.1", value=320, confidence=0.6, note="Going down")
CHECKED_IN = KeyResultCheckedIn(
    objectives=OKR,
    key_result="KR1.1",
    place=f"{OKR}/KR1.1",
    value=320,
    unit="hour",
    confidence=0.6,
    note="Going down",
    metrics=("lead_time",),
)
AIM = KeyResultTarget(key_result="KR1.1", target=24, reason="One hour was a dream")
END = Closing(scores=SCORES, reflection="Fewer next time")


def test_a_key_result_is_checked_in() -> None:
    given(*ACTIVE).when(CheckInKeyResult, OKR, AT, by=DEV).then(CHECKED_IN)


def test_integrations_check_in() -> None:
    body = CheckIn(key_result="KR2.1", value=9)
    given(*ACTIVE).when(CheckInKeyResult, OKR, body, by=PIPELINE).then(
        KeyResultCheckedIn(objectives=OKR, key_result="KR2.1", place=f"{OKR}/KR2.1", value=9, unit="percent")
    )


def test_an_observation_of_the_metric_is_a_check_in() -> None:
    body = CheckIn(key_result="KR1.1", observation=pin(1))
    given(*ACTIVE).when(CheckInKeyResult, OKR, body, by=DEV).then(
        replace(CHECKED_IN, value=504.0, observation=pin(1, position=41, value=504.0), confidence=None, note=None)
    )


def test_a_check_in_is_one_number() -> None:
    story = given(*ACTIVE)
    story.when(CheckInKeyResult, OKR, CheckIn(key_result="KR1.1"), by=DEV).refused(CheckInWithoutValue)
    both = CheckIn(key_result="KR1.1", value=1, observation=pin(1))
    story.when(CheckInKeyResult, OKR, both, by=DEV).refused(CheckInWithoutValue)


def test_the_observation_is_of_the_key_results_metric() -> None:
    other = ObservationPin(metric="failures", observation=an_id("obs", 2))
    story = given(*ACTIVE, defined("failures", "down"), observed(2, 9, metric="failures"))
    for key in ("KR1.1", "KR2.1"):
        body = CheckIn(key_result=key, observation=other)
        story.when(CheckInKeyResult, OKR, body, by=DEV).refused(CheckInWithoutValue)
    unknown = CheckIn(key_result="KR1.1", observation=pin(9))
    story.when(CheckInKeyResult, OKR, unknown, by=DEV).refused(ObservationUnknown)


def test_an_unknown_key_result_is_not_checked_in() -> None:
    body = replace(AT, key_result="KR9")
    given(*ACTIVE).when(CheckInKeyResult, OKR, body, by=DEV).refused(ObjectiveOrKeyResultUnknown)


@pytest.mark.parametrize(
    ("command", "body"), [(CheckInKeyResult, AT), (ChangeKeyResultTarget, AIM), (CloseObjectives, END)]
)
def test_only_in_an_active_cycle(command: type[CheckInKeyResult], body: CheckIn) -> None:
    given(*WORLD).when(command, OKR, body, by=BEA).refused(ObjectivesUnknown)
    given(*WORLD, DRAFTED).when(command, OKR, body, by=BEA).refused(ObjectivesNotActive)
    given(*ACTIVE, CLOSED).when(command, OKR, body, by=BEA).refused(ObjectivesNotActive)


def test_a_check_in_follows_the_activation() -> None:
    outcome = given(*ACTIVE).when(CheckInKeyResult, OKR, AT, by=DEV, occurred_at=day(-1))
    outcome.refused(ClaimedBeforeItsGround)


def test_a_target_is_changed_with_a_reason() -> None:
    given(*ACTIVE).when(ChangeKeyResultTarget, OKR, AIM, by=BEA).then(
        KeyResultTargetChanged(
            objectives=OKR,
            key_result="KR1.1",
            place=f"{OKR}/KR1.1",
            former=1,
            to=24,
            reason="One hour was a dream",
            unit="hour",
        )
    )


def test_the_same_target_is_no_news() -> None:
    changed = KeyResultTargetChanged(
        objectives=OKR, key_result="KR1.1", place=f"{OKR}/KR1.1", former=1, to=24, reason="x"
    )
    story = given(*ACTIVE, changed)
    story.when(ChangeKeyResultTarget, OKR, AIM, by=BEA).refused(KeyResultTargetUnchanged)
    story.when(ChangeKeyResultTarget, OKR, replace(AIM, target=1), by=BEA).then(KeyResultTargetChanged)


def test_a_target_does_not_go_back_to_the_baseline() -> None:
    given(*ACTIVE).when(ChangeKeyResultTarget, OKR, replace(AIM, target=504), by=BEA).refused(TargetIsBaseline)


def test_only_key_results_have_targets() -> None:
    body = replace(AIM, key_result="O1")
    given(*ACTIVE).when(ChangeKeyResultTarget, OKR, body, by=BEA).refused(ObjectiveOrKeyResultUnknown)


def test_sides_change_targets() -> None:
    given(*ACTIVE).when(ChangeKeyResultTarget, OKR, AIM, by=DEV).refused(RoleMissing)


def test_a_cycle_is_closed_with_scores() -> None:
    given(*ACTIVE).when(CloseObjectives, OKR, END, by=FAY).then(CLOSED)


def test_every_key_result_is_scored_once() -> None:
    story = given(*ACTIVE)
    story.when(CloseObjectives, OKR, replace(END, scores=SCORES[:2]), by=FAY).refused(ScoreMissing)
    twice = replace(END, scores=(*SCORES, SCORES[0]))
    story.when(CloseObjectives, OKR, twice, by=FAY).refused(ObjectiveKeyTwice)
    unknown = replace(END, scores=(*SCORES, Score(key="KR9", score=1)))
    story.when(CloseObjectives, OKR, unknown, by=FAY).refused(ObjectiveOrKeyResultUnknown)


def test_priorities_without_key_results_are_scored_themselves() -> None:
    bare = tuple(replace(objective, key_results=()) for objective in CONTENT)
    story = given(*WORLD, drafted(*bare, kind="strategic_priorities"), ACTIVATED)
    story.when(CloseObjectives, OKR, END, by=FAY).refused(ObjectiveOrKeyResultUnknown, ScoreMissing)
    scores = tuple(Score(key=objective.key, score=1) for objective in bare)
    assert story.when(CloseObjectives, OKR, replace(END, scores=scores), by=FAY).events


@pytest.mark.parametrize(
    ("baseline", "target", "current", "expected"),
    [
        (504, 1, 504, 0.0),
        (504, 0, 252, 0.5),
        (504, 1, 1, 1.0),
        (504, 1, 0.9, 1.0),
        (504, 1, 600, 0.0),
        (0, 25, 145, 1.0),
        (12, 5, 8.5, 0.5),
        (99, 99, 99, 1.0),
        (99, 99, 98, 0.0),
        (None, 1, 1, None),
        (1, None, 1, None),
        (1, 2, None, None),
    ],
)
def test_progress_is_computed(
    baseline: float | None, target: float | None, current: float | None, expected: float | None
) -> None:
    assert progress(baseline, target, current) == expected
