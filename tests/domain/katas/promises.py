"""What holds of every kata, by its own events alone, whatever people do."""

from __future__ import annotations

from collections.abc import Sequence

from domain.katas.events import (
    CurrentConditionGrasped,
    ObstacleFocused,
    TargetConditionClosed,
    TargetConditionSet,
)
from domain.katas.experiments import (
    ExperimentAbandoned,
    ExperimentPlanned,
    ExperimentReplanned,
    ExperimentStarted,
    LearningRecorded,
    ResultRecorded,
)
from domain.kernel import Event


def seeing_comes_before_aiming_and_aiming_before_the_obstacle(events: Sequence[Event]) -> None:
    grasped, target_open, focus = False, False, ""
    for event in events:
        match event:
            case CurrentConditionGrasped():
                grasped = True
            case TargetConditionSet():
                assert grasped
                assert not target_open
                target_open = True
            case TargetConditionClosed():
                target_open = False
            case ObstacleFocused(obstacle=focus):
                assert target_open
            case ExperimentPlanned(obstacle=obstacle):
                assert target_open
                assert obstacle == focus


def each_experiment_is_predicted_started_checked_and_learned_from_before_the_next(events: Sequence[Event]) -> None:
    steps: dict[str, list[type[Event]]] = {}
    locked: dict[str, str] = {}
    for event in events:
        match event:
            case ExperimentPlanned(experiment=name, digest=digest):
                assert all(done[-1] in {LearningRecorded, ExperimentAbandoned} for done in steps.values())
                steps[name], locked[name] = [ExperimentPlanned], digest
            case ExperimentReplanned(experiment=name, digest=digest):
                assert steps[name] == [ExperimentPlanned]
                locked[name] = digest
            case ExperimentStarted(experiment=name, digest=digest):
                assert digest == locked[name]
                steps[name].append(ExperimentStarted)
            case ResultRecorded(experiment=name) | LearningRecorded(experiment=name):
                steps[name].append(type(event))
            case ExperimentAbandoned(experiment=name):
                steps[name].append(ExperimentAbandoned)
    whole = [ExperimentPlanned, ExperimentStarted, ResultRecorded, LearningRecorded]
    for done in steps.values():
        gone = [step for step in done if step is not ExperimentAbandoned]
        assert gone == whole[: len(gone)]


EVERY = (
    seeing_comes_before_aiming_and_aiming_before_the_obstacle,
    each_experiment_is_predicted_started_checked_and_learned_from_before_the_next,
)
