"""The sides end a decision in force without another in its place."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.decisions.act import OnDecision
from domain.decisions.events import DecisionRevoked, RevocationSupported
from domain.decisions.refusals import AlreadySupported
from domain.fields import Text


class Revocation(Body):
    """Why the decision should no longer hold."""

    reason: Text


class RevokeDecision(OnDecision[Revocation]):
    """Want a decision in force revoked; with the last side it is."""

    name = "revoke-decision"
    may = A_SIDE
    body_type = Revocation

    def decide(self) -> None:
        """Refuse what is not in force, a side's second word, and one person for two sides."""
        table = self.require_in_force()
        decision, content = self.decision, table.content
        giver = self.giver(decision.revoking)
        self.check_one_side(self.context.actor, giver)
        self.check(
            self.side not in {who.side for who in decision.revoking},
            AlreadySupported(f"{self.side} wants it revoked already."),
        )
        self.check_reason(self.body.reason)
        self.record(
            RevocationSupported(
                decision=self.subject,
                side=self.side,
                person=self.context.actor,
                reason=self.body.reason,
                policy=self.policy.revision,
                behalf_of=giver,
            )
        )
        if self.all_sides(decision.revoking):
            self.record(
                DecisionRevoked(
                    decision=self.subject,
                    kind=content.kind,
                    scope=content.scope,
                    sides=decision.revoking,
                    policy=self.policy.revision,
                    opportunities=decision.held,
                    place=content.place,
                    stage=content.stage,
                )
            )
