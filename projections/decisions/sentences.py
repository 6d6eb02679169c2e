"""What each event of a decision says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.decisions import events, voices
from domain.decisions.terms import DecisionContent, Position, Taken, WinVerdict
from projections.facts import Fact
from projections.wording import Sentences, listed, quoted

SENTENCES: Final = Sentences()
STANDS: Final[dict[Position, str]] = {
    "agree": "agrees",
    "agree_with_reservations": "agrees with reservations",
    "disagree_and_commit": "disagrees and commits",
    "stand_aside": "stands aside",
    "object": "objects",
}
VERDICTS: Final[dict[WinVerdict, str]] = {
    "got_it": "got its win",
    "partly": "partly got its win",
    "not": "missed its win",
}
FOLLOWED: Final[dict[Taken, str]] = {
    "yes": "; it was taken",
    "partly": "; it was partly taken",
    "no": "; it was not taken",
}


def _content(content: DecisionContent) -> str:
    """What is to be decided, as one says it after “proposed”."""
    where, ranking = content.scope, content.ranking
    choice = content.choice or "nothing yet"
    match content.kind:
        case "first_priority":
            return f"to put {choice} first in {where}"
        case "backlog_order":
            return f"an order of {len(ranking)} in {where}, {ranking[0] if ranking else 'nothing'} first"
        case "commitment":
            return f"to commit to {listed(ranking)} in {content.cycle or where}"
        case "stop":
            return f"to stop {choice}"
        case "practice":
            return f"a practice in {where}: {quoted(choice)}"
        case _:
            return f"in {where}: {quoted(choice)}"


def _for(person: str | None) -> str:
    return f" on behalf of {person}" if person else ""


@SENTENCES.on(events.DecisionProposed)
def _proposed(event: events.DecisionProposed, fact: Fact) -> str:
    sponsor = f", sponsored by {event.sponsor}," if event.sponsor else ""
    return f"{fact.actor} proposed for {event.side}{sponsor} {_content(event.content)}"


@SENTENCES.on(events.CounterProposed)
def _countered(event: events.CounterProposed, fact: Fact) -> str:
    return f"{fact.actor} answered for {event.side} with revision {event.revision}, changing {listed(event.changes)}"


@SENTENCES.on(events.DecisionRevised)
def _revised(event: events.DecisionRevised, fact: Fact) -> str:
    return f"{fact.actor} revised it for {event.side} to revision {event.revision}, changing {listed(event.changes)}"


@SENTENCES.on(events.SideAgreed)
def _agreed(event: events.SideAgreed, _: Fact) -> str:
    more = "" if event.complete else "; the side waits for others"
    return f"{event.person} agreed to revision {event.revision} for {event.side}{_for(event.behalf_of)}{more}"


@SENTENCES.on(events.AgreementCarried)
def _carried(event: events.AgreementCarried, _: Fact) -> str:
    return f"{event.person} carried the agreement of {event.side} over from {event.former}: {quoted(event.reason)}"


@SENTENCES.on(events.AgreementVoided)
def _voided(event: events.AgreementVoided, _: Fact) -> str:
    return f"Revision {event.by_revision} voided the agreement of {event.side} to revision {event.revision}"


@SENTENCES.on(events.AgreementReached)
def _reached(event: events.AgreementReached, _: Fact) -> str:
    sides = ", then ".join(dict.fromkeys(agreed.side for agreed in event.sides)) or "imported"
    dissent = f"; dissent on the record: {len(event.dissent)}" if event.dissent else ""
    return f"Every side agrees on revision {event.revision} ({sides}): it is in force{dissent}"


@SENTENCES.on(events.DecisionSuperseded)
def _superseded(event: events.DecisionSuperseded, _: Fact) -> str:
    return f"{event.by} took the place of {event.decision}"


@SENTENCES.on(events.AgreementRescinded)
def _rescinded(event: events.AgreementRescinded, fact: Fact) -> str:
    contested = "; the decision stays in force, contested" if event.reached else ""
    return f"{fact.actor} took the agreement of {event.side} back: {quoted(event.reason)}{contested}"


@SENTENCES.on(events.DecisionDeclined)
def _declined(event: events.DecisionDeclined, fact: Fact) -> str:
    return f"{fact.actor} declined for {event.side}: {quoted(event.reason)}"


@SENTENCES.on(events.DecisionWithdrawn)
def _withdrawn(event: events.DecisionWithdrawn, fact: Fact) -> str:
    return f"{fact.actor} took it off the table for {event.side}: {quoted(event.reason)}"


@SENTENCES.on(events.DecisionExpired)
def _expired(event: events.DecisionExpired, _: Fact) -> str:
    return "The agreement ended with its time" if event.in_force else "The proposal lapsed with its time"


@SENTENCES.on(events.DecisionReaffirmed)
def _reaffirmed(event: events.DecisionReaffirmed, _: Fact) -> str:
    note = f": {quoted(event.note)}" if event.note else ""
    return f"{event.person} stands by it for {event.side}{_for(event.behalf_of)}{note}"


@SENTENCES.on(events.DecisionConfirmed)
def _confirmed(event: events.DecisionConfirmed, _: Fact) -> str:
    again = f"; next review on {event.next_review.isoformat()}" if event.next_review else ""
    return f"Every side stands by it {'at its review' if event.cause == 'review' else 'after it was contested'}{again}"


@SENTENCES.on(events.RevocationSupported)
def _revocation(event: events.RevocationSupported, _: Fact) -> str:
    return f"{event.person} wants it revoked for {event.side}{_for(event.behalf_of)}: {quoted(event.reason)}"


@SENTENCES.on(events.DecisionRevoked)
def _revoked(_: events.DecisionRevoked, __: Fact) -> str:
    return "Every side revoked it, with nothing in its place"


@SENTENCES.on(voices.AdviceAsked)
def _asked(event: voices.AdviceAsked, fact: Fact) -> str:
    return f"{fact.actor} asked {event.asked} for advice: {quoted(event.question)}"


@SENTENCES.on(voices.AdviceGiven)
def _advised(event: voices.AdviceGiven, _: Fact) -> str:
    return f"{event.by} advised: {quoted(event.text)}{FOLLOWED[event.taken] if event.taken else ''}"


@SENTENCES.on(voices.ObjectionRaised)
def _objected(event: voices.ObjectionRaised, fact: Fact) -> str:
    how = "objected to" if event.blocking else "objected, without blocking, to"
    return f"{fact.actor} {how} revision {event.revision}: {quoted(event.reason)}"


@SENTENCES.on(voices.OverrulingSupported)
def _overruling(event: voices.OverrulingSupported, _: Fact) -> str:
    return f"{event.person} wants {event.objection} overruled for {event.side}: {quoted(event.reason)}"


@SENTENCES.on(voices.ObjectionResolved)
def _resolved(event: voices.ObjectionResolved, fact: Fact) -> str:
    if event.resolution == "overruled":
        return f"Every side overruled {event.objection}: {quoted(event.text)}"
    where = f" into revision {event.revision}" if event.revision else ""
    return f"{fact.actor} {event.resolution} {event.objection}{where}: {quoted(event.text)}"


@SENTENCES.on(voices.ResolutionAccepted)
def _accepted(event: voices.ResolutionAccepted, fact: Fact) -> str:
    return f"{fact.actor} accepted that {event.objection} was {event.resolution}"


@SENTENCES.on(voices.ObjectionWithdrawn)
def _no_longer(event: voices.ObjectionWithdrawn, fact: Fact) -> str:
    return f"{fact.actor} withdrew {event.objection}" + (f": {quoted(event.reason)}" if event.reason else "")


@SENTENCES.on(voices.StanceTaken)
def _stance(event: voices.StanceTaken, fact: Fact) -> str:
    reason = f": {quoted(event.reason)}" if event.reason else ""
    return f"{fact.actor} {STANDS[event.stance]} on revision {event.revision}{reason}"


@SENTENCES.on(voices.WinStated)
def _win(event: voices.WinStated, fact: Fact) -> str:
    return f"{fact.actor} stated what {event.side} would win by revision {event.revision}: {quoted(event.text)}"


@SENTENCES.on(voices.WinVoided)
def _win_voided(event: voices.WinVoided, _: Fact) -> str:
    return f"Revision {event.by_revision} voided the win that {event.side} had stated"


@SENTENCES.on(voices.DecisionOutcomeRecorded)
def _outcome(event: voices.DecisionOutcomeRecorded, fact: Fact) -> str:
    return f"{fact.actor} recorded what came of it: {quoted(event.outcome)}"


@SENTENCES.on(voices.WinAssessed)
def _assessed(event: voices.WinAssessed, fact: Fact) -> str:
    text = f": {quoted(event.text)}" if event.text else ""
    return f"{fact.actor} said that {event.side} {VERDICTS[event.verdict]}{text}"
