"""How metrics, signals, objectives, benefits and tracker links stand in their lists."""

from __future__ import annotations

from typing import Final

from domain.benefits.events import BenefitConfirmed, BenefitRecorded
from domain.kernel import Recorded
from domain.metrics.events import MetricDefined, MetricRedefined, MetricRenamed, MetricRetired
from domain.objectives.events import ObjectivesActivated, ObjectivesClosed, ObjectivesDrafted, ObjectivesRevised
from domain.partnership.correctable import RecordCorrected
from domain.signals.events import ChallengeAnswered, SignalChallenged, SignalRecorded, SignalRetracted
from domain.trackers.events import TrackerLinked, TrackerStateObserved, TrackerUnlinked
from projections.subjects.rows import Rows, SubjectMemory

METRICS: Final = Rows("metric", "metric")
SIGNALS: Final = Rows("signal", "signal")
OBJECTIVES: Final = Rows("objectives", "objectives")
BENEFITS: Final = Rows("benefit", "benefit")
TRACKER_LINKS: Final = Rows("tracker-link", "link")


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


@BENEFITS.begin(BenefitRecorded)
def _benefit(memory: SubjectMemory, event: BenefitRecorded, _: Recorded) -> None:
    memory.title, memory.state = event.text, "recorded"
    memory.mark("about", event.about)
    memory.mark("receiver", event.receiver)
    memory.mark("kind", event.kind)


@BENEFITS.on(BenefitConfirmed)
def _confirm(memory: SubjectMemory, event: BenefitConfirmed, _: Recorded) -> None:
    memory.state = "confirmed"
    memory.mark("confirmed_by", *memory.marks.get("confirmed_by", []), event.side)


@BENEFITS.corrected(BenefitRecorded, "text")
def _text(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.title = str(event.to)


@BENEFITS.corrected(BenefitRecorded, "receiver")
def _receiver(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.mark("receiver", str(event.to))


@BENEFITS.corrected(BenefitRecorded, "kind")
def _sort(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.mark("kind", str(event.to))


@TRACKER_LINKS.begin(TrackerLinked)
def _link(memory: SubjectMemory, event: TrackerLinked, _: Recorded) -> None:
    memory.title, memory.state = f"{event.tracker} {event.key}", "linked"
    memory.mark("about", event.about)
    memory.mark("tracker", event.tracker)


@TRACKER_LINKS.on(TrackerStateObserved)
def _see(memory: SubjectMemory, event: TrackerStateObserved, _: Recorded) -> None:
    memory.mark("progress", event.progress)


TRACKER_LINKS.becomes("unlinked", TrackerUnlinked)
