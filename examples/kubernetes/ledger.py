"""What the ledger holds after the import: read event by event, folded by the domain's own states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from domain.acting import RuleWaived
from domain.decisions.events import AgreementCarried, AgreementRescinded, DecisionProposed, SideAgreed
from domain.decisions.state import Decision
from domain.kernel import Recorded
from domain.opportunities.events import OpportunityRaised
from domain.opportunities.state import Opportunity
from domain.partnership.events import PartnerJoined, PersonRegistered, TeamFormed
from eventstore.importing.chunk import Refusal
from examples.kubernetes.cast import OPERATIONS, SIDES

SAME_PERSON = "decision.same-person-both-sides"


class Ledger:
    """Opportunities, decisions and people, as the events have them."""

    def __init__(self) -> None:
        self.events = 0
        self.opportunities: dict[str, Opportunity] = {}
        self.references: dict[str, str] = {}
        self.decisions: dict[str, Decision] = {}
        self.sides: dict[str, set[str]] = {}
        self.acts: Counter[str] = Counter()
        self.waived: Counter[str] = Counter()

    def take(self, page: Iterable[Recorded]) -> None:
        """Take events in, in their order."""
        for recorded in page:
            self.events += 1
            self._act(recorded)
            for tag in recorded.tags:
                name, _, subject = tag.partition(":")
                if name == "opportunity":
                    opportunity = self.opportunities.setdefault(subject, Opportunity(subject))
                    if opportunity.sees(recorded):
                        opportunity.fold(recorded)
                elif name == "decision":
                    decision = self.decisions.setdefault(subject, Decision(subject))
                    if decision.sees(recorded):
                        decision.fold(recorded)

    def _act(self, recorded: Recorded) -> None:
        match recorded.event:
            case OpportunityRaised(opportunity=opportunity, external_ref=reference):
                self.acts[f"opportunities raised, {recorded.basis}"] += 1
                self.references[opportunity] = reference or ""
            case DecisionProposed(side=side):
                self.acts[f"commitments proposed for {side}"] += 1
            case SideAgreed(side=side):
                self.acts[f"agreements of {side}, {recorded.basis}"] += 1
            case AgreementCarried(side=side):
                self.acts[f"agreements of {side}, carried to another milestone"] += 1
            case AgreementRescinded(side=side):
                self.acts[f"agreements taken back by {side}, {recorded.basis}"] += 1
            case RuleWaived(rule=rule):
                self.waived[rule] += 1
            case PartnerJoined(person=person, side=side):
                self.sides.setdefault(person, set()).add(side)
            case PersonRegistered():
                self.acts["people registered"] += 1
            case TeamFormed():
                self.acts["teams formed"] += 1

    def as_json(self, refusals: Iterable[Refusal]) -> dict[str, Any]:
        """What there is, and what was refused."""
        refused = [*refusals]
        return {
            "events": self.events,
            "acts": dict(sorted(self.acts.items())),
            "people who speak for both sides": sum(len(sides) == len(SIDES) for sides in self.sides.values()),
            "opportunities": dict(Counter(each.state for each in self.opportunities.values())),
            "decisions": dict(Counter(each.state for each in self.decisions.values())),
            "commitments": self._commitments({each.subject for each in refused if each.rule == SAME_PERSON}),
            "waivers": dict(sorted(self.waived.items())),
            "refused": dict(sorted(Counter(f"{each.rule}, {each.command}" for each in refused).items())),
            "refused for one person on both sides": {
                "attempts": sum(each.rule == SAME_PERSON for each in refused),
                "enhancements": len(
                    {self._reference(each.subject) for each in refused if each.rule == SAME_PERSON},
                ),
            },
        }

    def _commitments(self, refused: set[str]) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for name, decision in self.decisions.items():
            if decision.reached_at:
                counts["agreed by both sides"] += 1
            elif OPERATIONS in decision.complete:
                counts["one-sided, refused by rule" if name in refused else "one-sided, operations alone"] += 1
            else:
                counts["proposed, agreed to by nobody"] += 1
        return dict(sorted(counts.items()))

    def _reference(self, decision: str) -> str:
        table = self.decisions[decision].table
        return self.references[table.content.considered[0]] if table else decision
