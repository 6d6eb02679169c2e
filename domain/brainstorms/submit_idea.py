"""Somebody has an idea."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.brainstorms.act import OnBrainstorm
from domain.brainstorms.events import IdeaSubmitted
from domain.brainstorms.terms import IdeaContent
from domain.fields import Text
from domain.ids import IdeaId
from domain.refusals import Kind, Refusal
from domain.unsealing import seal


class IdeaWords(Body, kw_only=True):
    """What the idea is. An id where the client chooses one."""

    text: Text
    idea: IdeaId | None = None


class IdeaAlreadyExists(Refusal):
    """The id belongs to an idea of this brainstorm already."""

    rule = "brainstorm.idea-already-exists"
    kind = Kind.CONFLICT


class SubmitIdea(OnBrainstorm[IdeaWords]):
    """Submit an idea: for the author's eyes alone until the reveal, in an open brainstorm for all at once."""

    name = "submit-idea"
    may = ANY_MEMBER
    body_type = IdeaWords
    minutable = False

    def decide(self) -> None:
        """Refuse ideas after the end and a used id."""
        self.require_going()
        name = self.body.idea or self.context.new_id("idea")
        self.check(name not in self.brainstorm.ideas, IdeaAlreadyExists(f"{name} was submitted before.", "/idea"))
        self.settle()
        private = self.brainstorm.private
        self.record(
            IdeaSubmitted(
                brainstorm=self.subject,
                idea=name,
                person=self.context.actor,
                side=self.side,
                text=None if private else self.body.text,
                commitment=seal(self, self._content(name)) if private else None,
            )
        )

    def _content(self, name: str) -> IdeaContent:
        return IdeaContent(
            workspace=self.context.workspace,
            brainstorm=self.subject,
            idea=name,
            person=self.context.actor,
            side=self.side,
            text=self.body.text,
        )
