"""Another side answers a proposal with its own."""

from __future__ import annotations

from domain.canonical import content_hash
from domain.decisions.changing import Changing
from domain.decisions.events import CounterProposed
from domain.refusals import Kind, Refusal


class CounterToOwnSide(Refusal):
    """A counter-proposal comes from another side; one's own revision is revised."""

    rule = "decision.counter-to-own-side"
    kind = Kind.CONFLICT


class CounterPropose(Changing):
    """Put another side's revision on the table; agreements and wins so far are void."""

    name = "counter-propose"

    def decide(self) -> None:
        """Refuse a counter to one's own side and a content that is not in order."""
        table = self.require_open()
        side = self.proposing_side()
        self.check(side != table.side, CounterToOwnSide(f"Revision {table.revision} is {side}'s own; revise it."))
        content, changes = self.changed(table, side)
        self.void(table)
        self.record(
            CounterProposed(
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
