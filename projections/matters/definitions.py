"""What waits at a Definition of Awesome: the teams' voices, answers to doubt, signatures, promised support."""

from __future__ import annotations

from collections import Counter
from typing import Final

import msgspec

from domain.definitions import events
from domain.definitions.terms import SealedFeedback
from domain.kernel import Event, Recorded
from projections.matters.memory import ANY_SIDE, MatterMemory, short, waits
from projections.matters.rows import Matters

DEFINITIONS: Final = Matters("definition", "definition")
DOUBTS: Final = frozenset({"doubtful", "against"})
Draft = events.DefinitionDrafted | events.DefinitionRevised
HEARING, PROMISE = "hear ", "promise "


@DEFINITIONS.begin(events.DefinitionDrafted)
def _draft(memory: MatterMemory, event: events.DefinitionDrafted, recorded: Recorded) -> None:
    memory.scope = event.scope
    _word(memory, event, recorded)


@DEFINITIONS.on(events.DefinitionRevised)
def _word(memory: MatterMemory, event: Draft, recorded: Recorded) -> None:
    content, heard = event.content, {place.partition("/")[0] for place in memory.voices}
    texts = [text.headline for text in (content.press_release, content.customer_letter) if text]
    memory.title = short(content.north_star or next(iter(texts), "A direction"))
    for name in [name for name in memory.waits if name.startswith(HEARING)]:
        if name.removeprefix(HEARING) not in content.teams:
            memory.drop(name)
    for team in content.teams:
        name = HEARING + team
        if team not in heard and name not in memory.waits:
            why = "What does the team think of it?"
            memory.waits[name] = waits(recorded, "give-team-feedback", why, f"team:{team}", team=team)
    memory.drop("sign")
    if content.north_star:
        words = {"revision": event.revision, "digest": event.digest}
        memory.waits["sign"] = waits(recorded, "sign-definition", f"Revision {event.revision} waits.", **words)
        memory.waits["sign"].signed = True


@DEFINITIONS.on(events.DefinitionSigned)
def _sign(memory: MatterMemory, event: events.DefinitionSigned, _: Recorded) -> None:
    memory.spoke("sign", event)


@DEFINITIONS.on(events.TeamFeedbackGiven)
def _hear(memory: MatterMemory, event: events.TeamFeedbackGiven, recorded: Recorded) -> None:
    memory.drop(HEARING + event.team)
    speaker = event.sealed.ballot if event.sealed else recorded.actor
    buy_in = _raised(memory, event.team, event.sealed) if event.sealed else event.buy_in
    former, doubt = memory.voices.pop(f"{event.team}/{speaker}", ("", ""))
    memory.drop(former)  # of one speaker only the last word counts
    said = buy_in or doubt or "neutral"
    memory.voices[f"{event.team}/{speaker}"] = (event.feedback, said)
    if said in DOUBTS:
        why = f"Somebody of the team is {said}{f': {short(event.text)}' if event.text else '.'}"
        memory.waits[event.feedback] = waits(recorded, "answer-feedback", why, ANY_SIDE, feedback=[event.feedback])


def _raised(memory: MatterMemory, team: str, sealed: SealedFeedback) -> str | None:
    """What a sealed voice said: the count that it raised."""
    former = Counter(
        said
        for place, (_, said) in memory.voices.items()
        if place.startswith(f"{team}/") and not place.startswith(f"{team}/per_")
    )
    counts = msgspec.structs.asdict(sealed.counts)
    return next((name for name, count in counts.items() if count > former[name]), None)


@DEFINITIONS.on(events.FeedbackAnswered)
def _answer(memory: MatterMemory, event: events.FeedbackAnswered, _: Recorded) -> None:
    memory.drop(*event.feedback)


@DEFINITIONS.on(events.SupportCommitted)
def _promise(memory: MatterMemory, event: events.SupportCommitted, recorded: Recorded) -> None:
    name = PROMISE + event.support
    why = f"Promised: {short(event.text)}"
    memory.waits[name] = waits(recorded, "deliver-support", why, f"side:{event.side}", support=event.support)
    if event.amount is not None:
        memory.promised[event.support] = event.amount.value


@DEFINITIONS.on(events.SupportDelivered)
def _deliver(memory: MatterMemory, event: events.SupportDelivered, _: Recorded) -> None:
    promised = memory.promised.get(event.support)
    if promised is not None and event.amount is not None:
        memory.promised[event.support] = left = promised - event.amount.value
        if left > 0:
            return
    memory.drop(PROMISE + event.support)


@DEFINITIONS.on(events.DefinitionAdopted)
def _adopt(memory: MatterMemory, _event: events.DefinitionAdopted, _: Recorded) -> None:
    memory.drop("sign", *(name for name in memory.waits if name.startswith(HEARING)))


@DEFINITIONS.on(events.AchievementConfirmed)
def _confirm(memory: MatterMemory, event: events.AchievementConfirmed, recorded: Recorded) -> None:
    if "achieved" not in memory.waits:
        why = f"{event.side} says that it has come true."
        memory.waits["achieved"] = waits(recorded, "confirm-achieved", why)
        memory.waits["achieved"].signed = True
    memory.spoke("achieved", event)


@DEFINITIONS.on(events.DefinitionAchieved)
def _achieve(memory: MatterMemory, _event: events.DefinitionAchieved, _: Recorded) -> None:
    memory.drop("achieved", *(feedback for feedback, _ in memory.voices.values()))


@DEFINITIONS.on(events.DefinitionRetired, events.DefinitionSuperseded)
def _end(memory: MatterMemory, _event: Event, recorded: Recorded) -> None:
    memory.end(recorded)


DEFINITIONS.ignore(
    events.DefinitionContributed,
    events.DefinitionSignaturesVoided,  # a new revision asks every side anew
)
