"""What each event of a set of objectives says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.objectives import events
from domain.objectives.terms import Verdict
from projections.facts import Fact
from projections.wording import Sentences, quoted, several

SENTENCES: Final = Sentences()
VERDICTS: Final[dict[Verdict, str]] = {
    "contributed": "contributed to it",
    "did_not": "did not contribute to it",
    "inconclusive": "may or may not have contributed to it",
}
SENTENCES.plainly(
    {
        events.ObjectivesActivated: "{actor} activated the objectives (revision {revision})",
        events.KeyResultTargetChanged: "{actor} moved the target of {key_result} from {former:n} to {to:n}: {reason:q}",
        events.ObjectivesClosed: "{actor} closed the objectives: {reflection:q}",
        events.OpportunityAligned: "{actor} aligned {opportunity} with {key} of {objectives}: {mechanism:q}",
        events.OpportunityUnaligned: "{actor} took {opportunity} off {key} of {objectives}{reason:why}",
    }
)


@SENTENCES.on(events.ObjectivesDrafted)
def _drafted(event: events.ObjectivesDrafted, fact: Fact) -> str:
    owner = "the whole partnership" if event.owner == "workspace" else event.owner
    return f"{fact.actor} drafted {several(len(event.content), 'objective')} of {owner} for {event.cycle}"


@SENTENCES.on(events.ObjectivesRevised)
def _revised(event: events.ObjectivesRevised, fact: Fact) -> str:
    return f"{fact.actor} revised the objectives (revision {event.revision})"


@SENTENCES.on(events.KeyResultCheckedIn)
def _checked_in(event: events.KeyResultCheckedIn, fact: Fact) -> str:
    unit = f" {event.unit}" if event.unit else ""
    note = f": {quoted(event.note)}" if event.note else ""
    return f"{fact.actor} checked {event.key_result} in at {event.value:g}{unit}{note}"


@SENTENCES.on(events.AttributionAssessed)
def _attributed(event: events.AttributionAssessed, fact: Fact) -> str:
    note = f": {quoted(event.note)}" if event.note else ""
    judged = f"{event.opportunity} {VERDICTS[event.verdict]}"
    return f"{fact.actor} judged {event.key} of {event.objectives} for {event.side}: {judged}{note}"
