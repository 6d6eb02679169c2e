"""A definition gives no direction any more."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.definitions.act import OnDefinition
from domain.definitions.events import DefinitionRetired
from domain.fields import Text


class Retirement(Body):
    """Why."""

    reason: Text


class RetireDefinition(OnDefinition[Retirement]):
    """Retire a draft or an adopted definition; katas that it started go on."""

    name = "retire-definition"
    may = A_SIDE
    body_type = Retirement

    def decide(self) -> None:
        """Refuse one that has ended already."""
        self.require_going()
        self.after(self.definition.adopted_at, "it was adopted")
        self.record(
            DefinitionRetired(
                definition=self.subject,
                revision=self.definition.revision,
                reason=self.body.reason,
                side=self.side,
            )
        )
