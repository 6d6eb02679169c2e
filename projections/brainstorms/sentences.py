"""What each event of a brainstorm says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.brainstorms import events
from projections.facts import Fact
from projections.wording import Sentences, listed, quoted, several

SENTENCES: Final = Sentences()
SENTENCES.plainly(
    {
        events.BrainstormOpened: "{actor} opened a brainstorm about {topic}: {question:q}",
        events.IdeaWithdrawn: "{actor} withdrew an idea{reason:why}",
        events.IdeaTagged: "{actor} labelled an idea: {labels:all}",
    }
)


@SENTENCES.on(events.IdeaSubmitted)
def _submitted(event: events.IdeaSubmitted, _: Fact) -> str:
    if event.text is None:
        return f"{event.person} submitted an idea for {event.side}, private until the reveal"
    return f"{event.person} submitted an idea for {event.side}: {quoted(event.text)}"


@SENTENCES.on(events.IdeaRevealed)
def _shown(event: events.IdeaRevealed, _: Fact) -> str:
    return f"The idea of {event.content.person} was revealed: {quoted(event.content.text)}"


@SENTENCES.on(events.BrainstormRevealed)
def _revealed(event: events.BrainstormRevealed, fact: Fact) -> str:
    silent = f"; {listed(event.silent)} had none" if event.silent else ""
    return f"{fact.actor} revealed {several(len(event.ideas), 'idea')}{silent}"


@SENTENCES.on(events.IdeasClustered)
def _clustered(event: events.IdeasClustered, fact: Fact) -> str:
    return f"{fact.actor} put {several(len(event.ideas), 'idea')} together as {quoted(event.cluster)}"


@SENTENCES.on(events.IdeaPromoted)
def _promoted(event: events.IdeaPromoted, fact: Fact) -> str:
    into = listed(filter(None, (event.opportunity, event.definition)))
    return f"{fact.actor} promoted {several(len(event.ideas), 'idea')} of {event.brainstorm} into {into}"


@SENTENCES.on(events.BrainstormClosed)
def _closed(event: events.BrainstormClosed, fact: Fact) -> str:
    how = "" if event.revealed else ", unrevealed"
    return f"{fact.actor} closed the brainstorm with {event.ideas} ideas{how}"
