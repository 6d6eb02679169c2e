"""What waits in blind rounds: ideas and scores of those who were asked, and confirmations of a settlement.

Whether somebody has handed something in is open from the start; what it says is never looked at here.
"""

from __future__ import annotations

from typing import Final

from domain.assessments import events as assessments
from domain.brainstorms import events as brainstorms
from domain.kernel import Event, Recorded
from domain.partnership.correctable import RecordCorrected
from projections.matters.memory import MatterMemory, short, waits
from projections.matters.rows import Matters

BRAINSTORMS: Final = Matters("brainstorm", "brainstorm")
ASSESSMENTS: Final = Matters("assessment", "assessment")


@BRAINSTORMS.begin(brainstorms.BrainstormOpened)
def _open(memory: MatterMemory, event: brainstorms.BrainstormOpened, recorded: Recorded) -> None:
    memory.title = short(event.question)
    for seat in event.invited:
        who = f"person:{seat.person}"
        memory.waits[seat.person] = waits(recorded, "submit-idea", "You were invited and have no idea in yet.", who)


@BRAINSTORMS.on(brainstorms.IdeaSubmitted)
def _submit(memory: MatterMemory, event: brainstorms.IdeaSubmitted, _: Recorded) -> None:
    memory.drop(event.person)


@BRAINSTORMS.on(brainstorms.BrainstormRevealed, brainstorms.BrainstormClosed)
def _end(memory: MatterMemory, _event: Event, recorded: Recorded) -> None:
    memory.end(recorded)


@BRAINSTORMS.corrected(brainstorms.BrainstormOpened, "question")
def _question(memory: MatterMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.title = short(str(event.to))


BRAINSTORMS.ignore(
    brainstorms.IdeaWithdrawn,  # who had one has been heard
    brainstorms.IdeaRevealed,
    brainstorms.IdeasClustered,
    brainstorms.IdeaTagged,
    brainstorms.IdeaPromoted,
)


@ASSESSMENTS.begin(assessments.AssessmentOpened)
def _ask(memory: MatterMemory, event: assessments.AssessmentOpened, recorded: Recorded) -> None:
    first, *more = event.opportunities or ("",)
    memory.about = first or None
    memory.title = f"Difficulty and urgency of {{about}}{f' and {len(more)} more' if more else ''}"
    memory.people = {seat.person: f"person:{seat.person}" for seat in event.scorers}
    _score(memory, recorded, "You were asked to score.")


def _score(memory: MatterMemory, recorded: Recorded, why: str) -> None:
    memory.drop("confirm")
    for person in memory.people:
        memory.waits[person] = waits(recorded, "submit-scores", why, person)


@ASSESSMENTS.on(assessments.RescoreOpened)
def _again(memory: MatterMemory, event: assessments.RescoreOpened, recorded: Recorded) -> None:
    _score(memory, recorded, f"Score once more: {short(event.reason)}")


@ASSESSMENTS.on(assessments.ScoresSubmitted)
def _hand_in(memory: MatterMemory, event: assessments.ScoresSubmitted, _: Recorded) -> None:
    memory.drop(event.person)


@ASSESSMENTS.on(assessments.ScoresRevealed)
def _reveal(memory: MatterMemory, _event: assessments.ScoresRevealed, _: Recorded) -> None:
    memory.drop(*memory.people)


@ASSESSMENTS.on(assessments.AssessmentSettled)
def _settle(memory: MatterMemory, event: assessments.AssessmentSettled, recorded: Recorded) -> None:
    words = {"revision": event.revision, "digest": event.digest}
    memory.waits["confirm"] = waits(recorded, "confirm-settlement", "People settled on numbers.", **words)
    memory.waits["confirm"].signed = True


@ASSESSMENTS.on(assessments.SettlementConfirmed)
def _confirm(memory: MatterMemory, event: assessments.SettlementConfirmed, _: Recorded) -> None:
    memory.spoke("confirm", event)


@ASSESSMENTS.on(assessments.AssessmentAgreed)
def _agree(memory: MatterMemory, _event: assessments.AssessmentAgreed, recorded: Recorded) -> None:
    memory.end(recorded)


ASSESSMENTS.ignore(
    assessments.ScoreSheetRevealed,
    assessments.SettlementConfirmationsVoided,  # another settlement, or scoring, asks anew
)
