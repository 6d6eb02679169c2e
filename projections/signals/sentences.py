"""What each event of a signal says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.signals import events
from projections.facts import Fact
from projections.wording import Sentences, listed, quoted

SENTENCES: Final = Sentences()
SENTENCES.plainly(
    {
        events.SignalRecorded: "{actor} recorded a signal about {category:word}: {statement:q}",
        events.SignalInterpreted: "{actor} said what the signal means for {side}: {interpretation:q}",
        events.SignalChallenged: "{actor} challenged the signal: {text:q}",
        events.ChallengeAnswered: "{actor} answered a challenge: {answer:q}",
    }
)


@SENTENCES.on(events.SignalRetracted)
def _retracted(event: events.SignalRetracted, fact: Fact) -> str:
    resting = (*event.decisions, *event.opportunities)
    flagged = f"; {listed(resting)} rested on it" if resting else ""
    return f"{fact.actor} retracted {event.signal}: {quoted(event.reason)}{flagged}"
