"""A metric and its observations as commands see them; none of these states reads more than a few events."""

from __future__ import annotations

from datetime import date, datetime

from domain.kernel import Recorded, State
from domain.metrics.events import (
    BaselineSet,
    MetricDefined,
    MetricRedefined,
    MetricRenamed,
    MetricRetired,
    ObservationRecorded,
    TargetChanged,
    TargetReached,
    TargetSet,
)
from domain.metrics.terms import Capture, Direction, Window
from domain.partnership.correctable import RecordCorrected, corrected


class Metric(State):
    """What a metric measures, its baseline and its target. Its observations are read apart."""

    folds = (
        MetricDefined,
        MetricRenamed,
        MetricRedefined,
        MetricRetired,
        BaselineSet,
        TargetSet,
        TargetChanged,
        TargetReached,
    )

    def __init__(self, metric: str) -> None:
        super().__init__(f"metric:{metric}")
        self.metric = metric
        self.definition: MetricDefined | MetricRedefined | None = None
        self.defined_at: datetime | None = None
        self.revision = 0
        self.name = ""
        self.retired = False
        self.baseline: float | None = None
        self.target: float | None = None
        self.target_by: date | None = None
        self.target_at: datetime | None = None
        self.target_reached = False

    @property
    def defined(self) -> bool:
        """Whether there is such a metric, retired or not."""
        return self.definition is not None

    @property
    def live(self) -> bool:
        """Whether it is defined and still recorded."""
        return self.defined and not self.retired

    @property
    def unit(self) -> str:
        """The unit of its numbers, empty while it is unknown."""
        return self.definition.unit if self.definition else ""

    @property
    def direction(self) -> Direction:
        """Which way is better."""
        return self.definition.direction if self.definition else "hold"

    @property
    def capture(self) -> Capture | None:
        """How its numbers come in."""
        return self.definition.capture if self.definition else None

    @property
    def visible_to_teams(self) -> bool:
        """Whether the teams that do the work can see it."""
        return self.definition.visible_to_teams if self.definition else False

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the metric in."""
        match recorded.event:
            case MetricDefined() as defined:
                self.definition, self.revision, self.name = defined, defined.revision, defined.name
                self.defined_at = recorded.occurred_at
            case MetricRedefined() as defined:
                self.definition, self.revision = defined, defined.revision
            case MetricRenamed(name=name):
                self.name = name
            case MetricRetired():
                self.retired = True
            case BaselineSet(value=value):
                self.baseline = value
            case TargetSet(target=target, by=by) | TargetChanged(to=target, by=by):
                self.target, self.target_by, self.target_reached = target, by, False
                self.target_at = recorded.occurred_at
            case TargetReached():
                self.target_reached = True


class Observation(State):
    """One observation, by its id, with its corrections."""

    folds = (ObservationRecorded, RecordCorrected)

    def __init__(self, observation: str, *, tag: str = "observation") -> None:
        super().__init__(f"{tag}:{observation}")
        self.seen: ObservationRecorded | None = None
        self.id = ""
        self.tags: tuple[str, ...] = ()
        self.position = 0
        self.occurred_at: datetime | None = None
        self.recorded_by: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether it is on the record."""
        return self.seen is not None

    def fold(self, recorded: Recorded) -> None:
        """Take the observation or one of its corrections in."""
        match recorded.event:
            case ObservationRecorded() as seen:
                self.seen, self.id, self.tags = seen, recorded.id, recorded.tags
                self.position, self.occurred_at = recorded.position, recorded.occurred_at
                self.recorded_by = frozenset({recorded.actor, recorded.recorder or recorded.actor})
            case RecordCorrected(type=ObservationRecorded.TOPIC, field=field, to=to) if self.seen:
                self.seen = corrected(self.seen, field, to)


class ObservationAt(Observation):
    """The observation that a source knows by an external id; `place` is `<metric>/<source>/<external_id>`."""

    def __init__(self, place: str) -> None:
        super().__init__(place, tag="observation-of")


class NewestObservation(State):
    """The observation of a metric whose window ended last, as first recorded: one event, however many there are.

    Its corrections are folded by `Observation(newest.observation)`, to be named in `follow`.
    """

    folds = (ObservationRecorded,)
    latest = True

    def __init__(self, metric: str) -> None:
        super().__init__(f"newest-of:{metric}")
        self.metric = metric
        self.seen: ObservationRecorded | None = None
        self.position = 0
        self.recorded_at: datetime | None = None

    @property
    def exists(self) -> bool:
        """Whether the metric has an observation at all."""
        return self.seen is not None

    @property
    def window(self) -> Window | None:
        """The time that it speaks about."""
        return self.seen.window if self.seen else None

    def fold(self, recorded: Recorded) -> None:
        """Take the newest one in."""
        match recorded.event:
            case ObservationRecorded() as seen:
                self.seen, self.position, self.recorded_at = seen, recorded.position, recorded.recorded_at
