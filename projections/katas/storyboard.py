"""A kata on one page: the north star, the conditions, what is in the way, and the record of experiments.

The record has the four columns of the playbook's experiment record: what is done and expected, what happened, what was
learned, and the next step.
"""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

import msgspec

from domain.katas.terms import (
    ComputedVerdict,
    ExperimentKind,
    ExperimentStatus,
    KataStatus,
    ObstacleStatus,
    Prediction,
    Verdict,
)
from projections.facts import EventRef, Position
from projections.katas.shape import (
    CurrentConditionView,
    ExperimentView,
    HappenedColumn,
    KataView,
    ObstacleView,
    TargetConditionView,
)


class RecordLine(msgspec.Struct, frozen=True, kw_only=True):
    """One experiment, column by column: `step` and `expected`, `happened`, `learned`, `next_step`.

    `verdict` is people's and `computed` follows from the numbers. `next_step` is what the learning says comes next, or
    else the step of the experiment that followed. `late` marks a prediction written down when data for its time were
    there already. `reflected`: a coaching cycle looked back on it.
    """

    experiment: str
    status: ExperimentStatus
    kind: ExperimentKind
    obstacle: str
    step: str
    expected: Prediction
    check_on: date
    happened: HappenedColumn | None
    learned: str | None
    verdict: Verdict | None
    computed: ComputedVerdict | None
    deviation: float | None
    next_step: str | None
    late: bool
    reflected: bool
    rests_on: list[EventRef]


class LotLine(msgspec.Struct, frozen=True, kw_only=True):
    """An obstacle in the lot: where it stands, and what it has cost so far.

    `focused_seconds` is how long it was in focus, without the time since `focused` where it is `focused` now.
    """

    obstacle: str
    text: str
    status: ObstacleStatus
    experiments: int
    focused_seconds: int
    how: str | None
    resolved_by: str | None
    rests_on: list[EventRef]


class Storyboard(msgspec.Struct, frozen=True, kw_only=True):
    """A kata's storyboard. `focus` is the obstacle worked on now, `current_experiment` the one that is not finished.

    `record` has the experiments in the order in which they were planned.
    """

    kata: str
    north_star: str
    status: KataStatus
    challenge: str | None
    focus_process: str
    team: str
    learner: str
    coach: str
    current_condition: CurrentConditionView | None
    target_condition: TargetConditionView | None
    past_target_conditions: list[TargetConditionView]
    focus: str | None
    obstacles: list[LotLine]
    current_experiment: str | None
    record: list[RecordLine]
    coaching_cycles: int
    position: Position


class ObstacleLot(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that stood or stands in the way of a kata, in the order in which it was parked."""

    kata: str
    north_star: str
    focus: str | None
    obstacles: list[LotLine]
    position: Position


def storyboard(view: KataView) -> Storyboard:
    """Lay a kata out."""
    return Storyboard(
        kata=view.kata,
        north_star=view.north_star,
        status=view.status,
        challenge=view.challenge,
        focus_process=view.focus_process,
        team=view.team,
        learner=view.learner,
        coach=view.coach,
        current_condition=view.current_condition,
        target_condition=view.target_condition,
        past_target_conditions=view.past_target_conditions,
        focus=view.focus,
        obstacles=[_lot_line(each) for each in view.obstacles],
        current_experiment=view.current_experiment,
        record=_record(view.experiments),
        coaching_cycles=len(view.coaching_cycles),
        position=view.position,
    )


def obstacle_lot(view: KataView) -> ObstacleLot:
    """The obstacles of a kata alone."""
    return ObstacleLot(
        kata=view.kata,
        north_star=view.north_star,
        focus=view.focus,
        obstacles=[_lot_line(each) for each in view.obstacles],
        position=view.position,
    )


def _lot_line(obstacle: ObstacleView) -> LotLine:
    facts = [fact for fact in (obstacle.parked, obstacle.focused, obstacle.ended) if fact]
    return LotLine(
        obstacle=obstacle.obstacle,
        text=obstacle.text,
        status=obstacle.status,
        experiments=len(obstacle.experiments),
        focused_seconds=obstacle.focused_seconds,
        how=obstacle.how,
        resolved_by=obstacle.resolved_by,
        rests_on=[fact.ref for fact in facts],
    )


def _record(experiments: list[ExperimentView]) -> list[RecordLine]:
    following = (each.what.step for each in experiments[1:])
    return [_line(each, then) for each, then in zip_longest(experiments, following)]


def _line(experiment: ExperimentView, then: str | None) -> RecordLine:
    learned = experiment.learned
    facts = [experiment.plans[-1].fact, experiment.started]
    facts += [column.fact for column in (experiment.happened, learned) if column]
    return RecordLine(
        experiment=experiment.experiment,
        status=experiment.status,
        kind=experiment.what.kind,
        obstacle=experiment.obstacle,
        step=experiment.what.step,
        expected=experiment.expect,
        check_on=experiment.what.check_on,
        happened=experiment.happened,
        learned=learned.text if learned else None,
        verdict=learned.verdict if learned else None,
        computed=learned.computed if learned else None,
        deviation=learned.deviation if learned else None,
        next_step=(learned.next if learned else None) or then,
        late=experiment.late,
        reflected=experiment.reflected,
        rests_on=[fact.ref for fact in facts if fact],
    )
