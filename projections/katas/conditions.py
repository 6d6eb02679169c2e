"""Steps of a kata's view: its life, its people, its conditions and what is in the way."""

from __future__ import annotations

from domain.katas.events import (
    AssumptionQuestioned,
    CoachingCycleHeld,
    CurrentConditionGrasped,
    KataCompleted,
    KataPaused,
    KataResumed,
    KataRoleChanged,
    KataStarted,
    KataStopped,
    ObstacleDropped,
    ObstacleFocused,
    ObstacleParked,
    ObstacleResolved,
    TargetConditionClosed,
    TargetConditionExtended,
    TargetConditionSet,
)
from projections.facts import Fact, Mention
from projections.folding import Folding
from projections.katas.shape import (
    CoachingCycleView,
    CurrentConditionView,
    DoubtView,
    ExtensionView,
    KataStep,
    KataView,
    ObstacleView,
    RoleView,
    TargetConditionView,
)

STEPS: Folding[KataView] = Folding()


@STEPS.on(KataStarted)
def _start(view: KataView, event: KataStarted, fact: Fact) -> None:
    view.north_star, view.focus_process, view.challenge = event.north_star, event.focus_process, event.challenge
    view.team, view.learner, view.coach = event.team, event.learner, event.coach
    view.opportunities, view.definition = event.opportunities, event.definition
    view.definition_revision, view.started = event.definition_revision, fact


@STEPS.on(KataRoleChanged)
def _role(view: KataView, event: KataRoleChanged, fact: Fact) -> None:
    if event.role == "learner":
        view.learner = event.person
    else:
        view.coach = event.person
    view.roles.append(
        RoleView(role=event.role, former=event.former, person=event.person, reason=event.reason, fact=fact)
    )


@STEPS.on(KataPaused, KataResumed, KataStopped)
def _turn(view: KataView, event: KataPaused | KataResumed | KataStopped, fact: Fact) -> None:
    match event:
        case KataPaused():
            view.status = "paused"
        case KataResumed():
            view.status = "running"
        case _:
            view.status = "stopped"
    view.life.append(
        KataStep(
            status=view.status,
            reason=event.note if isinstance(event, KataResumed) else event.reason,
            until=event.until if isinstance(event, KataPaused) else None,
            learned=event.learned if isinstance(event, KataStopped) else None,
            evidence=(),
            fact=fact,
        )
    )


@STEPS.on(KataCompleted)
def _complete(view: KataView, event: KataCompleted, fact: Fact) -> None:
    if event.kata != view.kata:
        view.mentions.append(Mention(subject=f"kata:{event.kata}", fact=fact))
        return
    view.status = "completed"
    view.life.append(
        KataStep(status="completed", reason=event.note, until=None, learned=None, evidence=event.evidence, fact=fact)
    )


@STEPS.on(CurrentConditionGrasped)
def _grasp(view: KataView, event: CurrentConditionGrasped, fact: Fact) -> None:
    if view.current_condition:
        view.past_conditions.append(view.current_condition)
    view.current_condition = CurrentConditionView(
        observations=event.observations, facts=event.facts, pattern=event.pattern, map=event.map, fact=fact
    )


@STEPS.on(TargetConditionSet)
def _set(view: KataView, event: TargetConditionSet, fact: Fact) -> None:
    if view.target_condition:
        view.past_target_conditions.append(view.target_condition)
    view.target_condition = TargetConditionView(
        target_condition=event.target_condition,
        achieve_by=event.achieve_by,
        outcome=event.outcome,
        process=event.process,
        pattern=event.pattern,
        open=True,
        set=fact,
    )


@STEPS.on(TargetConditionExtended)
def _extend(view: KataView, event: TargetConditionExtended, fact: Fact) -> None:
    target = view.target_condition
    if target and target.target_condition == event.target_condition:
        target.achieve_by = event.to
        target.extensions.append(ExtensionView(former=event.former, to=event.to, reason=event.reason, fact=fact))


@STEPS.on(TargetConditionClosed)
def _close(view: KataView, event: TargetConditionClosed, fact: Fact) -> None:
    target = view.target_condition
    if target is None or target.target_condition != event.target_condition:
        return
    target.open, target.closed, target.ended_as = False, fact, event.outcome
    target.reflection, target.days_late = event.reflection, event.days_late
    target.measured, target.observations = event.measured, event.observations
    view.past_target_conditions.append(target)
    view.target_condition = None


@STEPS.on(ObstacleParked)
def _park(view: KataView, event: ObstacleParked, fact: Fact) -> None:
    view.obstacles.append(ObstacleView(obstacle=event.obstacle, text=event.text, status="parked", parked=fact))


@STEPS.on(ObstacleFocused)
def _focus(view: KataView, event: ObstacleFocused, fact: Fact) -> None:
    for obstacle in view.obstacles:
        if obstacle.obstacle == event.obstacle:
            obstacle.status, obstacle.focused, obstacle.focused_since = "focused", fact, fact.occurred_at
        elif obstacle.status == "focused":
            obstacle.status = "parked"
            _leave_focus(obstacle, fact)


def _leave_focus(obstacle: ObstacleView, fact: Fact) -> None:
    if obstacle.focused_since is not None:
        obstacle.focused_seconds += max(0, int((fact.occurred_at - obstacle.focused_since).total_seconds()))
        obstacle.focused_since = None


@STEPS.on(ObstacleResolved)
def _resolve(view: KataView, event: ObstacleResolved, fact: Fact) -> None:
    for obstacle in view.obstacles:
        if obstacle.obstacle == event.obstacle:
            obstacle.status, obstacle.ended = "resolved", fact
            obstacle.how, obstacle.resolved_by = event.how, event.experiment
            _leave_focus(obstacle, fact)


@STEPS.on(ObstacleDropped)
def _drop(view: KataView, event: ObstacleDropped, fact: Fact) -> None:
    for obstacle in view.obstacles:
        if obstacle.obstacle == event.obstacle:
            obstacle.status, obstacle.ended, obstacle.how = "dropped", fact, event.reason
            _leave_focus(obstacle, fact)


@STEPS.on(AssumptionQuestioned)
def _question(view: KataView, event: AssumptionQuestioned, fact: Fact) -> None:
    view.assumptions.append(
        DoubtView(
            assumption=event.assumption,
            question=event.question,
            experiment=event.experiment,
            obstacle=event.obstacle,
            fact=fact,
        )
    )


@STEPS.on(CoachingCycleHeld)
def _coach(view: KataView, event: CoachingCycleHeld, fact: Fact) -> None:
    looked_back = {reflection.experiment for reflection in event.reflections}
    for experiment in view.experiments:
        experiment.reflected = experiment.reflected or experiment.experiment in looked_back
    view.coaching_cycles.append(
        CoachingCycleView(
            target=event.target,
            actual=event.actual,
            obstacles=event.obstacles,
            obstacle=event.obstacle,
            next_step=event.next_step,
            expectation=event.expectation,
            see_on=event.see_on,
            reflections=event.reflections,
            fact=fact,
        )
    )
