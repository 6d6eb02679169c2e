"""A person brings something to a part of a definition."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.definitions.act import OnDefinition
from domain.definitions.events import DefinitionContributed
from domain.definitions.terms import Part
from domain.fields import Text


class Contribution(Body):
    """To which part, and what."""

    part: Part
    text: Text


class ContributeDefinition(OnDefinition[Contribution]):
    """Contribute to a draft; the text itself changes with the next revision."""

    name = "contribute-definition"
    may = ANY_MEMBER
    body_type = Contribution

    def decide(self) -> None:
        """Refuse an adopted or ended definition."""
        self.require_open()
        self.record(
            DefinitionContributed(
                definition=self.subject,
                revision=self.definition.revision,
                part=self.body.part,
                text=self.body.text,
                side=self.side,
                person=self.context.actor,
            )
        )
