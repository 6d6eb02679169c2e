"""What each event of an opportunity says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.opportunities import events
from domain.opportunities.terms import (
    Evidence,
    MapEvidence,
    ObservationEvidence,
    SignalEvidence,
    UrlEvidence,
    VoidCause,
)
from projections.facts import Fact
from projections.wording import Sentences, listed, quoted

SENTENCES: Final = Sentences()
CAUSES: Final[dict[VoidCause, str]] = {
    "value_revised": "it was valued anew",
    "impact_changed": "the impacted groups changed",
    "reworded": "it was reworded",
}


def _raisers(event: events.OpportunityRaised | events.OpportunityAdopted, fact: Fact) -> str:
    return listed(raiser.person for raiser in event.raised_by) if event.raised_by else fact.actor


@SENTENCES.on(events.OpportunityRaised)
def _raised(event: events.OpportunityRaised, fact: Fact) -> str:
    by = _raisers(event, fact)
    return f"{by} raised {quoted(event.title)}"


@SENTENCES.on(events.OpportunitySuggested)
def _suggested(event: events.OpportunitySuggested, fact: Fact) -> str:
    return f"{fact.actor} suggested {quoted(event.title)}"


@SENTENCES.on(events.OpportunityAdopted)
def _adopted(event: events.OpportunityAdopted, fact: Fact) -> str:
    return f"{_raisers(event, fact)} adopted the suggestion"


@SENTENCES.on(events.OpportunityReworded)
def _reworded(event: events.OpportunityReworded, fact: Fact) -> str:
    what = f"to {quoted(event.title)}" if event.title != event.former_title else "what the problem is"
    return f"{fact.actor} reworded {what} (revision {event.revision})"


@SENTENCES.on(events.ImpactStated)
def _impact(event: events.ImpactStated, fact: Fact) -> str:
    return f"{fact.actor} said whom it concerns: {listed(group.name for group in event.groups)}"


@SENTENCES.on(events.ValueProposed)
def _valued(event: events.ValueProposed, fact: Fact) -> str:
    answer = f" in answer to revision {event.counter_to}" if event.counter_to else ""
    return f"{fact.actor} proposed for {event.side} what it is worth{answer}: {quoted(event.statement)}"


@SENTENCES.on(events.ValuePerspectiveGiven)
def _perspective(event: events.ValuePerspectiveGiven, fact: Fact) -> str:
    return f"{fact.actor} said how {event.side} sees it: {quoted(event.text)}"


@SENTENCES.on(events.ValueAgreedBySide)
def _agreed(event: events.ValueAgreedBySide, _: Fact) -> str:
    more = "" if event.complete else "; the side waits for others"
    giver = f" on behalf of {event.behalf_of}" if event.behalf_of else ""
    return f"{event.person} agreed for {event.side}{giver} to value revision {event.revision}{more}"


@SENTENCES.on(events.ValueAgreementReached)
def _reached(event: events.ValueAgreementReached, _: Fact) -> str:
    return f"Every side agrees on value revision {event.revision} ({listed(agreed.side for agreed in event.sides)})"


@SENTENCES.on(events.ValueAgreementWithdrawn)
def _taken_back(event: events.ValueAgreementWithdrawn, fact: Fact) -> str:
    return f"{fact.actor} took the agreement of {event.side} on the value back: {quoted(event.reason)}"


@SENTENCES.on(events.ValueAgreementVoided)
def _voided(event: events.ValueAgreementVoided, _: Fact) -> str:
    return f"What {listed(event.sides)} had agreed on the value no longer counts, as {CAUSES[event.cause]}"


def _evidence(what: Evidence) -> str:
    cited = ""
    match what:
        case UrlEvidence(url=url):
            return what.note or url
        case SignalEvidence(signal=signal):
            cited = signal
        case ObservationEvidence(metric=metric, value=value):
            cited = f"{metric} at {value:g}" if value is not None else metric
        case MapEvidence(map=drawn):
            cited = drawn
    return f"{cited}: {quoted(what.note)}" if what.note else cited


@SENTENCES.on(events.EvidenceAttached)
def _attached(event: events.EvidenceAttached, fact: Fact) -> str:
    return f"{fact.actor} attached evidence that {event.stance} it: {_evidence(event.what)}"


@SENTENCES.on(events.EvidenceDetached)
def _detached(event: events.EvidenceDetached, fact: Fact) -> str:
    return f"{fact.actor} detached {event.evidence}: {quoted(event.reason)}"


@SENTENCES.on(events.OpportunityStarted)
def _started(event: events.OpportunityStarted, fact: Fact) -> str:
    return f"{fact.actor} said that work on it began" + (f": {quoted(event.note)}" if event.note else "")


@SENTENCES.on(events.OpportunityConcluded)
def _concluded(event: events.OpportunityConcluded, fact: Fact) -> str:
    return f"{fact.actor} concluded it as {event.outcome}: {quoted(event.reason)}"


@SENTENCES.on(events.OpportunityDeferred)
def _deferred(event: events.OpportunityDeferred, fact: Fact) -> str:
    return f"{fact.actor} deferred it: {quoted(event.reason)}"


@SENTENCES.on(events.OpportunityDeclined)
def _declined(event: events.OpportunityDeclined, fact: Fact) -> str:
    return f"{fact.actor} declined it: {quoted(event.reason)}"


@SENTENCES.on(events.OpportunityMerged)
def _merged(event: events.OpportunityMerged, fact: Fact) -> str:
    return f"{fact.actor} merged {event.opportunity} into {event.into}: {quoted(event.reason)}"


@SENTENCES.on(events.OpportunityWithdrawn)
def _withdrawn(event: events.OpportunityWithdrawn, fact: Fact) -> str:
    return f"{fact.actor} withdrew it: {quoted(event.reason)}"


@SENTENCES.on(events.OpportunityReopened)
def _reopened(event: events.OpportunityReopened, fact: Fact) -> str:
    return f"{fact.actor} reopened it after it was {event.ended_as}: {quoted(event.reason)}"
