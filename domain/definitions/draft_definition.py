"""Somebody drafts a Definition of Awesome."""

from __future__ import annotations

from domain.canonical import content_hash
from domain.definitions.drafting import DefinitionWords, Drafting
from domain.definitions.events import DefinitionDrafted
from domain.definitions.refusals import DefinitionAlreadyExists


class DraftDefinition(Drafting[DefinitionWords]):
    """Write revision 1 of what "awesome" would be for one or more agreed priorities."""

    name = "draft-definition"
    body_type = DefinitionWords

    def decide(self) -> None:
        """Refuse a used id, what is not known, and text that breaks a rule which nobody waived."""
        self.require(not self.definition.exists, DefinitionAlreadyExists(f"{self.subject} exists."))
        side = self.writing_side()
        content = self.settled()
        tag = f"definition:{self.subject}"
        self.record_waivers(tag)
        self.record(
            DefinitionDrafted(
                definition=self.subject,
                revision=1,
                digest=content_hash(content),
                content=content,
                side=side,
                scope=self.scope(),
                policy=self.policy.revision,
                opportunities=tuple(pinned.opportunity for pinned in content.opportunities),
                decision=content.decision.decision if content.decision else None,
                metrics=content.metrics,
                sponsor=self.body.sponsor if side != self.side else None,
            )
        )
