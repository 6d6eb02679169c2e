"""A side changes the revision that it has on the table."""

from __future__ import annotations

from domain.canonical import content_hash
from domain.decisions.changing import Changing
from domain.decisions.events import DecisionRevised
from domain.refusals import Kind, Refusal


class RevisionOfAnotherSide(Refusal):
    """Only the side whose revision is on the table revises it; the others counter it."""

    rule = "decision.revision-of-another-side"
    kind = Kind.CONFLICT


class ReviseDecision(Changing):
    """Put the next revision of one's own side on the table; agreements and wins so far are void."""

    name = "revise-decision"

    def decide(self) -> None:
        """Refuse to change another side's revision and a content that is not in order."""
        table = self.require_open()
        side = self.proposing_side()
        self.check(
            side == table.side, RevisionOfAnotherSide(f"Revision {table.revision} is {table.side}'s; counter it.")
        )
        content, changes = self.changed(table, side)
        self.void(table)
        self.record(
            DecisionRevised(
                decision=self.subject,
                revision=table.revision + 1,
                digest=content_hash(content),
                content=content,
                changes=changes,
                side=side,
                policy=self.policy.revision,
                opportunities=content.considered,
                sponsor=self.body.sponsor if side != self.side else None,
                cites=self.cited.tags,
            )
        )
