"""How metrics, signals and objectives stand in their lists."""

from __future__ import annotations

from typing import Final

from domain.kernel import Recorded
from domain.metrics.events import MetricDefined, MetricRedefined, MetricRenamed, MetricRetired
from domain.objectives.events import ObjectivesActivated, ObjectivesClosed, ObjectivesDrafted, ObjectivesRevised
from domain.partnership.correctable import RecordCorrected
from domain.signals.events import ChallengeAnswered, SignalChallenged, SignalRecorded, SignalRetracted
from projections.subjects.rows import Rows, SubjectMemory

METRICS: Final = Rows("metric", "metric")
SIGNALS: Final = Rows("signal", "signal")
OBJECTIVES: Final = Rows("objectives", "objectives")


@METRICS.begin(MetricDefined)
def _define(memory: SubjectMemory, event: MetricDefined, _: Recorded) -> None:
    memory.title, memory.state = event.name, "recorded"
    memory.mark("kind", event.kind)


@METRICS.on(MetricRedefined)
def _redefine(memory: SubjectMemory, event: MetricRedefined, _: Recorded) -> None:
    memory.mark("kind", event.kind)


@METRICS.on(MetricRenamed)
def _rename(memory: SubjectMemory, event: MetricRenamed, _: Recorded) -> None:
    memory.title = event.name


METRICS.becomes("retired", MetricRetired)


@SIGNALS.begin(SignalRecorded)
def _signal(memory: SubjectMemory, event: SignalRecorded, _: Recorded) -> None:
    memory.title, memory.state = event.statement, "stands"
    memory.mark("category", event.category)
    memory.mark("metric", *event.metrics)


@SIGNALS.on(SignalChallenged)
def _challenge(memory: SubjectMemory, event: SignalChallenged, _: Recorded) -> None:
    memory.mark("challenge", *memory.marks.get("challenge", []), event.challenge)
    if memory.state == "stands":
        memory.state = "challenged"


@SIGNALS.on(ChallengeAnswered)
def _answer(memory: SubjectMemory, event: ChallengeAnswered, _: Recorded) -> None:
    left = [challenge for challenge in memory.marks.get("challenge", []) if challenge != event.challenge]
    memory.mark("challenge", *left)
    if memory.state == "challenged" and not left:
        memory.state = "stands"


SIGNALS.becomes("retracted", SignalRetracted)


@SIGNALS.corrected(SignalRecorded, "category")
def _category(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.mark("category", str(event.to))


@OBJECTIVES.begin(ObjectivesDrafted)
def _draft(memory: SubjectMemory, event: ObjectivesDrafted, _: Recorded) -> None:
    memory.state = "draft"
    memory.mark("owner", event.owner)
    memory.mark("level", event.level)
    memory.mark("kind", event.kind)
    memory.mark("cycle", event.cycle)
    _word(memory, event, _)


@OBJECTIVES.on(ObjectivesRevised)
def _word(memory: SubjectMemory, event: ObjectivesDrafted | ObjectivesRevised, _: Recorded) -> None:
    memory.title = " · ".join(objective.title for objective in event.content)
    memory.mark("metric", *event.metrics)


OBJECTIVES.becomes("active", ObjectivesActivated)
OBJECTIVES.becomes("closed", ObjectivesClosed)
