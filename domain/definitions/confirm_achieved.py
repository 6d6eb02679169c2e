"""A side confirms that a definition has come true."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.definitions.events import AchievementConfirmed, DefinitionAchieved
from domain.definitions.speaking import Speaking
from domain.opportunities.terms import Evidence
from domain.refusals import Refusal
from domain.signals.citing import Cited


class Achievement(Body):
    """What shows it."""

    evidence: Annotated[tuple[Evidence, ...], Meta(max_length=50)] = ()


class AchievementUnproven(Refusal):
    """Nothing shows that it has come true."""

    rule = "definition.achieved-without-evidence"


class ConfirmAchieved(Speaking[Achievement]):
    """Confirm for one's side that it has come true; with the last side the definition is achieved."""

    name = "confirm-achieved"
    body_type = Achievement

    def prepare(self) -> None:
        """Read the definition and what is cited."""
        super().prepare()
        self.cited = Cited(self, self.body.evidence)

    def decide(self) -> None:
        """Refuse a definition not in force, no evidence, and one person for two sides."""
        self.require_adopted()
        definition, evidence = self.definition, self.body.evidence
        self.check(evidence, AchievementUnproven("Name what shows it.", "/evidence"))
        giver, complete = self.word(definition.achievement)
        self.record(
            AchievementConfirmed(
                definition=self.subject,
                revision=definition.revision,
                side=self.side,
                person=self.context.actor,
                evidence=self.cited.pinned(),
                policy=self.policy.revision,
                complete=complete,
                behalf_of=giver,
                cites=self.cited.tags,
            )
        )
        if self.all_sides(definition.achievement):
            self.record(
                DefinitionAchieved(
                    definition=self.subject,
                    revision=definition.revision,
                    sides=tuple(definition.achievement.complete.values()),
                    opportunities=definition.opportunities,
                    evidence=definition.evidence,
                    policy=self.policy.revision,
                )
            )
