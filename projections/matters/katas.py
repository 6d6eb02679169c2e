"""What waits at a kata: results on the day of the check, learnings, reflections, and the end of a target condition."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from domain.katas import events, experiments
from domain.kernel import Event, Recorded
from projections.matters.memory import Dated, MatterMemory, short, waits
from projections.matters.rows import Matters

KATAS: Final = Matters("kata", "kata")
TEAM: Final = ("learner", "team")
EVERYBODY: Final = ("learner", "team", "coach")
Planned = experiments.ExperimentPlanned | experiments.ExperimentReplanned


@KATAS.begin(events.KataStarted)
def _start(memory: MatterMemory, event: events.KataStarted, _: Recorded) -> None:
    memory.title = short(event.north_star)
    memory.people = {
        "team": f"team:{event.team}",
        "learner": f"person:{event.learner}",
        "coach": f"person:{event.coach}",
    }


@KATAS.on(events.KataRoleChanged)
def _role(memory: MatterMemory, event: events.KataRoleChanged, _: Recorded) -> None:
    memory.people[event.role] = f"person:{event.person}"


@KATAS.on(events.TargetConditionSet)
def _set(memory: MatterMemory, event: events.TargetConditionSet, recorded: Recorded) -> None:
    _achieve_by(memory, event.target_condition, event.achieve_by, recorded)


@KATAS.on(events.TargetConditionExtended)
def _extend(memory: MatterMemory, event: events.TargetConditionExtended, recorded: Recorded) -> None:
    _achieve_by(memory, event.target_condition, event.to, recorded)


def _achieve_by(memory: MatterMemory, name: str, day: date, recorded: Recorded) -> None:
    why = "The day of the target condition is over."
    wait = waits(recorded, "close-target-condition", why, *TEAM, target_condition=name)
    wait.opens, wait.day = _after(day), day
    memory.waits[name] = wait
    dated = Dated(
        kind="achieve_by", text="Target condition of", whom=list(EVERYBODY), stamp=recorded.recorded_at, on=day
    )
    memory.date(f"achieve_by-{name}", recorded, dated)


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


@KATAS.on(events.TargetConditionClosed)
def _close(memory: MatterMemory, event: events.TargetConditionClosed, recorded: Recorded) -> None:
    memory.drop(event.target_condition)
    memory.cancel(f"achieve_by-{event.target_condition}", recorded)


@KATAS.on(experiments.ExperimentPlanned, experiments.ExperimentReplanned)
def _plan(memory: MatterMemory, event: Planned, recorded: Recorded) -> None:
    dated = Dated(
        kind="check_on",
        text="Check of the experiment of",
        whom=list(EVERYBODY),
        stamp=recorded.recorded_at,
        on=event.plan.check_on,
    )
    memory.date(f"check_on-{event.experiment}", recorded, dated)


@KATAS.on(experiments.ExperimentStarted)
def _try(memory: MatterMemory, event: experiments.ExperimentStarted, recorded: Recorded) -> None:
    dated = memory.dates.get(f"check_on-{event.experiment}")
    wait = waits(recorded, "record-result", "The day of the check is here.", *TEAM, experiment=event.experiment)
    wait.opens = wait.day = dated.on if dated else None
    memory.waits[event.experiment] = wait


@KATAS.on(experiments.ResultRecorded)
def _result(memory: MatterMemory, event: experiments.ResultRecorded, recorded: Recorded) -> None:
    why = f"The result: {short(event.what_happened)}"
    memory.waits[event.experiment] = waits(recorded, "record-learning", why, *TEAM, experiment=event.experiment)
    memory.cancel(f"check_on-{event.experiment}", recorded)


@KATAS.on(experiments.LearningRecorded, experiments.ExperimentAbandoned)
def _learn(
    memory: MatterMemory, event: experiments.LearningRecorded | experiments.ExperimentAbandoned, recorded: Recorded
) -> None:
    why = f"Learned, and not looked back on: {short(event.learned)}"
    memory.waits[event.experiment] = waits(recorded, "hold-coaching-cycle", why, "coach")
    memory.cancel(f"check_on-{event.experiment}", recorded)


@KATAS.on(events.CoachingCycleHeld)
def _reflect(memory: MatterMemory, event: events.CoachingCycleHeld, _: Recorded) -> None:
    done = [name for name in event.experiments if name in memory.waits]
    memory.drop(*(name for name in done if memory.waits[name].act == "hold-coaching-cycle"))


@KATAS.on(events.KataStopped, events.KataCompleted)
def _end(memory: MatterMemory, _event: Event, recorded: Recorded) -> None:
    memory.end(recorded)


KATAS.ignore(
    events.CurrentConditionGrasped,
    events.ObstacleParked,
    events.ObstacleFocused,
    events.ObstacleResolved,
    events.ObstacleDropped,
    events.AssumptionQuestioned,
    events.KataPaused,  # a result can be recorded all the same
    events.KataResumed,
)
