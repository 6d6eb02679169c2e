"""A side agrees to a decision."""

from __future__ import annotations

from domain.acting import Body
from domain.decisions.events import SideAgreed
from domain.decisions.refusals import OptionNotReady, WinMissing
from domain.decisions.signing import Signing
from domain.decisions.standing import Table
from domain.decisions.terms import WaivedRule
from domain.fields import Digest, Revision
from domain.opportunities.readiness import missing_for_top


class Agreement(Body):
    """Exactly what is agreed to: a revision and its hash (left out only in imports)."""

    revision: Revision
    digest: Digest | None = None


class AgreeDecision(Signing[Agreement]):
    """Agree to the revision on the table for one's side; with the last side the decision is in force."""

    name = "agree-decision"
    body_type = Agreement

    def decide(self) -> None:
        """Refuse what no agreement may be, a side without a win, and a first option that is not ready."""
        table, decision = self.require_open(), self.decision
        giver = self.giver(decision.agreements)
        agreed = {who.behalf_of or who.person for who in decision.agreements if who.side == self.side}
        partner = giver or self.context.actor
        complete = self.completes({*agreed, partner})
        self.check_signature(table, self.body.revision, self.body.digest, self.context.actor, giver)
        self.check_not_twice(partner in agreed and not complete)
        gaps = self._gaps(table)
        self._check_win(table)
        self.record_waivers(decision=self.subject)
        self.record(
            SideAgreed(
                decision=self.subject,
                revision=table.revision,
                digest=table.digest,
                side=self.side,
                person=self.context.actor,
                policy=self.policy.revision,
                complete=complete,
                behalf_of=giver,
                gaps=gaps,
                waivers=tuple(
                    WaivedRule(rule=refusal.rule, reason=reason, side=self.side) for refusal, reason in self.waived
                ),
            )
        )
        self.reach(table)

    def _check_win(self, table: Table) -> None:
        won = self.side in self.decision.wins or table.content.waives(WinMissing.rule)
        self.check_waivable(won, WinMissing(f"State what {self.side} would win first."))

    def _gaps(self, table: Table) -> tuple[str, ...]:
        """What the first option lacks; refused where the policy enforces readiness, unless waived."""
        content = table.content
        if content.kind == "stop" or not self.ranked:
            return ()
        top = self.ranked[0]
        gaps = tuple(missing_for_top(top.facets, self.context.sides))
        ready = not gaps or self.policy.policy.readiness == "advise" or content.waives(OptionNotReady.rule)
        self.check_waivable(ready, OptionNotReady(f"{top.opportunity} lacks {', '.join(gaps)}."))
        return gaps
