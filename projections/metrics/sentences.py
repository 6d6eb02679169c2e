"""What each event of a metric says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.metrics import events
from projections.facts import Fact
from projections.wording import Sentences, quoted

SENTENCES: Final = Sentences()
SENTENCES.plainly(
    {
        events.MetricDefined: "{actor} defined the metric {name:q} in {unit}",
        events.MetricRenamed: "{actor} renamed the metric from {former:q} to {name:q}",
        events.MetricRedefined: "{actor} redefined the metric (revision {revision}){reason:why}",
        events.MetricRetired: "{actor} retired the metric{reason:why}",
        events.ObservationRecorded: "{actor} recorded {value:n} {unit} for {metric}, from {source}{note:why}",
        events.TargetReached: "The target of {target:n} {unit} is reached: {measured:n} {unit} observed",
    }
)


@SENTENCES.on(events.BaselineSet)
def _baseline(event: events.BaselineSet, fact: Fact) -> str:
    former = "" if event.former is None else f", formerly {event.former:g}"
    return f"{fact.actor} set the baseline of {event.value:g} {event.unit}{former}"


@SENTENCES.on(events.TargetSet)
def _target(event: events.TargetSet, fact: Fact) -> str:
    by = f" by {event.by.isoformat()}" if event.by else ""
    return f"{fact.actor} set the target of {event.target:g} {event.unit}{by}"


@SENTENCES.on(events.TargetChanged)
def _changed(event: events.TargetChanged, fact: Fact) -> str:
    by = f" by {event.by.isoformat()}" if event.by else ""
    moved = f"from {event.former:g} to {event.to:g} {event.unit}{by}"
    return f"{fact.actor} changed the target {moved}: {quoted(event.reason)}"
