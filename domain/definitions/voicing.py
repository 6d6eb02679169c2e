"""What open and sealed feedback share: who may give it, on what, and the hidden hand behind a sealed voice."""

from __future__ import annotations

from typing import TypeVar

from domain.acting import ANY_MEMBER, Body
from domain.definitions.act import OnDefinition
from domain.definitions.terms import BuyIn
from domain.fields import Revision, Text
from domain.ids import FeedbackId, TeamId
from domain.refusals import Kind, Refusal


class TeamFeedback(Body, kw_only=True):
    """How far the person buys in, as a member of which team, and why. An id where the client chooses one."""

    team: TeamId
    buy_in: BuyIn
    text: Text
    revision: Revision | None = None
    feedback: FeedbackId | None = None


class FeedbackAlreadyExists(Refusal):
    """The id belongs to feedback on this definition already."""

    rule = "definition.feedback-already-exists"
    kind = Kind.CONFLICT


class NotInThatTeam(Refusal):
    """Feedback for a team comes from its members."""

    rule = "definition.not-in-that-team"
    kind = Kind.FORBIDDEN


F = TypeVar("F", bound=TeamFeedback)


class Voicing(OnDefinition[F]):
    """An act by which somebody of a team says what the definition is worth to it."""

    may = ANY_MEMBER

    def check_feedback(self) -> str:
        """Refuse ended definitions, other revisions, other people's teams and used ids; answer the feedback's id."""
        self.require_going()
        self.check_revision(self.body.revision)
        self.check(self.body.team in self.me.teams, NotInThatTeam(f"The actor is not in {self.body.team}.", "/team"))
        name = self.body.feedback or self.context.new_id("fbk")
        self.check(
            name not in self.definition.feedback, FeedbackAlreadyExists(f"{name} was given before.", "/feedback")
        )
        return name

    def ballot(self) -> str:
        """The actor's hidden hand in the team: the same whenever the actor speaks of this definition."""
        context = self.context
        return context.pseudonym(f"{context.workspace} {self.subject} {self.body.team} {context.actor}")

    def spoke_as(self, speaker: str) -> bool:
        """Whether the team has a voice of that speaker (a person, or the ballot of a sealed one)."""
        return (self.body.team, speaker) in self.definition.voices
