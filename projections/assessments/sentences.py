"""What each event of an assessment says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.assessments import events
from projections.facts import Fact
from projections.wording import Sentences, listed, quoted

SENTENCES: Final = Sentences()
SENTENCES.plainly(
    {
        events.RescoreOpened: "{actor} opened round {round} for {opportunities:all}: {reason:q}",
        events.SettlementConfirmationsVoided: "What {sides:all} had confirmed no longer counts",
    }
)


@SENTENCES.on(events.AssessmentOpened)
def _opened(event: events.AssessmentOpened, fact: Fact) -> str:
    how = "blindly" if event.blind else "openly"
    scorers = listed(seat.person for seat in event.scorers)
    return f"{fact.actor} asked {scorers} to score {listed(event.opportunities)} {how}"


@SENTENCES.on(events.ScoresSubmitted)
def _submitted(event: events.ScoresSubmitted, _: Fact) -> str:
    hidden = ", sealed until the reveal" if event.scores is None else ""
    return f"{event.person} submitted scores for {event.side} in round {event.round}{hidden}"


@SENTENCES.on(events.ScoreSheetRevealed)
def _sheet(event: events.ScoreSheetRevealed, _: Fact) -> str:
    content = event.content
    scores = ", ".join(
        f"{score.opportunity} difficulty {score.difficulty} urgency {score.urgency}" for score in content.scores[:3]
    )
    more = f" and {len(content.scores) - 3} more" if len(content.scores) > 3 else ""  # noqa: PLR2004 - as above
    return f"The scores of {content.person} were revealed: {scores}{more}"


@SENTENCES.on(events.ScoresRevealed)
def _revealed(event: events.ScoresRevealed, fact: Fact) -> str:
    missing = f"; {listed(event.missing)} gave none" if event.missing else ""
    return f"{fact.actor} revealed the scores of round {event.round}{missing}"


@SENTENCES.on(events.AssessmentSettled)
def _settled(event: events.AssessmentSettled, fact: Fact) -> str:
    items = listed(f"{item.opportunity} as {item.quadrant.replace('_', ' ')}" for item in event.content.items)
    note = f": {quoted(event.content.note)}" if event.content.note else ""
    return f"{fact.actor} settled {items}{note}"


@SENTENCES.on(events.SettlementConfirmed)
def _confirmed(event: events.SettlementConfirmed, _: Fact) -> str:
    giver = f" on behalf of {event.behalf_of}" if event.behalf_of else ""
    more = "" if event.complete else "; the side waits for others"
    return f"{event.person} confirmed settlement {event.revision} for {event.side}{giver}{more}"


@SENTENCES.on(events.AssessmentAgreed)
def _agreed(event: events.AssessmentAgreed, _: Fact) -> str:
    items = listed(f"{item.opportunity} as {item.quadrant.replace('_', ' ')}" for item in event.items)
    return f"Every side agrees on difficulty and urgency: {items}"
