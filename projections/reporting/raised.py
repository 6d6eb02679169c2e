"""The line of an opportunity: when it came to each step of its way, and who had raised it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from domain.decisions.events import AgreementReached, CounterProposed, DecisionProposed, DecisionRevised
from domain.decisions.terms import RANKING_KINDS
from domain.katas.events import KataStarted
from domain.kernel import Event, Recorded
from domain.opportunities import events
from projections.reporting.lines import Begin, LineMemory, Lines, ReportItem, Step, begun, others

STOP = "stop"


class FlowLine(ReportItem, kw_only=True):
    """When an opportunity was raised, and came first to each step from there on; null where it has not."""

    opportunity: str
    title: str
    revision: int
    raised_sides: tuple[str, ...]
    value_agreed_at: datetime | None = None
    proposed_at: datetime | None = None
    agreed_at: datetime | None = None
    started_at: datetime | None = None
    achieved_at: datetime | None = None
    ended_as: str | None = None
    ended_because: str | None = None


Told = LineMemory[FlowLine]


def _begun(event: events.OpportunityRaised | events.OpportunitySuggested, recorded: Recorded) -> Told:
    raisers = event.raised_by if isinstance(event, events.OpportunityRaised) else ()
    item = FlowLine(
        at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        opportunity=event.opportunity,
        title=event.title,
        revision=event.revision,
        raised_sides=tuple(dict.fromkeys(raiser.side or "none" for raiser in raisers)),
    )
    memory = begun("opportunity", event.opportunity, item, recorded, scope=event.scope)
    memory.concern(event.opportunity)
    memory.involve(*(raiser.person for raiser in raisers))
    _mark(memory)
    if not raisers:
        memory.mark("suggested")
    return memory


def _mark(memory: Told) -> None:
    item = memory.item
    memory.marks = [mark for mark in memory.marks if not mark.startswith(("wording:", "raised:"))]
    memory.mark(f"wording:{item.opportunity}@{item.revision}", *(f"raised:{side}" for side in item.raised_sides))
    memory.sides = list(dict.fromkeys((*memory.sides, *(side for side in item.raised_sides if side != "none"))))


def _adopted(memory: Told, event: events.OpportunityAdopted, recorded: Recorded) -> None:
    memory.item.at, memory.item.recorded_at = recorded.occurred_at, recorded.recorded_at
    memory.item.raised_sides = tuple(dict.fromkeys(raiser.side or "none" for raiser in event.raised_by))
    memory.involve(*(raiser.person for raiser in event.raised_by))
    memory.unmark("suggested")
    _mark(memory)


def _reworded(memory: Told, event: events.OpportunityReworded, _: Recorded) -> None:
    memory.item.title, memory.item.revision = event.title, event.revision
    _mark(memory)


def _valued(memory: Told, _: events.ValueAgreementReached, recorded: Recorded) -> None:
    memory.item.value_agreed_at = memory.item.value_agreed_at or recorded.occurred_at


def _proposed(memory: Told, event: Any, recorded: Recorded) -> None:  # noqa: ANN401 - any revision
    if event.content.kind != STOP and memory.item.opportunity in event.content.taken:
        memory.item.proposed_at = memory.item.proposed_at or recorded.occurred_at


def _agreed(memory: Told, event: AgreementReached, recorded: Recorded) -> None:
    if event.kind in RANKING_KINDS and event.kind != STOP:
        memory.item.agreed_at = memory.item.agreed_at or recorded.occurred_at


def _started(memory: Told, _: Event, recorded: Recorded) -> None:
    memory.item.started_at = memory.item.started_at or recorded.occurred_at


def _concluded(memory: Told, event: events.OpportunityConcluded, recorded: Recorded) -> None:
    if event.outcome == "achieved":
        memory.item.achieved_at = memory.item.achieved_at or recorded.occurred_at
    memory.item.ended_as, memory.item.ended_because = event.outcome, event.reason
    memory.mark(f"ended:{event.outcome}")


def _ended(state: str) -> Step:
    def end(memory: Told, event: Any, _: Recorded) -> None:  # noqa: ANN401 - of any end
        if isinstance(event, events.OpportunityMerged) and memory.item.opportunity != event.opportunity:
            return
        memory.item.ended_as, memory.item.ended_because = state, event.reason
        memory.mark(f"ended:{state}")

    return end


def _reopened(memory: Told, _: events.OpportunityReopened, _recorded: Recorded) -> None:
    memory.item.ended_as = memory.item.ended_because = None
    memory.marks = [mark for mark in memory.marks if not mark.startswith("ended:")]


class Raised(Lines[FlowLine]):
    """One line an opportunity."""

    kind = "opportunity"
    memory = LineMemory[FlowLine]
    begins: ClassVar[dict[type[Event], Begin]] = {
        events.OpportunityRaised: _begun,
        events.OpportunitySuggested: _begun,
    }
    steps: ClassVar[dict[type[Event], Step]] = {
        events.OpportunityAdopted: _adopted,
        events.OpportunityReworded: _reworded,
        events.ValueAgreementReached: _valued,
        DecisionProposed: _proposed,
        CounterProposed: _proposed,
        DecisionRevised: _proposed,
        AgreementReached: _agreed,
        events.OpportunityStarted: _started,
        KataStarted: _started,
        events.OpportunityConcluded: _concluded,
        events.OpportunityDeferred: _ended("deferred"),
        events.OpportunityDeclined: _ended("declined"),
        events.OpportunityMerged: _ended("merged"),
        events.OpportunityWithdrawn: _ended("withdrawn"),
        events.OpportunityReopened: _reopened,
    }
    folds: ClassVar[frozenset[type[Event]]] = frozenset((*begins, *steps))
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The opportunities of the event; two where one goes on as part of another."""
        event: Any = recorded.event
        return event.opportunities if hasattr(event, "opportunities") else (event.opportunity,)
