"""People label an idea."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.brainstorms.act import OnBrainstorm
from domain.brainstorms.events import IdeaTagged
from domain.brainstorms.terms import Labels
from domain.ids import IdeaId
from domain.refusals import Kind, Refusal


class Labelling(Body, kw_only=True):
    """All labels of the idea, in place of the ones that it has."""

    idea: IdeaId
    labels: Labels


class LabelsUnchanged(Refusal):
    """The idea has exactly these labels already."""

    rule = "brainstorm.labels-unchanged"
    kind = Kind.CONFLICT


class TagIdea(OnBrainstorm[Labelling]):
    """Label an idea, say as laughable: it is kept, for laughable ideas become good ones."""

    name = "tag-idea"
    may = ANY_MEMBER
    body_type = Labelling

    def decide(self) -> None:
        """Refuse unknown, withdrawn and private ideas, and labels without news."""
        self.require_known()
        idea = self.require_readable(self.body.idea)
        labels = tuple(dict.fromkeys(self.body.labels))
        self.check(set(labels) != set(idea.labels), LabelsUnchanged("It has these labels.", "/labels"))
        self.record(IdeaTagged(brainstorm=self.subject, idea=self.body.idea, labels=labels))
