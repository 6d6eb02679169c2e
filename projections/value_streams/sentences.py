"""What each event of a value stream map says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.value_streams import events
from projections.facts import Fact
from projections.wording import Sentences

SENTENCES: Final = Sentences()
SENTENCES.plainly(
    {
        events.ValueStreamOpened: "{actor} opened the map {title:q} of {unit_of_work}, from {begins:q} to {ends:q}",
        events.StepAdded: "{actor} added the step {name:q} at place {place}",
        events.StepMoved: "{actor} moved {step} to place {place}",
        events.StepRemoved: "{actor} removed {step}{reason:why}",
        events.HandoffAdded: "{actor} added a hand-off from {giver} to {receiver}{note:why}",
        events.WasteTagged: "{actor} tagged waste at {step}: {wastes:all}",
        events.BottleneckNominated: "{person} nominated {step} as a bottleneck for {side}: {why:q}",
        events.BottleneckConfirmed: "{person} confirmed {step} as a bottleneck{why:why}",
    }
)


@SENTENCES.on(events.StepMeasured)
def _measured(event: events.StepMeasured, fact: Fact) -> str:
    numbers = f"{event.process_time:g} h of work, {event.lead_time:g} h lead time"
    share = f"{event.percent_complete_accurate:g} % complete and accurate"
    return f"{fact.actor} {event.basis} {event.step}: {numbers}, {share}"


@SENTENCES.on(events.ReworkAdded)
def _rework(event: events.ReworkAdded, fact: Fact) -> str:
    share = "" if event.percent is None else f" ({event.percent:g} %)"
    return f"{fact.actor} added rework from {event.found_at} back to {event.back_to}{share}"


@SENTENCES.on(events.ValueStreamClosed)
def _closed(event: events.ValueStreamClosed, fact: Fact) -> str:
    totals = event.totals
    ratio = "" if totals.activity_ratio is None else f", activity ratio {totals.activity_ratio:.2f} %"
    rolled = f"rolled %C&A {totals.rolled_percent_complete_accurate:.2f} %"
    sums = f"lead time {totals.lead_time:g} h, process time {totals.process_time:g} h"
    return f"{fact.actor} closed the map: {sums}{ratio}, {rolled}"


@SENTENCES.on(events.ImpactEstimated)
def _estimated(event: events.ImpactEstimated, fact: Fact) -> str:
    lead = f"lead time {event.former.lead_time:g} h to {event.totals.lead_time:g} h"
    return f"{fact.actor} estimated what {event.opportunity} would change in {event.map}: {lead}"
