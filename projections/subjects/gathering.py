"""How brainstorms, value stream maps and assessments stand in their lists.

Ideas and scores are in no list, before the reveal or after.
"""

from __future__ import annotations

from typing import Final

from domain.assessments.events import (
    AssessmentAgreed,
    AssessmentOpened,
    AssessmentSettled,
    RescoreOpened,
    ScoresRevealed,
)
from domain.brainstorms.events import BrainstormClosed, BrainstormOpened, BrainstormRevealed
from domain.kernel import Recorded
from domain.partnership.correctable import RecordCorrected
from domain.value_streams.events import ValueStreamClosed, ValueStreamOpened
from projections.subjects.rows import Rows, SubjectMemory

BRAINSTORMS: Final = Rows("brainstorm", "brainstorm")
MAPS: Final = Rows("map", "map")
ASSESSMENTS: Final = Rows("assessment", "assessment")


@BRAINSTORMS.begin(BrainstormOpened)
def _open(memory: SubjectMemory, event: BrainstormOpened, _: Recorded) -> None:
    memory.title, memory.state = event.question, "open"
    memory.mark("topic", event.topic)
    memory.mark("mode", event.mode)


@BRAINSTORMS.on(BrainstormRevealed)
def _reveal(memory: SubjectMemory, _event: BrainstormRevealed, _: Recorded) -> None:
    memory.mark("revealed", "true")


BRAINSTORMS.becomes("closed", BrainstormClosed)


@BRAINSTORMS.corrected(BrainstormOpened, "question")
def _question(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.title = str(event.to)


@MAPS.begin(ValueStreamOpened)
def _draw(memory: SubjectMemory, event: ValueStreamOpened, _: Recorded) -> None:
    memory.title, memory.state = event.title, "open"
    memory.mark("previous", event.previous)


MAPS.becomes("closed", ValueStreamClosed)


@MAPS.corrected(ValueStreamOpened, "title")
def _title(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.title = str(event.to)


@ASSESSMENTS.begin(AssessmentOpened)
def _ask(memory: SubjectMemory, event: AssessmentOpened, _: Recorded) -> None:
    memory.title, memory.state = ", ".join(event.opportunities), "scoring"
    memory.mark("opportunity", *event.opportunities)
    memory.mark("scorer", *(seat.person for seat in event.scorers))


ASSESSMENTS.becomes("scoring", RescoreOpened)
ASSESSMENTS.becomes("revealed", ScoresRevealed)
ASSESSMENTS.becomes("settled", AssessmentSettled)
ASSESSMENTS.becomes("agreed", AssessmentAgreed)
