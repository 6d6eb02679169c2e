"""A person says where they stand on a decision."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.decisions.act import OnDecision
from domain.decisions.terms import Position
from domain.decisions.voices import StanceTaken
from domain.fields import Revision, Text


class StanceWords(Body):
    """The stance; every one but `agree` needs its reason."""

    stance: Position
    revision: Revision | None = None
    reason: Text | None = None


class TakeStance(OnDecision[StanceWords]):
    """Take a stance on the revision on the table; it is never an agreement of a side."""

    name = "take-stance"
    may = ANY_MEMBER
    body_type = StanceWords

    def decide(self) -> None:
        """Refuse a closed decision, another revision, and dissent without a reason."""
        table, body = self.require_open(), self.body
        self.check_revision(table, body.revision)
        if body.stance != "agree":
            self.check_reason(body.reason)
        self.record(
            StanceTaken(
                decision=self.subject,
                revision=table.revision,
                stance=body.stance,
                side=self.side,
                reason=body.reason,
            )
        )
