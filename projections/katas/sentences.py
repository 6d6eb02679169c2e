"""What each event of a kata says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.katas import events, experiments
from projections.facts import Fact
from projections.wording import Sentences, listed, quoted, several

SENTENCES: Final = Sentences()
SENTENCES.plainly(
    {
        events.ObstacleParked: "{actor} parked an obstacle: {text:q}",
        events.ObstacleFocused: "{actor} turned to the obstacle {obstacle}",
        events.ObstacleResolved: "{actor} resolved the obstacle {obstacle}{how:why}",
        events.ObstacleDropped: "{actor} dropped the obstacle {obstacle}{reason:why}",
        events.AssumptionQuestioned: "{actor} questioned the assumption {assumption:q}: {question:q}",
        events.KataRoleChanged: "{person} took over as {role} from {former}{reason:why}",
        events.KataResumed: "{actor} resumed the kata{note:why}",
        events.KataStopped: "{actor} stopped the kata{reason:why}",
        events.KataCompleted: "{actor} completed the kata, with the north star {north_star:q} reached{note:why}",
        experiments.ExperimentStarted: "{actor} started the experiment; its prediction is locked",
        experiments.ExperimentAbandoned: "{actor} gave the experiment up: {reason:q}. Learned: {learned:q}",
    }
)


@SENTENCES.on(events.KataStarted)
def _started(event: events.KataStarted, _: Fact) -> str:
    people = f"{event.learner} as learner and {event.coach} as coach"
    about = listed(event.opportunities)
    return f"{event.team} set out on {about} with {people}, towards {quoted(event.north_star)}"


@SENTENCES.on(events.CurrentConditionGrasped)
def _grasped(event: events.CurrentConditionGrasped, fact: Fact) -> str:
    pattern = f": {quoted(event.pattern)}" if event.pattern else ""
    numbers = f" from {several(len(event.observations), 'observation')}" if event.observations else ""
    return f"{fact.actor} grasped the current condition{numbers}{pattern}"


@SENTENCES.on(events.TargetConditionSet)
def _aimed(event: events.TargetConditionSet, fact: Fact) -> str:
    unit = f" {event.outcome.unit}" if event.outcome.unit else ""
    aim = f"{event.outcome.metric} at {event.outcome.target:g}{unit} by {event.achieve_by.isoformat()}"
    return f"{fact.actor} set a target condition: {aim}"


@SENTENCES.on(events.TargetConditionExtended)
def _extended(event: events.TargetConditionExtended, fact: Fact) -> str:
    days = f"from {event.former.isoformat()} to {event.to.isoformat()}"
    return f"{fact.actor} moved the day of the target condition {days}: {quoted(event.reason)}"


@SENTENCES.on(events.TargetConditionClosed)
def _closed(event: events.TargetConditionClosed, fact: Fact) -> str:
    late = f", {several(event.days_late, 'day')} late" if event.days_late > 0 else ""
    return f"{fact.actor} closed the target condition as {event.outcome}{late}: {quoted(event.reflection)}"


@SENTENCES.on(events.CoachingCycleHeld)
def _coached(event: events.CoachingCycleHeld, fact: Fact) -> str:
    return f"{fact.actor} held a coaching cycle; next step: {quoted(event.next_step)}, to be seen on {event.see_on}"


@SENTENCES.on(events.KataPaused)
def _paused(event: events.KataPaused, fact: Fact) -> str:
    until = f" until {event.until.isoformat()}" if event.until else ""
    return f"{fact.actor} paused the kata{until}: {quoted(event.reason)}"


@SENTENCES.on(experiments.ExperimentPlanned)
def _planned(event: experiments.ExperimentPlanned, fact: Fact) -> str:
    late = " (predicted late)" if event.late else ""
    expected = f", expecting {quoted(event.plan.prediction.text)}" if event.plan.prediction.text else ""
    return f"{fact.actor} planned an experiment: {quoted(event.plan.step)}{expected}{late}"


@SENTENCES.on(experiments.ExperimentReplanned)
def _replanned(event: experiments.ExperimentReplanned, fact: Fact) -> str:
    why = f": {quoted(event.reason)}" if event.reason else ""
    changes = listed(change.replace("_", " ") for change in event.changes)
    return f"{fact.actor} changed the plan of the experiment, {changes}{why}"


@SENTENCES.on(experiments.ResultRecorded)
def _resulted(event: experiments.ResultRecorded, fact: Fact) -> str:
    measured = "" if event.measured is None else f" (measured {event.measured:g})"
    late = "; the prediction came late" if event.late else ""
    return f"{fact.actor} recorded what happened{measured}: {quoted(event.what_happened)}{late}"


@SENTENCES.on(experiments.LearningRecorded)
def _learned(event: experiments.LearningRecorded, fact: Fact) -> str:
    off = ""
    if event.deviation is not None:
        numbers = "" if event.computed == event.verdict else f", the numbers say {event.computed}"
        off = f" (off by {event.deviation:g}{numbers})"
    return f"{fact.actor} learned from the experiment, {event.verdict}{off}: {quoted(event.learned)}"
