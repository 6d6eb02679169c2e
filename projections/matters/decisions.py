"""What waits at a decision: wins, agreements, answers to objections, advice, reviews."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.decisions import events, voices
from domain.decisions.refusals import WinMissing
from domain.decisions.terms import DecisionContent
from domain.kernel import Event, Recorded
from projections.matters.memory import EACH_SIDE, Dated, MatterMemory, short, waits
from projections.matters.rows import Matters

DECISIONS: Final = Matters("decision", "decision")
Revision = events.DecisionProposed | events.CounterProposed | events.DecisionRevised
WORDS: Final = {
    "first_priority": "First priority in",
    "backlog_order": "Order of the backlog in",
    "commitment": "Commitment in",
    "stop": "Stopping in",
    "practice": "Practice in",
    "other": "Decision in",
}
OPEN: Final = ("win", "agree")


@DECISIONS.begin(events.DecisionProposed)
def _propose(memory: MatterMemory, event: events.DecisionProposed, recorded: Recorded) -> None:
    _table(memory, event, recorded, "A proposal is on the table.")


@DECISIONS.on(events.DecisionRevised)
def _revise(memory: MatterMemory, event: events.DecisionRevised, recorded: Recorded) -> None:
    _table(memory, event, recorded, "The proposal was revised.")


@DECISIONS.on(events.CounterProposed)
def _counter(memory: MatterMemory, event: events.CounterProposed, recorded: Recorded) -> None:
    _table(memory, event, recorded, f"{event.side} answered with a counter-proposal.")


def _table(memory: MatterMemory, event: Revision, recorded: Recorded, why: str) -> None:
    content = event.content
    _name(memory, content)
    memory.people["proposing"] = f"side:{event.side}"
    won = None if content.waives(WinMissing.rule) else list[str]()
    ends = min(filter(None, (content.respond_by, content.expires_at)), default=None)
    for name, act in (("win", "state-win"), ("agree", "agree-decision")):
        wait = waits(recorded, act, why, revision=event.revision, digest=event.digest)
        wait.deadline, wait.closes = content.respond_by or content.expires_at, ends
        memory.waits[name] = wait
    memory.waits["agree"].signed, memory.waits["agree"].only = True, won
    _hold(memory)
    _respond_by(memory, content, recorded)


def _name(memory: MatterMemory, content: DecisionContent) -> None:
    memory.scope = content.scope
    memory.about = next(iter(content.taken), None)
    more = f" and {len(content.taken) - 1} more" if len(content.taken) > 1 else ""
    words = "{about}" + more if memory.about else short(content.choice or content.rationale)
    memory.title = f"{WORDS[content.kind]} {content.scope}: {words}"


def _respond_by(memory: MatterMemory, content: DecisionContent, recorded: Recorded) -> None:
    if content.respond_by is None:
        memory.cancel("respond_by", recorded)
        return
    dated = Dated(
        kind="respond_by", text="Respond to", whom=[EACH_SIDE], stamp=recorded.recorded_at, at=content.respond_by
    )
    memory.date("respond_by", recorded, dated)


def _hold(memory: MatterMemory) -> None:
    """Agreeing waits until no blocking objection is open."""
    if (wait := memory.waits.get("agree")) is not None:
        wait.held = bool(memory.blocking)


@DECISIONS.on(voices.WinStated)
def _win(memory: MatterMemory, event: voices.WinStated, _: Recorded) -> None:
    if (wait := memory.waits.get("win")) is not None:
        wait.said = [*wait.said, event.side]
    if (wait := memory.waits.get("agree")) is not None and wait.only is not None:
        wait.only = [*wait.only, event.side]


@DECISIONS.on(events.SideAgreed, events.AgreementCarried)
def _agree(memory: MatterMemory, event: events.SideAgreed | events.AgreementCarried, _: Recorded) -> None:
    memory.spoke("agree", event)
    if isinstance(event, events.AgreementCarried):
        memory.spoken |= {person: event.side for by in event.agreed for person in (by.person, by.behalf_of) if person}
    wait = memory.waits.get("win")
    if wait is not None and getattr(event, "complete", True):
        wait.said = [*wait.said, event.side]  # it went without, and was allowed to


@DECISIONS.on(events.AgreementRescinded)
def _rescind(memory: MatterMemory, event: events.AgreementRescinded, recorded: Recorded) -> None:
    if not event.reached:
        memory.unsaid("agree", [event.side])
        return
    wait = waits(recorded, "reaffirm-decision", f"{event.side} took its agreement back; the decision is contested.")
    wait.signed = True
    memory.waits["reaffirm"] = wait


@DECISIONS.on(events.AgreementReached)
def _reach(memory: MatterMemory, event: events.AgreementReached, recorded: Recorded) -> None:
    memory.drop(*OPEN, *(name for name in memory.waits if name.startswith("adv_")))
    memory.cancel("respond_by", recorded)
    memory.in_force_for = list(event.opportunities)
    _review(memory, event.review_on, recorded)


def _review(memory: MatterMemory, day: date | None, recorded: Recorded) -> None:
    memory.drop("reaffirm", "revoke")
    if day is None:
        memory.cancel("review_on", recorded)
        return
    wait = waits(recorded, "reaffirm-decision", "It was to be looked at again on this day.")
    wait.signed, wait.opens, wait.day = True, day, day
    memory.waits["reaffirm"] = wait
    dated = Dated(kind="review_on", text="Review of", whom=[EACH_SIDE], stamp=recorded.recorded_at, on=day)
    memory.date("review_on", recorded, dated)


@DECISIONS.on(events.DecisionReaffirmed)
def _reaffirm(memory: MatterMemory, event: events.DecisionReaffirmed, recorded: Recorded) -> None:
    if "reaffirm" not in memory.waits:
        wait = waits(recorded, "reaffirm-decision", f"{event.side} stands by it; the others have not said.")
        wait.signed = True
        memory.waits["reaffirm"] = wait
    memory.spoke("reaffirm", event)


@DECISIONS.on(events.DecisionConfirmed)
def _confirm(memory: MatterMemory, event: events.DecisionConfirmed, recorded: Recorded) -> None:
    _review(memory, event.next_review, recorded)


@DECISIONS.on(events.RevocationSupported)
def _revoke(memory: MatterMemory, event: events.RevocationSupported, recorded: Recorded) -> None:
    if "revoke" not in memory.waits:
        wait = waits(recorded, "revoke-decision", f"{event.side} wants it revoked.")
        wait.signed = True
        memory.waits["revoke"] = wait
    memory.spoke("revoke", event)


@DECISIONS.on(events.DecisionSuperseded)
def _supersede(memory: MatterMemory, event: events.DecisionSuperseded, recorded: Recorded) -> None:
    memory.in_force_for = [name for name in memory.in_force_for if name not in event.opportunities]
    if not memory.in_force_for:
        memory.end(recorded)


@DECISIONS.on(events.DecisionDeclined, events.DecisionWithdrawn, events.DecisionExpired, events.DecisionRevoked)
def _end(memory: MatterMemory, _event: Event, recorded: Recorded) -> None:
    memory.end(recorded)


@DECISIONS.on(voices.AdviceAsked)
def _ask(memory: MatterMemory, event: voices.AdviceAsked, recorded: Recorded) -> None:
    table = memory.waits.get("agree")
    if table is not None:
        wait = waits(recorded, "give-advice", short(event.question), f"person:{event.asked}", advice=event.advice)
        wait.deadline, wait.closes = table.deadline, table.closes
        memory.waits[event.advice] = wait


@DECISIONS.on(voices.AdviceGiven)
def _advise(memory: MatterMemory, event: voices.AdviceGiven, _: Recorded) -> None:
    memory.drop(event.advice)


@DECISIONS.on(voices.ObjectionRaised)
def _object(memory: MatterMemory, event: voices.ObjectionRaised, recorded: Recorded) -> None:
    if event.blocking:
        memory.blocking = [*memory.blocking, event.objection]
        _hold(memory)
    memory.people[event.objection] = f"person:{recorded.actor}"
    why = f"An objection: {short(event.reason)}"
    memory.waits[event.objection] = waits(recorded, "resolve-objection", why, "proposing", objection=event.objection)


@DECISIONS.on(voices.ObjectionResolved)
def _resolve(memory: MatterMemory, event: voices.ObjectionResolved, recorded: Recorded) -> None:
    former = memory.waits.get(event.objection)
    if event.resolution == "overruled" or former is None:
        _close(memory, event, recorded)
        return
    name, why = event.objection, f"The objection was {event.resolution}: {short(event.text)}"
    memory.waits[name] = waits(recorded, "accept-resolution", why, name, objection=name)


@DECISIONS.on(voices.ResolutionAccepted, voices.ObjectionWithdrawn)
def _close(
    memory: MatterMemory,
    event: voices.ObjectionResolved | voices.ResolutionAccepted | voices.ObjectionWithdrawn,
    _: Recorded,
) -> None:
    memory.drop(event.objection)
    memory.blocking = [name for name in memory.blocking if name != event.objection]
    _hold(memory)


DECISIONS.ignore(
    events.AgreementVoided,  # a new revision asks every side anew
    voices.WinVoided,  # likewise
    voices.OverrulingSupported,
    voices.StanceTaken,
    voices.DecisionOutcomeRecorded,
    voices.WinAssessed,
)
