"""Step 4: the lot of obstacles, and the one in focus."""

from __future__ import annotations

from typing import Any

import pytest

from domain.katas.close_target_condition import CloseTargetCondition
from domain.katas.drop_obstacle import DropObstacle, ObstacleDismissal
from domain.katas.events import ObstacleDropped, ObstacleFocused, ObstacleParked, ObstacleResolved
from domain.katas.focus_obstacle import FocusObstacle, ObstacleAlreadyInFocus, ObstacleChoice
from domain.katas.park_obstacle import ObstacleAlreadyExists, ObstacleSeen, ParkObstacle
from domain.katas.refusals import (
    ExperimentUnfinished,
    ExperimentUnknown,
    NoTargetCondition,
    NotOfTheTeam,
    ObstacleClosed,
    ObstacleUnknown,
)
from domain.katas.resolve_obstacle import ObstacleSolution, ResolveObstacle
from domain.kernel import Command
from tests.domain.katas.scene import (
    CHECKS,
    DEV,
    ENVIRONMENT,
    FIRST,
    KATA,
    OUTSIDER,
    aimed,
    focused,
    grasped,
    learned,
    planned,
)
from tests.domain.katas.test_target_conditions import LOOK_BACK
from tests.domain.story import an_id

UNKNOWN = an_id("obst", 9)
SEEN = ObstacleSeen(text="Release calendar", obstacle=UNKNOWN)
CLOSERS: list[tuple[type[Command], Any]] = [(ResolveObstacle, ObstacleSolution), (DropObstacle, ObstacleDismissal)]


def closing(body_type: type[Any], obstacle: str) -> Any:
    return body_type(obstacle=obstacle, reason="x") if body_type is ObstacleDismissal else body_type(obstacle=obstacle)


def test_an_obstacle_waits_in_the_lot() -> None:
    aimed().does(DEV, ParkObstacle, SEEN).then(ObstacleParked(kata=KATA, obstacle=UNKNOWN, text="Release calendar"))
    aimed().does(DEV, ParkObstacle, ObstacleSeen(text="again", obstacle=CHECKS)).refused(ObstacleAlreadyExists)


def test_obstacles_follow_a_target_condition_and_come_from_the_team() -> None:
    grasped().does(DEV, ParkObstacle, SEEN).refused(NoTargetCondition)
    aimed().does(OUTSIDER, ParkObstacle, SEEN).refused(NotOfTheTeam)


def test_one_obstacle_is_in_focus_and_the_former_goes_back_to_the_lot() -> None:
    scene = aimed()
    scene.does(DEV, FocusObstacle, ObstacleChoice(obstacle=CHECKS)).then(ObstacleFocused(kata=KATA, obstacle=CHECKS))
    scene.does(DEV, FocusObstacle, ObstacleChoice(obstacle=ENVIRONMENT)).then(
        ObstacleFocused(kata=KATA, obstacle=ENVIRONMENT, former=CHECKS)
    )
    assert scene.state().obstacles == {CHECKS: "parked", ENVIRONMENT: "focused"}


def test_what_is_not_there_or_not_open_gets_no_focus() -> None:
    focused().does(DEV, FocusObstacle, ObstacleChoice(obstacle=UNKNOWN)).refused(ObstacleUnknown)
    focused().does(DEV, FocusObstacle, ObstacleChoice(obstacle=CHECKS)).refused(ObstacleAlreadyInFocus)
    dropped = aimed().goes((DropObstacle, ObstacleDismissal(obstacle=CHECKS, reason="none")))
    dropped.does(DEV, FocusObstacle, ObstacleChoice(obstacle=CHECKS)).refused(ObstacleClosed)
    closed = aimed().goes((CloseTargetCondition, LOOK_BACK))
    closed.does(DEV, FocusObstacle, ObstacleChoice(obstacle=CHECKS)).refused(NoTargetCondition)


def test_the_focus_stays_while_an_experiment_is_unfinished() -> None:
    planned().does(DEV, FocusObstacle, ObstacleChoice(obstacle=ENVIRONMENT)).refused(ExperimentUnfinished)
    assert not learned().does(DEV, FocusObstacle, ObstacleChoice(obstacle=ENVIRONMENT)).refusals


def test_an_obstacle_is_resolved_by_an_experiment() -> None:
    scene = learned()
    body = ObstacleSolution(obstacle=CHECKS, experiment=FIRST, how="Checks run by themselves")
    scene.does(DEV, ResolveObstacle, body).then(
        ObstacleResolved(kata=KATA, obstacle=CHECKS, experiment=FIRST, how="Checks run by themselves")
    )
    assert (scene.state().focus, scene.state().obstacles[CHECKS]) == (None, "resolved")
    unknown = ObstacleSolution(obstacle=ENVIRONMENT, experiment=an_id("exp", 9))
    scene.does(DEV, ResolveObstacle, unknown).refused(ExperimentUnknown)


def test_an_obstacle_is_dropped() -> None:
    scene = focused()
    scene.does(DEV, DropObstacle, ObstacleDismissal(obstacle=CHECKS, reason="It was none")).then(
        ObstacleDropped(kata=KATA, obstacle=CHECKS, reason="It was none")
    )
    assert scene.state().focus is None


@pytest.mark.parametrize(("command", "body_type"), CLOSERS)
def test_only_open_obstacles_without_an_unfinished_experiment_are_closed(
    command: type[Command], body_type: type[Any]
) -> None:
    focused().does(DEV, command, closing(body_type, UNKNOWN)).refused(ObstacleUnknown)
    scene = focused().goes((command, closing(body_type, CHECKS)))
    scene.does(DEV, command, closing(body_type, CHECKS)).refused(ObstacleClosed)
    planned().does(DEV, command, closing(body_type, CHECKS)).refused(ExperimentUnfinished)
    assert not planned().does(DEV, command, closing(body_type, ENVIRONMENT)).refusals
