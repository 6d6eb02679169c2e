"""Facts about experiments: each one is predicted, started, checked and learned from before the next is planned."""

from __future__ import annotations

from typing import Annotated

from domain.fields import Digest, Line, Text
from domain.ids import ExperimentId, KataId, ObstacleId, TargetConditionId
from domain.katas.terms import ComputedVerdict, ExperimentPlan, Verdict
from domain.kernel import Event, Tag, event
from domain.metrics.terms import MetricKey, ObservationPin, Quantity
from domain.partnership.correctable import correctable

Subject = Annotated[KataId, Tag("kata")]
Experiment = Annotated[ExperimentId, Tag("experiment")]
Target = Annotated[TargetConditionId, Tag("target-condition")]
Obstacle = Annotated[ObstacleId, Tag("obstacle")]
Metrics = Annotated[tuple[MetricKey, ...], Tag("metric")]


@event("experiment-planned")
class ExperimentPlanned(Event):
    """A step against the obstacle in focus and what the team predicts; `digest` is the hash of `plan`.

    `late` marks a prediction that was written down when data for its time existed already.
    """

    kata: Subject
    experiment: Experiment
    obstacle: Obstacle
    target_condition: Target
    digest: Digest
    plan: ExperimentPlan
    policy: int
    late: bool = False
    metrics: Metrics = ()


@event("experiment-replanned")
class ExperimentReplanned(Event):
    """The plan reads differently, before the start; `changes` names the parts that differ."""

    kata: Subject
    experiment: Experiment
    obstacle: Obstacle
    target_condition: Target
    digest: Digest
    plan: ExperimentPlan
    changes: tuple[Line, ...]
    policy: int
    late: bool = False
    metrics: Metrics = ()
    reason: Text | None = None


@event("experiment-started")
class ExperimentStarted(Event):
    """It runs. From here the prediction is locked: `digest` is the hash of the plan as it stands."""

    kata: Subject
    experiment: Experiment
    digest: Digest


@correctable("what_happened", "measured", "observations")
@event("result-recorded")
class ResultRecorded(Event):
    """What happened, and what was measured of the predicted metric.

    `late` says that the prediction was written down after this occurred, or after data for its time existed.
    """

    kata: Subject
    experiment: Experiment
    what_happened: Text
    measured: Quantity | None = None
    observations: tuple[ObservationPin, ...] = ()
    late: bool = False
    metrics: Metrics = ()


@event("learning-recorded")
class LearningRecorded(Event):
    """What the team takes from it. Refuted is as good as confirmed.

    `verdict` is the person's; `computed` follows from the numbers (`verdicts.py`), and `deviation` is measured minus
    expected in the metric's unit.
    """

    kata: Subject
    experiment: Experiment
    learned: Text
    verdict: Verdict
    computed: ComputedVerdict
    deviation: float | None = None
    surprise: Text | None = None
    next: Text | None = None


@event("experiment-abandoned")
class ExperimentAbandoned(Event):
    """It was given up; what was learned on the way counts as its learning."""

    kata: Subject
    experiment: Experiment
    reason: Text
    learned: Text
