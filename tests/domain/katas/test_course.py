"""The way of a kata in any order of acts, against a model that fits on a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.katas.abandon_experiment import AbandonExperiment, Abandonment
from domain.katas.close_target_condition import CloseTargetCondition, TargetConditionClosing
from domain.katas.complete_kata import CompleteKata, KataCompletion
from domain.katas.drop_obstacle import DropObstacle, ObstacleDismissal
from domain.katas.focus_obstacle import FocusObstacle, ObstacleChoice
from domain.katas.grasp_current_condition import CurrentCondition, GraspCurrentCondition
from domain.katas.hold_coaching_cycle import HoldCoachingCycle
from domain.katas.park_obstacle import ObstacleSeen, ParkObstacle
from domain.katas.pause_kata import KataPause, PauseKata
from domain.katas.plan_experiment import PlanExperiment
from domain.katas.record_learning import RecordLearning
from domain.katas.record_result import ExperimentResult, RecordResult
from domain.katas.replan_experiment import ReplanExperiment
from domain.katas.resolve_obstacle import ObstacleSolution, ResolveObstacle
from domain.katas.resume_kata import KataResumption, ResumeKata
from domain.katas.set_target_condition import SetTargetCondition
from domain.katas.start_experiment import ExperimentStart, StartExperiment
from domain.katas.stop_kata import KataStop, StopKata
from domain.katas.terms import Reflection
from domain.kernel import Command
from tests.domain.katas import promises
from tests.domain.katas.scene import COACH, DEV, KATA, OUTSIDER, Scene, learning, started, step, target
from tests.domain.katas.test_coaching_and_end import card
from tests.domain.katas.test_experiments import rewording
from tests.domain.opportunities.history import LINK
from tests.domain.story import an_id

OBSTACLES = [an_id("obst", number) for number in (1, 2, 3)]
people = st.sampled_from([DEV, DEV, DEV, OUTSIDER])
obstacles = st.sampled_from(OBSTACLES)
numbers = st.integers(1, 4)


class Way(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused."""

    def __init__(self) -> None:
        super().__init__()
        self.scene: Scene = started()
        self.status = "running"
        self.grasped = False
        self.targets = 0
        self.open = False
        self.lot: dict[str, str] = {}
        self.focus: str | None = None
        self.experiments: dict[str, str] = {}
        self.step = "first"
        self.reflected: set[str] = set()

    @property
    def unfinished(self) -> bool:
        return {"planned", "started"} & set(self.experiments.values()) != set()

    @property
    def going(self) -> bool:
        return self.status in {"running", "paused"}

    def tries(self, allowed: object, command: type[Command], body: Any, by: str = DEV) -> bool:
        """Run a command; it has to be recorded or refused as the model says."""
        outcome = self.scene.does(by, command, body)
        assert bool(outcome.events) == bool(allowed), (outcome.events, outcome.refusals)
        return bool(allowed)

    @rule(by=people)
    def grasp(self, by: str) -> None:
        allowed = self.status == "running" and by == DEV
        if self.tries(allowed, GraspCurrentCondition, CurrentCondition(facts=("slow",)), by):
            self.grasped = True

    @rule(by=people)
    def aim(self, by: str) -> None:
        body = target(target_condition=an_id("tc", self.targets + 1), achieve_by=self.day(30))
        allowed = self.status == "running" and by == DEV and self.grasped and not self.open
        if self.tries(allowed, SetTargetCondition, body, by):
            self.targets, self.open = self.targets + 1, True

    @rule(reflection=st.sampled_from(["", "We aimed low", "We aimed low"]))
    def close(self, reflection: str) -> None:
        body = TargetConditionClosing(outcome="reached", reflection=reflection)
        if self.tries(self.going and self.open and reflection, CloseTargetCondition, body):
            self.open = False

    @rule(obstacle=obstacles)
    def park(self, obstacle: str) -> None:
        allowed = self.status == "running" and self.targets and obstacle not in self.lot
        if self.tries(allowed, ParkObstacle, ObstacleSeen(text="a wall", obstacle=obstacle)):
            self.lot[obstacle] = "parked"

    @rule(obstacle=obstacles)
    def turn_to(self, obstacle: str) -> None:
        allowed = self.status == "running" and self.open and self.lot.get(obstacle) == "parked" and not self.unfinished
        if self.tries(allowed, FocusObstacle, ObstacleChoice(obstacle=obstacle)):
            if self.focus:
                self.lot[self.focus] = "parked"
            self.lot[obstacle], self.focus = "focused", obstacle

    @rule(obstacle=obstacles, resolved=st.booleans())
    def end_obstacle(self, obstacle: str, *, resolved: bool) -> None:
        known = self.lot.get(obstacle) in {"parked", "focused"}
        allowed = self.status == "running" and known and not (obstacle == self.focus and self.unfinished)
        command: type[Command] = ResolveObstacle if resolved else DropObstacle
        body = ObstacleSolution(obstacle=obstacle) if resolved else ObstacleDismissal(obstacle=obstacle, reason="x")
        if self.tries(allowed, command, body):
            self.lot[obstacle] = "resolved" if resolved else "dropped"
            self.focus = None if self.focus == obstacle else self.focus

    @rule(number=numbers, obstacle=obstacles, by=people)
    def plan(self, number: int, obstacle: str, by: str) -> None:
        name = an_id("exp", number)
        body = step(experiment=name, obstacle=obstacle, check_on=self.day(7), step="first")
        learned = set(self.experiments.values()) <= {"learned", "abandoned"}
        fresh = name not in self.experiments
        allowed = self.status == "running" and by == DEV and self.open and self.focus == obstacle and learned and fresh
        if self.tries(allowed, PlanExperiment, body, by):
            self.experiments[name], self.step = "planned", "first"

    @rule(number=numbers, words=st.sampled_from(["first", "smaller"]))
    def replan(self, number: int, words: str) -> None:
        name = an_id("exp", number)
        body = rewording(experiment=name, obstacle=self.focus or OBSTACLES[0], check_on=self.day(7), step=words)
        planned = self.experiments.get(name) == "planned"
        allowed = self.status == "running" and planned and self.open and words != self.step
        if self.tries(allowed, ReplanExperiment, body):
            self.step = words

    @rule(number=numbers)
    def start(self, number: int) -> None:
        name = an_id("exp", number)
        allowed = self.status == "running" and self.open and self.experiments.get(name) == "planned"
        if self.tries(allowed, StartExperiment, ExperimentStart(experiment=name)):
            self.experiments[name] = "started"

    @rule(number=numbers)
    def check(self, number: int) -> None:
        name = an_id("exp", number)
        body = ExperimentResult(experiment=name, what_happened="4.2 days", measured=4.2)
        if self.tries(self.going and self.experiments.get(name) == "started", RecordResult, body):
            self.experiments[name] = "resulted"

    @rule(number=numbers)
    def learn(self, number: int) -> None:
        name = an_id("exp", number)
        allowed = self.going and self.experiments.get(name) == "resulted"
        if self.tries(allowed, RecordLearning, learning(experiment=name)):
            self.experiments[name] = "learned"

    @rule(number=numbers)
    def give_up(self, number: int) -> None:
        name = an_id("exp", number)
        body = Abandonment(experiment=name, reason="broke", learned="tools break")
        if self.tries(self.going and self.experiments.get(name) in {"planned", "started"}, AbandonExperiment, body):
            self.experiments[name] = "abandoned"

    @rule(names=st.sets(numbers.map(lambda number: an_id("exp", number))))
    def coach(self, names: set[str]) -> None:
        finished = {name for name, status in self.experiments.items() if status in {"learned", "abandoned"}}
        reflections = tuple(
            Reflection(experiment=name, planned="a", expected="b", happened="c", learned="d") for name in sorted(names)
        )
        allowed = self.going and names <= finished and finished - self.reflected <= names
        if self.tries(allowed, HoldCoachingCycle, card(reflections=reflections), COACH):
            self.reflected |= names

    @rule(dice=st.integers(0, 5))
    def pause(self, dice: int) -> None:
        if dice == 3 and self.tries(self.status == "running", PauseKata, KataPause(reason="holidays")):
            self.status = "paused"

    @rule()
    def resume(self) -> None:
        if self.tries(self.status == "paused", ResumeKata, KataResumption()):
            self.status = "running"

    @rule(by=people, dice=st.integers(0, 15))
    def end(self, by: str, dice: int) -> None:
        if dice != 11:  # not too often: an end is the end
            return
        learned = set(self.experiments.values()) <= {"learned", "abandoned"}
        allowed = self.going and by == DEV and not self.open and learned
        if self.tries(allowed, CompleteKata, KataCompletion(evidence=(LINK,)), by):
            self.status = "completed"
        elif self.tries(self.going and by == DEV, StopKata, KataStop(reason="enough"), by):
            self.status = "stopped"

    @rule(times=st.integers(1, 6))
    def go_on(self, times: int) -> None:
        """What a team would do next, several times: random acts alone seldom get far."""
        for _ in range(times):
            self.next_act()

    def next_act(self) -> None:
        number, status = max(len(self.experiments), 1), next(reversed(self.experiments.values()), "learned")
        if self.status == "paused":
            self.resume()
        elif not self.grasped:
            self.grasp(DEV)
        elif not self.open:
            self.aim(DEV)
        elif status == "planned":
            self.start(number)
        elif status == "started":
            self.check(number)
        elif status == "resulted":
            self.learn(number)
        elif self.focus:
            self.plan(number + bool(self.experiments), self.focus, DEV)
        elif "parked" in self.lot.values():
            self.turn_to(next(name for name, where in self.lot.items() if where == "parked"))
        else:
            self.park(OBSTACLES[len(self.lot) % len(OBSTACLES)])

    def day(self, days: int) -> Any:
        return self.scene.now.date() + timedelta(days=days)

    @invariant()
    def the_fold_agrees_with_the_model(self) -> None:
        kata = self.scene.state()
        assert (kata.status, kata.target is not None, len(kata.targets)) == (self.status, self.open, self.targets)
        assert (kata.focus, kata.obstacles) == (self.focus, self.lot)
        assert {name: found.status for name, found in kata.experiments.items()} == self.experiments
        assert {name for name, found in kata.experiments.items() if found.reflected} == self.reflected
        assert kata.north_star

    @invariant()
    def every_promise_is_kept(self) -> None:
        mine = [recorded.event for recorded in self.scene.history if f"kata:{KATA}" in recorded.tags]
        for promise in promises.EVERY:
            promise(mine)


Way.TestCase.settings = settings(max_examples=40, stateful_step_count=60)
TestWay = Way.TestCase
