"""How sides come to agree: what every agreement is checked for, and what happens with the last side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from domain.acting import A_SIDE, Body
from domain.decisions.act import OnDecision
from domain.decisions.events import AgreementReached, DecisionSuperseded
from domain.decisions.refusals import AlreadyAgreed, SideVacant
from domain.decisions.standing import Table
from domain.decisions.state import InForce
from domain.decisions.terms import DecisionContent, Dissent
from domain.opportunities.refusals import OpportunityEnded
from domain.opportunities.state import Opportunity
from domain.partnership.member import SidePartners, SideSeats
from domain.refusals import Kind, Refusal

B = TypeVar("B", bound=Body)


class ResponseWindowClosed(Refusal):
    """The time to respond is over; the proposal would have to be revised."""

    rule = "decision.response-window-closed"
    kind = Kind.CONFLICT


class BlockedByObjection(Refusal):
    """A blocking objection is open: integrate it, answer it, or overrule it together."""

    rule = "decision.blocked-by-objection"
    kind = Kind.CONFLICT


class Signing(OnDecision[B]):
    """An act by which a side's agreement comes to stand."""

    may = A_SIDE

    def prepare(self) -> None:
        """Read the decision and the sides' seats."""
        super().prepare()
        self.seats = [self.know(SideSeats(side)) for side in self.context.sides]

    def follow(self) -> None:
        """Read what an agreement would rest on and replace, and the partners where the policy asks for several."""
        table = self.decision.table
        if table is None:
            return
        content = table.content
        if self.policy.policy.agreement != "any_partner":
            self.partners = {side: self.know(SidePartners(side)) for side in self.context.sides}
        self.there = self.know(InForce(content.kind, content.scope)) if content.place else None
        ranked = content.taken[:1] if content.kind == "backlog_order" else content.taken
        self.ranked = [self.know(Opportunity(name)) for name in ranked]

    def check_signature(self, table: Table, revision: int, digest: str | None, *people: str | None) -> None:
        """Refuse what no agreement may be: late, blocked, on another text, by one person for two sides, twice."""
        decision, content = self.decision, table.content
        self.check_digest(table, revision, digest)
        self.check(
            content.respond_by is None or self.context.effective <= content.respond_by,
            ResponseWindowClosed(f"Responses were due by {content.respond_by}."),
        )
        vacant = [seats.side for seats in self.seats if not seats.partners]
        self.check(not vacant, SideVacant(f"Nobody speaks for {', '.join(vacant)}."))
        self.check_one_side(*people)
        self.check(self.side not in decision.complete, AlreadyAgreed(f"{self.side} has agreed already."))
        blocking = [name for name, objection in decision.objections.items() if objection.blocking and objection.open]
        self.check(not blocking, BlockedByObjection(f"Open: {', '.join(blocking)}."))
        ended = [found.opportunity for found in self.ranked if found.ended]
        self.check(not ended, OpportunityEnded(f"Ended in the meantime: {', '.join(ended)}."))

    def check_not_twice(self, again: object) -> None:
        """Refuse a partner's second agreement, unless the side would be complete with it (others may have left)."""
        self.check(
            not again or self.side in self.decision.complete,
            AlreadyAgreed(f"Agreed already; {self.side} waits for others."),
        )

    def completes(self, partners: Iterable[str]) -> bool:
        """Whether these partners' agreements make the side's, by the policy."""
        policy = self.policy.policy
        if policy.agreement == "any_partner":
            return True
        people = self.partners[self.side].people
        return (people if policy.agreement == "all_partners" else people & set(policy.named_partners)) <= {*partners}

    def reach(self, table: Table) -> None:
        """With the last side: end what this replaces, then record the agreement, both in the same append."""
        decision, content = self.decision, table.content
        if not set(self.context.sides) <= decision.complete.keys():
            return
        for superseded in self._superseded(content):
            self.record(superseded)
        self.record(
            AgreementReached(
                decision=self.subject,
                revision=table.revision,
                digest=table.digest,
                kind=content.kind,
                scope=content.scope,
                opportunities=content.taken,
                sides=decision.agreements,
                in_force_from=decision.agreed_at or self.context.claimed,
                policy=self.policy.revision,
                place=content.place,
                chosen=None if content.taken else content.choice,
                stage=content.stage,
                cycle=content.cycle,
                review_on=content.review_on,
                dissent=tuple(self._dissent()),
                waivers=decision.waivers,
                gaps=decision.gaps,
            )
        )

    def _superseded(self, content: DecisionContent) -> Iterator[DecisionSuperseded]:
        replaced: dict[str, tuple[str, ...]] = {}
        if self.there and self.there.decision:
            replaced[self.there.decision] = self.there.opportunities
        if content.kind == "commitment":
            for found in self.ranked:
                if former := found.commitments.get(content.stage or ""):
                    replaced[former] = (*replaced.get(former, ()), found.opportunity)
        for former, opportunities in replaced.items():
            yield DecisionSuperseded(
                decision=former,
                by=self.subject,
                kind=content.kind,
                opportunities=opportunities,
                place=content.place,
                stage=content.stage,
            )

    def _dissent(self) -> Iterator[Dissent]:
        for name, objection in self.decision.objections.items():
            if objection.dissent:
                yield Dissent(
                    person=objection.person, side=objection.side, objection=name, resolution=objection.resolution
                )
        for person, (stance, side) in self.decision.stances.items():
            if stance != "agree":
                yield Dissent(person=person, side=side, stance=stance)
