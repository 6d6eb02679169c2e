"""Somebody revises a Definition of Awesome."""

from __future__ import annotations

from domain.canonical import content_hash
from domain.definitions.drafting import DefinitionWords, Drafting
from domain.definitions.events import DefinitionRevised, DefinitionSignaturesVoided
from domain.definitions.terms import DefinitionContent
from domain.fields import Revision, Text
from domain.refusals import Kind, Refusal


class DefinitionRevision(DefinitionWords, kw_only=True):
    """The whole text as it should read; `revision` may name the one that it replaces."""

    revision: Revision | None = None
    reason: Text | None = None


class DefinitionUnchanged(Refusal):
    """The revision would say the same as the latest."""

    rule = "definition.unchanged"
    kind = Kind.CONFLICT


class ReviseDefinition(Drafting[DefinitionRevision]):
    """Write the next revision of a draft; what sides had signed is void with it."""

    name = "revise-definition"
    body_type = DefinitionRevision

    def decide(self) -> None:
        """Refuse an adopted or ended definition, an outdated ground, and the same text again."""
        former, definition = self.require_open(), self.definition
        self.check_revision(self.body.revision)
        side = self.writing_side()
        content = self.settled(former)
        digest = content_hash(content)
        self.check(digest != definition.digest, DefinitionUnchanged(f"Revision {definition.revision} says the same."))
        self.settle()
        self.record_waivers(f"definition:{self.subject}")
        if signed := tuple(definition.signatures.partners):
            self.record(
                DefinitionSignaturesVoided(
                    definition=self.subject, revision=definition.revision, digest=definition.digest, sides=signed
                )
            )
        self.record(
            DefinitionRevised(
                definition=self.subject,
                revision=definition.revision + 1,
                digest=digest,
                content=content,
                changes=changed(former, content),
                side=side,
                policy=self.policy.revision,
                opportunities=tuple(pinned.opportunity for pinned in content.opportunities),
                decision=content.decision.decision if content.decision else None,
                metrics=content.metrics,
                sponsor=self.body.sponsor if side != self.side else None,
                reason=self.body.reason,
            )
        )


def changed(former: DefinitionContent, content: DefinitionContent) -> tuple[str, ...]:
    """The names of the parts that differ."""
    return tuple(name for name in content.__struct_fields__ if getattr(former, name) != getattr(content, name))
