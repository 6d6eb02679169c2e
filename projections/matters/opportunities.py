"""What waits at an opportunity: agreement on what it is worth."""

from __future__ import annotations

from typing import Final

from domain.decisions.events import AgreementReached
from domain.kernel import Event, Recorded
from domain.opportunities import events
from projections.matters.memory import MatterMemory, waits
from projections.matters.rows import Matters

OPPORTUNITIES: Final = Matters("opportunity", "opportunity")


@OPPORTUNITIES.begin(events.ValueProposed)
def _propose(memory: MatterMemory, event: events.ValueProposed, recorded: Recorded) -> None:
    memory.title, memory.about = "Value of {about}", event.opportunity
    said = "answered with another value" if event.counter_to else "proposed what it is worth"
    words = {"revision": event.revision, "digest": event.digest}
    wait = waits(recorded, "agree-value", f"{event.side} {said}.", **words)
    wait.signed = True
    memory.spoken, memory.waits["value"] = {}, wait


@OPPORTUNITIES.on(events.ValueAgreedBySide)
def _agree(memory: MatterMemory, event: events.ValueAgreedBySide, _: Recorded) -> None:
    memory.spoke("value", event)


@OPPORTUNITIES.on(events.ValueAgreementWithdrawn)
def _withdraw(memory: MatterMemory, event: events.ValueAgreementWithdrawn, _: Recorded) -> None:
    memory.unsaid("value", [event.side])


@OPPORTUNITIES.on(events.ValueAgreementVoided)
def _void(memory: MatterMemory, event: events.ValueAgreementVoided, _: Recorded) -> None:
    memory.unsaid("value", event.sides)


def _ended(event: AgreementReached) -> tuple[str, ...]:
    return event.opportunities if event.kind == "stop" else ()


@OPPORTUNITIES.on(
    events.OpportunityConcluded,
    events.OpportunityDeferred,
    events.OpportunityDeclined,
    events.OpportunityMerged,
    events.OpportunityWithdrawn,
)
def _end(memory: MatterMemory, _event: Event, _: Recorded) -> None:
    memory.ended = True


@OPPORTUNITIES.on(AgreementReached, named=_ended)
def _stop(memory: MatterMemory, _event: AgreementReached, _: Recorded) -> None:
    memory.ended = True


@OPPORTUNITIES.on(events.OpportunityReopened)
def _reopen(memory: MatterMemory, _event: events.OpportunityReopened, _: Recorded) -> None:
    memory.ended = False


OPPORTUNITIES.ignore(
    events.OpportunityRaised,  # scope and title are read from the backlog's row
    events.OpportunitySuggested,
    events.OpportunityAdopted,
    events.OpportunityReworded,
    events.ImpactStated,
    events.ValuePerspectiveGiven,
    events.ValueAgreementReached,  # every side has said so by then
    events.EvidenceAttached,
    events.EvidenceDetached,
    events.OpportunityStarted,
)
