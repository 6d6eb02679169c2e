"""Steps of a kata's view: the experiment record."""

from __future__ import annotations

from domain.katas.experiments import (
    ExperimentAbandoned,
    ExperimentPlanned,
    ExperimentReplanned,
    ExperimentStarted,
    LearningRecorded,
    ResultRecorded,
)
from domain.katas.terms import ExperimentPlan
from projections.facts import Fact
from projections.folding import Folding
from projections.katas.shape import (
    ExperimentPlanView,
    ExperimentView,
    HappenedColumn,
    KataView,
    LearnedColumn,
    WhatColumn,
)

STEPS: Folding[KataView] = Folding()


def _what(plan: ExperimentPlan) -> WhatColumn:
    return WhatColumn(
        step=plan.step,
        kind=plan.kind,
        single_change=plan.single_change,
        reversible=plan.reversible,
        harm_guard=plan.harm_guard,
        check_on=plan.check_on,
    )


@STEPS.on(ExperimentPlanned)
def _plan(view: KataView, event: ExperimentPlanned, fact: Fact) -> None:
    experiment = ExperimentView(
        experiment=event.experiment,
        status="planned",
        target_condition=event.target_condition,
        obstacle=event.obstacle,
        digest=event.digest,
        late=event.late,
        what=_what(event.plan),
        expect=event.plan.prediction,
    )
    experiment.plans.append(_planned(event, fact))
    view.experiments.append(experiment)
    for obstacle in view.obstacles:
        if obstacle.obstacle == event.obstacle and event.experiment not in obstacle.experiments:
            obstacle.experiments.append(event.experiment)


@STEPS.on(ExperimentReplanned)
def _replan(view: KataView, event: ExperimentReplanned, fact: Fact) -> None:
    for experiment in _named(view, event.experiment):
        experiment.digest, experiment.late = event.digest, event.late
        experiment.what, experiment.expect = _what(event.plan), event.plan.prediction
        experiment.plans.append(_planned(event, fact))


def _planned(event: ExperimentPlanned | ExperimentReplanned, fact: Fact) -> ExperimentPlanView:
    again = event if isinstance(event, ExperimentReplanned) else None
    return ExperimentPlanView(
        plan=event.plan,
        digest=event.digest,
        changes=again.changes if again else (),
        reason=again.reason if again else None,
        late=event.late,
        fact=fact,
    )


@STEPS.on(ExperimentStarted)
def _start(view: KataView, event: ExperimentStarted, fact: Fact) -> None:
    for experiment in _named(view, event.experiment):
        experiment.status, experiment.started = "started", fact


@STEPS.on(ResultRecorded)
def _result(view: KataView, event: ResultRecorded, fact: Fact) -> None:
    for experiment in _named(view, event.experiment):
        experiment.status, experiment.late = "resulted", experiment.late or event.late
        experiment.happened = HappenedColumn(
            text=event.what_happened,
            measured=event.measured,
            observations=event.observations,
            late=event.late,
            days_late=(fact.occurred_at.date() - experiment.what.check_on).days,
            fact=fact,
        )


@STEPS.on(LearningRecorded)
def _learn(view: KataView, event: LearningRecorded, fact: Fact) -> None:
    for experiment in _named(view, event.experiment):
        experiment.status = "learned"
        experiment.learned = LearnedColumn(
            text=event.learned,
            verdict=event.verdict,
            computed=event.computed,
            deviation=event.deviation,
            surprise=event.surprise,
            next=event.next,
            fact=fact,
        )


@STEPS.on(ExperimentAbandoned)
def _abandon(view: KataView, event: ExperimentAbandoned, fact: Fact) -> None:
    for experiment in _named(view, event.experiment):
        experiment.status, experiment.abandoned_because = "abandoned", event.reason
        experiment.learned = LearnedColumn(
            text=event.learned, verdict=None, computed=None, deviation=None, surprise=None, next=None, fact=fact
        )


def _named(view: KataView, name: str) -> list[ExperimentView]:
    return [experiment for experiment in view.experiments if experiment.experiment == name]
