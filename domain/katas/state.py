"""One kata as every command about it sees it: how far it is, and what may come next."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from domain.katas.events import (
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
from domain.katas.experiments import (
    ExperimentAbandoned,
    ExperimentPlanned,
    ExperimentReplanned,
    ExperimentStarted,
    LearningRecorded,
    ResultRecorded,
)
from domain.katas.terms import ExperimentPlan, ExperimentStatus, KataStatus, ObstacleStatus
from domain.kernel import Recorded, State
from domain.partnership.correctable import RecordCorrected, corrected


class Experiment(msgspec.Struct, frozen=True, kw_only=True):
    """One experiment: its plan, how far it is, and whether a coaching cycle has looked back on it.

    `predicted_at` is when the prediction was written down: by the ledger's clock where the act was first-hand.
    """

    plan: ExperimentPlan
    digest: str
    predicted_at: datetime
    at: datetime
    status: ExperimentStatus = "planned"
    late: bool = False
    result: ResultRecorded | None = None
    reflected: bool = False

    @property
    def unfinished(self) -> bool:
        """Whether it is planned or running."""
        return self.status in {"planned", "started"}

    @property
    def finished(self) -> bool:
        """Whether something was learned from it, in the end or by giving it up."""
        return self.status in {"learned", "abandoned"}


class Kata(State):
    """The people, the way (current condition, open target condition, obstacle in focus) and the experiments.

    `target` and `focus` are the one open target condition and the one obstacle in focus; `targets` maps target
    conditions to the day each should be achieved, `experiments` keeps the order in which they were planned.
    """

    folds = (
        KataStarted,
        CurrentConditionGrasped,
        TargetConditionSet,
        TargetConditionExtended,
        TargetConditionClosed,
        ObstacleParked,
        ObstacleFocused,
        ObstacleResolved,
        ObstacleDropped,
        ExperimentPlanned,
        ExperimentReplanned,
        ExperimentStarted,
        ResultRecorded,
        LearningRecorded,
        ExperimentAbandoned,
        CoachingCycleHeld,
        KataRoleChanged,
        KataPaused,
        KataResumed,
        KataStopped,
        KataCompleted,
        RecordCorrected,
    )

    def __init__(self, kata: str) -> None:
        super().__init__(f"kata:{kata}")
        self.kata = kata
        self.exists = False
        self.status: KataStatus = "running"
        self.north_star = ""
        self.opportunities: tuple[str, ...] = ()
        self.definition: str | None = None
        self.team = ""
        self.learner = ""
        self.coach = ""
        self.since: datetime | None = None
        self.grasped_at: datetime | None = None
        self.targets: dict[str, date] = {}
        self.target: str | None = None
        self.target_at: datetime | None = None
        self.obstacles: dict[str, ObstacleStatus] = {}
        self.focus: str | None = None
        self.experiments: dict[str, Experiment] = {}

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the kata in."""
        match recorded.event:
            case KataStarted() as started:
                self._fold_start(started, recorded)
            case KataRoleChanged(role="learner", person=person):
                self.learner = person
            case KataRoleChanged(role="coach", person=person):
                self.coach = person
            case KataPaused():
                self._become("paused", recorded)
            case KataResumed():
                self._become("running", recorded)
            case KataStopped():
                self._become("stopped", recorded)
            case KataCompleted():
                self._become("completed", recorded)
            case _:
                self._fold_way(recorded)
                self._fold_obstacle(recorded)
                self._fold_experiment(recorded)

    def _fold_start(self, started: KataStarted, recorded: Recorded) -> None:
        self.exists = True
        self.north_star, self.opportunities = started.north_star, started.opportunities
        self.definition, self.team = started.definition, started.team
        self.learner, self.coach = started.learner, started.coach
        self.since = recorded.occurred_at

    def _become(self, status: KataStatus, recorded: Recorded) -> None:
        self.status, self.since = status, recorded.occurred_at

    def _fold_way(self, recorded: Recorded) -> None:
        match recorded.event:
            case CurrentConditionGrasped():
                self.grasped_at = recorded.occurred_at
            case TargetConditionSet(target_condition=name, achieve_by=day):
                self.targets[name], self.target, self.target_at = day, name, recorded.occurred_at
            case TargetConditionExtended(target_condition=name, to=day):
                self.targets[name], self.target_at = day, recorded.occurred_at
            case TargetConditionClosed(target_condition=name) if name == self.target:
                self.target, self.target_at = None, recorded.occurred_at

    def _fold_obstacle(self, recorded: Recorded) -> None:
        match recorded.event:
            case ObstacleParked(obstacle=name):
                self.obstacles[name] = "parked"
            case ObstacleFocused(obstacle=name):
                if self.focus:
                    self.obstacles[self.focus] = "parked"
                self.obstacles[name], self.focus = "focused", name
            case ObstacleResolved(obstacle=name):
                self._close_obstacle(name, "resolved")
            case ObstacleDropped(obstacle=name):
                self._close_obstacle(name, "dropped")

    def _close_obstacle(self, name: str, status: ObstacleStatus) -> None:
        self.obstacles[name] = status
        self.focus = None if self.focus == name else self.focus

    def _fold_experiment(self, recorded: Recorded) -> None:
        match recorded.event:
            case ExperimentPlanned() | ExperimentReplanned() as planned:
                self.experiments[planned.experiment] = Experiment(
                    plan=planned.plan,
                    digest=planned.digest,
                    predicted_at=recorded.recorded_at if recorded.basis == "first_hand" else recorded.occurred_at,
                    at=recorded.occurred_at,
                    late=planned.late,
                )
            case ExperimentStarted(experiment=name):
                self._step(name, status="started", at=recorded.occurred_at)
            case ResultRecorded(experiment=name, late=late) as result:
                known = self.experiments.get(name)
                late = late or bool(known and known.late)
                self._step(name, status="resulted", at=recorded.occurred_at, result=result, late=late)
            case LearningRecorded(experiment=name):
                self._step(name, status="learned", at=recorded.occurred_at)
            case ExperimentAbandoned(experiment=name):
                self._step(name, status="abandoned", at=recorded.occurred_at)
            case CoachingCycleHeld(reflections=reflections):
                for reflection in reflections:
                    self._step(reflection.experiment, reflected=True)
            case RecordCorrected(type=ResultRecorded.TOPIC) as correction:
                self._correct(correction)

    def _step(self, name: str, **changes: object) -> None:
        if name in self.experiments:
            self.experiments[name] = replace(self.experiments[name], **changes)

    def _correct(self, correction: RecordCorrected) -> None:
        for name, experiment in self.experiments.items():
            if f"experiment:{name}" in correction.subjects and experiment.result:
                result = corrected(experiment.result, correction.field, correction.to)
                self.experiments[name] = replace(experiment, result=result)

    @property
    def ended(self) -> bool:
        """Whether it was stopped or completed."""
        return self.status in {"stopped", "completed"}

    @property
    def current(self) -> tuple[str, Experiment] | None:
        """The experiment planned last, with its id."""
        return next(reversed(self.experiments.items()), None)

    @property
    def unfinished(self) -> str | None:
        """The experiment that is planned or running, if there is one."""
        return next((name for name, experiment in self.experiments.items() if experiment.unfinished), None)

    @property
    def unlearned(self) -> str | None:
        """The experiment that has a result from which nobody has learned yet, if there is one."""
        return next((name for name, found in self.experiments.items() if found.status == "resulted"), None)

    @property
    def unreflected(self) -> tuple[str, ...]:
        """Finished experiments that no coaching cycle has looked back on."""
        return tuple(name for name, found in self.experiments.items() if found.finished and not found.reflected)
