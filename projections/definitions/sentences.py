"""What each event of a Definition of Awesome says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.definitions import events
from projections.facts import Fact
from projections.wording import Sentences, listed, quoted, several

SENTENCES: Final = Sentences()
SENTENCES.plainly(
    {
        events.DefinitionSignaturesVoided: "What {sides:all} had signed reads differently now, so it no longer counts",
        events.DefinitionContributed: "{person} contributed to the {part:word} of revision {revision}: {text:q}",
        events.DefinitionRetired: "{actor} retired the definition for {side}{reason:why}",
        events.DefinitionSuperseded: "{by} took the place of {definition}{reason:why}",
    }
)


@SENTENCES.on(events.DefinitionDrafted)
def _drafted(event: events.DefinitionDrafted, fact: Fact) -> str:
    star = f": {quoted(event.content.north_star)}" if event.content.north_star else ""
    return f"{fact.actor} drafted for {event.side} what awesome would be for {listed(event.opportunities)}{star}"


@SENTENCES.on(events.DefinitionRevised)
def _revised(event: events.DefinitionRevised, fact: Fact) -> str:
    changes = listed(change.replace("_", " ") for change in event.changes)
    why = f": {quoted(event.reason)}" if event.reason else ""
    return f"{fact.actor} revised the definition for {event.side} (revision {event.revision}), changing {changes}{why}"


@SENTENCES.on(events.TeamFeedbackGiven)
def _voiced(event: events.TeamFeedbackGiven, fact: Fact) -> str:
    if event.sealed:
        return f"Somebody of {event.team} gave sealed feedback on revision {event.revision}"
    text = f": {quoted(event.text)}" if event.text else ""
    return f"{fact.actor} is {event.buy_in or 'open'} about revision {event.revision}, for {event.team}{text}"


@SENTENCES.on(events.FeedbackAnswered)
def _answered(event: events.FeedbackAnswered, fact: Fact) -> str:
    return f"{fact.actor} answered {several(len(event.feedback), 'voice')} for {event.side}: {quoted(event.text)}"


def _amount(event: events.SupportCommitted | events.SupportDelivered) -> str:
    period = f" {event.period}" if event.period else ""
    return f" ({event.amount.value:g} {event.amount.unit}{period})" if event.amount else ""


@SENTENCES.on(events.SupportCommitted)
def _promised(event: events.SupportCommitted, fact: Fact) -> str:
    return f"{fact.actor} committed {event.kind} for {event.side}{_amount(event)}: {quoted(event.text)}"


@SENTENCES.on(events.SupportDelivered)
def _delivered(event: events.SupportDelivered, fact: Fact) -> str:
    note = f": {quoted(event.note)}" if event.note else ""
    return f"{fact.actor} noted that support {event.support} was delivered{_amount(event)}{note}"


def _giver(event: events.DefinitionSigned | events.AchievementConfirmed) -> str:
    giver = f" on behalf of {event.behalf_of}" if event.behalf_of else ""
    return giver + ("" if event.complete else "; the side waits for others")


@SENTENCES.on(events.DefinitionSigned)
def _signed(event: events.DefinitionSigned, _: Fact) -> str:
    return f"{event.person} signed revision {event.revision} for {event.side}{_giver(event)}"


@SENTENCES.on(events.DefinitionAdopted)
def _adopted(event: events.DefinitionAdopted, _: Fact) -> str:
    unanswered = f"; {event.unanswered} doubts stand unanswered" if event.unanswered else ""
    sides = listed(signed.side for signed in event.sides)
    return f"Every side signed revision {event.revision} ({sides}): it is adopted{unanswered}"


@SENTENCES.on(events.AchievementConfirmed)
def _confirmed(event: events.AchievementConfirmed, _: Fact) -> str:
    return f"{event.person} confirmed for {event.side} that it has come true{_giver(event)}"


@SENTENCES.on(events.DefinitionAchieved)
def _achieved(event: events.DefinitionAchieved, _: Fact) -> str:
    return f"Every side confirmed that revision {event.revision} has come true: it is achieved"
