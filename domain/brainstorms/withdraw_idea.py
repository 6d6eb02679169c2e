"""The author takes an idea back."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.brainstorms.act import OnBrainstorm
from domain.brainstorms.events import IdeaWithdrawn
from domain.fields import Text
from domain.ids import IdeaId
from domain.refusals import Kind, Refusal


class IdeaToWithdraw(Body, kw_only=True):
    """Which idea, and why if the author says so."""

    idea: IdeaId
    reason: Text | None = None


class NotTheAuthor(Refusal):
    """Only its author takes an idea back."""

    rule = "brainstorm.not-the-author"
    kind = Kind.FORBIDDEN


class WithdrawIdea(OnBrainstorm[IdeaToWithdraw]):
    """Withdraw an idea. It stays on the record; a private one is not revealed with the others."""

    name = "withdraw-idea"
    may = ANY_MEMBER
    body_type = IdeaToWithdraw

    def decide(self) -> None:
        """Refuse other people's ideas, and anything after the end."""
        self.require_going()
        body = self.body
        idea = self.require_idea(body.idea)
        self.check(idea.person == self.context.actor, NotTheAuthor("It is somebody else's idea.", "/idea"))
        self.record(IdeaWithdrawn(brainstorm=self.subject, idea=body.idea, reason=body.reason))
