"""A team on its way: an adopted definition, a learner and a coach; acts that follow one another on one ledger."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from domain.katas.focus_obstacle import FocusObstacle, ObstacleChoice
from domain.katas.grasp_current_condition import CurrentCondition, GraspCurrentCondition
from domain.katas.park_obstacle import ObstacleSeen, ParkObstacle
from domain.katas.plan_experiment import PlanExperiment
from domain.katas.planning import ExperimentWords
from domain.katas.record_learning import Learning, RecordLearning
from domain.katas.record_result import ExperimentResult, RecordResult
from domain.katas.set_target_condition import SetTargetCondition, TargetConditionWords
from domain.katas.start_experiment import ExperimentStart, StartExperiment
from domain.katas.start_kata import KataStart, StartKata
from domain.katas.state import Kata
from domain.katas.terms import Aim, ExperimentPlan, Prediction
from domain.kernel import Command, Event, Recorded
from domain.opportunities.state import Opportunity
from domain.partnership.events import PersonRegistered, RoleGranted, TeamFormed, TeamMemberJoined
from tests.domain.definitions.scene import (
    BEA,
    DEV,
    DOA,
    FAY,
    NORTH_STAR,
    OTHER_TEAM,
    QA,
    SLOW,
    TEAM,
    TED,
    WORLD,
    adopted,
)
from tests.domain.katas.measured import MEASURED, QUEUE, TIME
from tests.domain.story import BEGINNING, Outcome, Story, an_id, fact

__all__ = ["BEA", "DEV", "DOA", "FAY", "NORTH_STAR", "OTHER_TEAM", "QA", "SLOW", "TEAM", "TED", "WORLD"]

KATA = an_id("kata", 1)
COACH, OUTSIDER, SECOND_COACH = an_id("per", 30), an_id("per", 31), an_id("per", 32)
TARGET, NEXT_TARGET = an_id("tc", 1), an_id("tc", 2)
CHECKS, ENVIRONMENT = an_id("obst", 1), an_id("obst", 2)
FIRST, SECOND = an_id("exp", 1), an_id("exp", 2)
DUE = date(2026, 4, 13)
LOOK = date(2026, 3, 11)
PEOPLE: tuple[Event, ...] = (
    PersonRegistered(person=COACH),
    PersonRegistered(person=SECOND_COACH),
    RoleGranted(person=COACH, role="coach", holders=1),
    RoleGranted(person=SECOND_COACH, role="coach", holders=2),
    TeamFormed(team=OTHER_TEAM, name="Operations"),
    TeamMemberJoined(team=OTHER_TEAM, person=OUTSIDER, role="ops"),
    *MEASURED,
)
PREDICTION = Prediction(text="QA's queue falls to 4 days", metric=QUEUE, expected=4.0, tolerance=0.5)


def start(**changes: Any) -> KataStart:
    """Dev learns, with a coach, towards the adopted definition."""
    usual: dict[str, Any] = {
        "definition": DOA,
        "focus_process": "pull request to production",
        "team": TEAM,
        "learner": DEV,
        "coach": COACH,
    }
    return KataStart(**(usual | changes))


def target(**changes: Any) -> TargetConditionWords:
    """Six weeks ahead: a lead time of 336 hours through a queue of 3 days."""
    usual: dict[str, Any] = {
        "achieve_by": DUE,
        "outcome": Aim(metric=TIME, target=336),
        "process": Aim(metric=QUEUE, target=3),
        "pattern": "Tests run on every pull request before review",
        "target_condition": TARGET,
    }
    return TargetConditionWords(**(usual | changes))


def step(**changes: Any) -> ExperimentWords:
    """A first small step against the manual checks."""
    usual: dict[str, Any] = {
        "obstacle": CHECKS,
        "step": "Automate the ten longest checks",
        "check_on": LOOK,
        "prediction": PREDICTION,
        "experiment": FIRST,
    }
    return ExperimentWords(**(usual | changes))


class Scene(Story):
    """A history that grows: an act that is not refused becomes part of it, a minute after the one before."""

    def __init__(self, history: list[Recorded], now: datetime) -> None:
        super().__init__(history)
        self.now = now

    def happened(self, *events: Event, at: datetime | None = None) -> Scene:
        """Facts from elsewhere."""
        self.history += [fact(event, at=at or self.now) for event in events]
        return self

    def does(self, by: str, command: type[Command], body: Any, kata: str = KATA, **context: Any) -> Outcome:
        """Somebody acts; what is recorded stays, with both of its clocks."""
        self.now += timedelta(minutes=1)
        outcome = self.when(command, kata, body, by=by, now=self.now, **context)
        claimed = context.get("occurred_at") or self.now
        for event in outcome.events:
            recorded = fact(event, actor=by, at=claimed, basis=context.get("basis", "first_hand"))
            self.history.append(Recorded(**{**_fields(recorded), "recorded_at": self.now}))
        return outcome

    def goes(self, *acts: tuple[type[Command], Any], by: str = DEV) -> Scene:
        """Several acts that nobody refuses."""
        for command, body in acts:
            outcome = self.does(by, command, body)
            assert not outcome.refusals, [f"{refusal.rule}: {refusal.detail}" for refusal in outcome.refusals]
        return self

    def state(self, kata: str = KATA) -> Kata:
        """The kata as it stands."""
        found = Kata(kata)
        for recorded in self.history:
            if found.sees(recorded):
                found.fold(recorded)
        return found

    def opportunity(self, name: str = SLOW) -> Opportunity:
        """An opportunity as it stands."""
        found = Opportunity(name)
        for recorded in self.history:
            if found.sees(recorded):
                found.fold(recorded)
        return found

    def plan(self, experiment: str = FIRST) -> ExperimentPlan:
        """The plan of an experiment."""
        return self.state().experiments[experiment].plan


def _fields(recorded: Recorded) -> dict[str, Any]:
    return {name: getattr(recorded, name) for name in recorded.__struct_fields__}


def before() -> Scene:
    """The definition is adopted, nothing else has happened."""
    history = adopted().history + [fact(event, at=BEGINNING) for event in PEOPLE]
    return Scene(history, BEGINNING + timedelta(hours=2))


def started() -> Scene:
    """The kata runs."""
    return before().goes((StartKata, start()))


def grasped() -> Scene:
    """The current condition is known."""
    return started().goes((GraspCurrentCondition, CurrentCondition(facts=("Three weeks from request to release",))))


def aimed() -> Scene:
    """A target condition is open, two obstacles are in the lot."""
    return grasped().goes(
        (SetTargetCondition, target()),
        (ParkObstacle, ObstacleSeen(text="Regression is checked by hand", obstacle=CHECKS)),
        (ParkObstacle, ObstacleSeen(text="One shared environment", obstacle=ENVIRONMENT)),
    )


def focused() -> Scene:
    """The manual checks are in focus."""
    return aimed().goes((FocusObstacle, ObstacleChoice(obstacle=CHECKS)))


def planned(**changes: Any) -> Scene:
    """An experiment is planned."""
    return focused().goes((PlanExperiment, step(**changes)))


def running(**changes: Any) -> Scene:
    """The experiment runs."""
    return planned(**changes).goes((StartExperiment, ExperimentStart(experiment=FIRST)))


def resulted(measured: float | None = 6.1, **changes: Any) -> Scene:
    """It has a result."""
    body = ExperimentResult(experiment=FIRST, what_happened="QA waited for the environment", measured=measured)
    return running(**changes).goes((RecordResult, body))


def learned() -> Scene:
    """The team learned from it."""
    return resulted().goes((RecordLearning, learning()))


def learning(**changes: Any) -> Learning:
    """The wait was for something else."""
    usual: dict[str, Any] = {
        "experiment": FIRST,
        "learned": "The wait is for the environment, not the checks",
        "verdict": "refuted",
    }
    return Learning(**(usual | changes))
