"""The time of a decision is over."""

from __future__ import annotations

from domain.acting import Body, Role
from domain.decisions.act import UNHASHED, OnDecision
from domain.decisions.events import DecisionExpired
from domain.decisions.refusals import DecisionNotOpen
from domain.refusals import Kind, Refusal, Refused


class NotDueYet(Refusal):
    """The decision has no end, or it has not come yet."""

    rule = "decision.not-due-yet"
    kind = Kind.CONFLICT


class ImportedNeverExpires(Refusal):
    """What was imported ended when its source says so, not by a clock here."""

    rule = "decision.imported-never-expires"
    kind = Kind.CONFLICT


class ExpireDecision(OnDecision[Body]):
    """Write down that a proposal lapsed or an agreement ended; the deadline bound before that too."""

    name = "expire-decision"
    may = frozenset({Role.SYSTEM})
    minutable = False

    def decide(self) -> None:
        """Refuse before the time, ended decisions, and imported ones."""
        table, decision = self.require_known(), self.decision
        self.require(decision.state in {"open", "agreed"}, DecisionNotOpen(f"{self.subject} is {decision.state}."))
        self.check(decision.basis not in UNHASHED, ImportedNeverExpires(f"{self.subject} was imported."))
        content, ends = table.content, table.content.expires_at
        if ends is None or ends > self.context.effective:
            raise Refused([*self.refusals, NotDueYet(f"It ends {ends.isoformat() if ends else 'never'}.")])
        agreed = decision.in_force
        self.record(
            DecisionExpired(
                decision=self.subject,
                revision=table.revision,
                expired_at=ends,
                in_force=agreed,
                kind=content.kind,
                scope=content.scope,
                opportunities=decision.held if agreed else content.considered,
                place=content.place if agreed else None,
                stage=content.stage,
            )
        )
