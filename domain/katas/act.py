"""What acts on one kata share: reading it, and the guards that nearly all of them begin with."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from domain.acting import Act, Body, Role
from domain.katas.refusals import (
    ExperimentUnfinished,
    ExperimentUnknown,
    KataEnded,
    KataNotRunning,
    KataUnknown,
    NoTargetCondition,
    NotOfTheTeam,
    ObstacleClosed,
    ObstacleUnknown,
    TargetConditionNotOpen,
    TargetConditionUnknown,
)
from domain.katas.state import Experiment, Kata
from domain.refusals import Refused

B = TypeVar("B", bound=Body)
THE_TEAM = frozenset({Role.MEMBER})
OVERSEEING = frozenset({Role.PARTNER, Role.DELEGATE, Role.COACH, Role.FACILITATOR})
AROUND = OVERSEEING | THE_TEAM


class OnKata(Act[B]):
    """An act on a kata. Steps belong to the learner and the team, whatever else the actor is."""

    subject_type: ClassVar[str] = "kata"

    def prepare(self) -> None:
        """Read the kata."""
        self.kata = self.know(Kata(self.subject))

    def require_known(self) -> None:
        """Stop unless the kata was started."""
        self.require(self.kata.exists, KataUnknown(f"{self.subject} is not known here."))
        self.after(self.kata.since, f"the kata became {self.kata.status}")

    def require_going(self) -> None:
        """Stop where it has ended."""
        self.require_known()
        self.require(not self.kata.ended, KataEnded(f"{self.subject} is {self.kata.status}."))

    def require_running(self) -> None:
        """Stop where it has ended or is paused."""
        self.require_known()
        status = self.kata.status
        self.require(status == "running", KataNotRunning(f"{self.subject} is {status}."))

    def check_team(self) -> None:
        """Refuse people from outside the team."""
        kata = self.kata
        self.check(
            kata.team in self.me.teams or self.context.actor == kata.learner, NotOfTheTeam(f"It is {kata.team}'s.")
        )

    def check_around(self, team: str | None = None) -> None:
        """Refuse members of other teams, who neither oversee the kata nor work in it."""
        team = team or self.kata.team
        self.check(team in self.me.teams or self.roles() & OVERSEEING, NotOfTheTeam(f"It is {team}'s."))

    def require_target(self) -> str:
        """Stop unless a target condition is open; answer it."""
        target = self.kata.target
        if target is None:
            raise Refused([*self.refusals, NoTargetCondition("Set a target condition first.")])
        self.after(self.kata.target_at, "the target condition was set")
        return target

    def require_this_target(self, named: str | None) -> str:
        """As `require_target`; stop too where another one is named."""
        kata = self.kata
        self.require(
            named is None or named in kata.targets,
            TargetConditionUnknown(f"{named} is not known here.", "/target_condition"),
        )
        self.require(named in {None, kata.target}, TargetConditionNotOpen(f"{named} was closed.", "/target_condition"))
        return self.require_target()

    def require_obstacle(self, name: str) -> None:
        """Stop unless the obstacle is in the lot or in focus."""
        status = self.kata.obstacles.get(name)
        self.require(status, ObstacleUnknown(f"{name} is not known here.", "/obstacle"))
        self.require(status in {"parked", "focused"}, ObstacleClosed(f"{name} was {status}.", "/obstacle"))

    def require_experiment(self, name: str) -> Experiment:
        """Stop unless the experiment is one of this kata; answer it."""
        experiment = self.kata.experiments.get(name)
        if experiment is None:
            raise Refused([*self.refusals, ExperimentUnknown(f"{name} is not known here.", "/experiment")])
        self.after(experiment.at, f"{name} became {experiment.status}")
        return experiment

    def check_no_unfinished(self) -> None:
        """Refuse while an experiment is planned or running."""
        unfinished = self.kata.unfinished
        self.check(not unfinished, ExperimentUnfinished(f"{unfinished} is not finished."))
