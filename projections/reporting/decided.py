"""The line of a decision: who put what on the table, who agreed to it for which side, and what was said before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from domain.decisions.events import (
    AgreementCarried,
    AgreementReached,
    AgreementRescinded,
    AgreementVoided,
    CounterProposed,
    DecisionConfirmed,
    DecisionProposed,
    DecisionRevised,
    SideAgreed,
)
from domain.decisions.terms import DecisionContent
from domain.decisions.voices import WinAssessed, WinStated
from domain.kernel import Recorded
from projections.reporting.lines import NO_SIDE, LineMemory, ReportItem, begun

TAKEN_OVER = frozenset({"imported", "inferred"})
A_MINUTE = 60


class AgreedLine(msgspec.Struct, kw_only=True, frozen=True):
    """One agreement: for which side, by whom, on which revision, by both clocks, on which ground, under which key."""

    side: str
    person: str
    behalf_of: str | None
    revision: int
    at: datetime
    recorded_at: datetime
    typed_by: str
    credential: str
    basis: str
    complete: bool
    position: int


class WinLine(msgspec.Struct, kw_only=True):
    """What a side would win, in its words, and how it judged that later."""

    side: str
    text: str
    by: str
    position: int
    verdict: str | None = None
    judged: str | None = None


class DecisionLine(ReportItem, kw_only=True):
    """A decision as reports need it. `held` are the opportunities for which it is in force."""

    decision: str
    kind: str = ""
    scope: str = ""
    state: str = "open"
    headline: str = ""
    proposed_by: str
    proposed_side: str
    revision: int = 0
    revised_by: str = ""
    revised_side: str = ""
    taken: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    agreements: list[AgreedLine] = msgspec.field(default_factory=list)
    wins: list[WinLine] = msgspec.field(default_factory=list)
    spoken: list[str] = msgspec.field(default_factory=list)
    late: list[int] = msgspec.field(default_factory=list)
    latest_seconds: int = 0
    agreed_at: datetime | None = None
    agreed_revision: int | None = None
    agreed_position: int | None = None
    agreed_side: str | None = None
    seconds_to_agreement: int | None = None
    review_on: date | None = None


Told = LineMemory[DecisionLine]


def proposed(event: DecisionProposed, recorded: Recorded) -> Told:
    """Revision 1 is on the table."""
    item = DecisionLine(
        at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        decision=event.decision,
        proposed_by=recorded.actor,
        proposed_side=event.side,
    )
    memory = begun("decision", event.decision, item, recorded)
    revised(memory, event, recorded)
    return memory


def revised(memory: Told, event: DecisionProposed | CounterProposed | DecisionRevised, recorded: Recorded) -> None:
    """A revision is on the table."""
    item, content = memory.item, event.content
    item.kind, item.scope, memory.scope = content.kind, content.scope, content.scope
    item.revision, item.revised_by, item.revised_side = event.revision, recorded.actor, event.side
    item.taken, item.headline = content.taken, content.rationale
    item.review_on = content.review_on
    memory.concern(*content.considered)
    memory.marks = [mark for mark in memory.marks if not mark.startswith(("wording:", "signal:"))]
    memory.mark(*_pins(content), *(cite for cite in event.cites if cite.startswith("signal:")))
    _speak(memory, event.side)
    _clock(memory, recorded)


def _pins(content: DecisionContent) -> list[str]:
    return [f"wording:{one.opportunity}@{one.revision}" for one in content.options if one.opportunity and one.revision]


def _speak(memory: Told, side: str | None) -> None:
    if side and side not in NO_SIDE and side not in memory.item.spoken and memory.item.agreed_at is None:
        memory.item.spoken.append(side)


def _clock(memory: Told, recorded: Recorded) -> None:
    seconds = int((recorded.recorded_at - recorded.occurred_at).total_seconds())
    if seconds >= A_MINUTE and recorded.basis not in TAKEN_OVER:
        memory.item.late.append(recorded.position)
        memory.item.latest_seconds = max(seconds, memory.item.latest_seconds)
        memory.mark("back_dated")


def said(memory: Told, event: Any, recorded: Recorded) -> None:  # noqa: ANN401 - whatever is said about it
    """A side said something about it."""
    _speak(memory, getattr(event, "side", None) or recorded.side)


def won(memory: Told, event: WinStated, recorded: Recorded) -> None:
    """A side said what it would win; the words of the latest revision count."""
    kept = [win for win in memory.item.wins if win.side != event.side]
    win = WinLine(side=event.side, text=event.text, by=recorded.actor, position=recorded.position)
    memory.item.wins = [*kept, win]
    memory.mark("win")
    _speak(memory, event.side)


def judged(memory: Told, event: WinAssessed, _: Recorded) -> None:
    """A side said whether it got its win."""
    for win in memory.item.wins:
        if win.side == event.side:
            win.verdict, win.judged = event.verdict, event.text


def agreed(memory: Told, event: SideAgreed | AgreementCarried, recorded: Recorded) -> None:
    """Somebody agreed for a side."""
    memory.item.agreements.append(
        AgreedLine(
            side=event.side,
            person=event.person,
            behalf_of=event.behalf_of,
            revision=event.revision,
            at=recorded.occurred_at,
            recorded_at=recorded.recorded_at,
            typed_by=recorded.recorder or recorded.actor,
            credential=recorded.credential,
            basis=recorded.basis,
            complete=event.complete if isinstance(event, SideAgreed) else True,
            position=recorded.position,
        )
    )
    _clock(memory, recorded)


def voided(memory: Told, event: AgreementVoided | AgreementRescinded, _: Recorded) -> None:
    """What a side had agreed counts no longer; once all had agreed, who did stays on the record."""
    if isinstance(event, AgreementRescinded) and event.reached:
        memory.item.state = "contested"
        memory.mark("contested")
        return
    memory.item.agreements = [each for each in memory.item.agreements if each.side != event.side]


def reached(memory: Told, event: AgreementReached, recorded: Recorded) -> None:
    """All sides agree."""
    item = memory.item
    item.state, item.agreed_at, item.agreed_position = "agreed", recorded.occurred_at, recorded.position
    item.agreed_revision, item.agreed_side = event.revision, item.revised_side
    item.review_on, item.held = event.review_on, event.opportunities
    item.seconds_to_agreement = max(0, int((recorded.occurred_at - item.at).total_seconds()))
    memory.mark("agreed", "in_force", *_one_sided(item))


def _one_sided(item: DecisionLine) -> list[str]:
    marks = []
    if item.agreed_revision == 1 and not set(item.spoken) - {item.proposed_side}:
        marks.append("unanswered")
    done = {each.side: each.at for each in item.agreements if each.complete}
    if len(done) > 1 and (max(done.values()) - min(done.values())).total_seconds() <= A_MINUTE:
        marks.append("signed_within_a_minute")
    return marks


def confirmed(memory: Told, event: DecisionConfirmed, _: Recorded) -> None:
    """All sides stand by it."""
    memory.item.state, memory.item.review_on = "agreed", event.next_review
    memory.unmark("contested")


def ended(state: str) -> Any:  # noqa: ANN401 - a step
    """A step that ends a decision."""

    def end(memory: Told, event: Any, _: Recorded) -> None:  # noqa: ANN401 - of any end
        gone = event.opportunities if state == "superseded" else memory.item.held
        memory.item.held = tuple(each for each in memory.item.held if each not in gone)
        if not memory.item.held:
            memory.item.state = state
            memory.unmark("in_force")
            memory.unmark("contested")
            memory.mark(state)

    return end
