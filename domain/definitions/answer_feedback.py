"""A side answers what people of the teams said."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import A_SIDE, Body
from domain.definitions.act import OnDefinition
from domain.definitions.events import FeedbackAnswered
from domain.fields import Text
from domain.ids import FeedbackId
from domain.refusals import Kind, Refusal


class FeedbackAnswer(Body):
    """Which feedback, one or several, and the answer."""

    feedback: Annotated[tuple[FeedbackId, ...], Meta(min_length=1, max_length=50)]
    text: Text


class FeedbackUnknown(Refusal):
    """No such feedback on this definition."""

    rule = "definition.feedback-unknown"
    kind = Kind.NOT_FOUND


class AnswerFeedback(OnDefinition[FeedbackAnswer]):
    """Answer feedback for one's side, sealed feedback too; it may be answered more than once."""

    name = "answer-feedback"
    may = A_SIDE
    body_type = FeedbackAnswer

    def decide(self) -> None:
        """Refuse feedback that nobody gave."""
        self.require_going()
        asked = tuple(dict.fromkeys(self.body.feedback))
        for place, name in enumerate(asked):
            voice = self.definition.feedback.get(name)
            self.check(voice, FeedbackUnknown(f"{name} is not known here.", f"/feedback/{place}"))
            self.after(voice.at if voice else None, f"{name} was given")
        self.record(FeedbackAnswered(definition=self.subject, feedback=asked, text=self.body.text, side=self.side))
