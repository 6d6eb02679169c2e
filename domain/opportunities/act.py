"""What acts on one opportunity share: reading it, and the guards that nearly all of them begin with."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from domain.acting import Act, Body, Role
from domain.opportunities.events import ValueAgreementVoided
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown, PriorityInForce
from domain.opportunities.state import Opportunity
from domain.opportunities.terms import VoidCause

B = TypeVar("B", bound=Body)
AT_WORK = frozenset({Role.PARTNER, Role.DELEGATE, Role.MEMBER, Role.FACILITATOR})
STEERING = frozenset({Role.PARTNER, Role.DELEGATE, Role.FACILITATOR})


class OnOpportunity(Act[B]):
    """An act on an opportunity; a delegation counts where it covers the opportunity's home scope."""

    subject_type: ClassVar[str] = "opp"

    def prepare(self) -> None:
        """Read the opportunity."""
        self.opportunity = self.know(Opportunity(self.subject))

    def scope(self) -> str:
        """The opportunity's home scope."""
        return self.opportunity.scope

    def require_known(self, *, adopted: bool = True) -> None:
        """Stop unless the opportunity exists and, where asked, is more than a suggestion."""
        opportunity = self.opportunity
        self.require(opportunity.exists, OpportunityUnknown(f"{self.subject} is not known here."))
        self.require(
            not (adopted and opportunity.suggested), OpportunityNotAdopted(f"{self.subject} is a suggestion so far.")
        )
        self.after(opportunity.raised_at, "the opportunity was raised")

    def require_live(self, *, adopted: bool = True) -> None:
        """As `require_known`; stop too where the opportunity has ended."""
        self.require_known(adopted=adopted)
        self.require(not self.opportunity.ended, OpportunityEnded(f"{self.subject} is {self.opportunity.state}."))

    def check_no_priority(self) -> None:
        """Refuse while an agreement in force ranks the opportunity."""
        listed = ", ".join(f"{place} by {decision}" for place, decision in self.opportunity.prioritised_by.items())
        self.check(not listed, PriorityInForce(f"In force: {listed}."))

    def check_no_rank(self) -> None:
        """Refuse while an agreement in force gives the opportunity a place in an order; commitments give none."""
        listed = ", ".join(
            f"{place} by {decision}"
            for place, decision in self.opportunity.prioritised_by.items()
            if not place.startswith("commitment/")
        )
        self.check(not listed, PriorityInForce(f"In force: {listed}."))

    def void_value(self, cause: VoidCause) -> ValueAgreementVoided | None:
        """The event that voids what sides have agreed to on the value, None where none has."""
        opportunity = self.opportunity
        if not opportunity.value_agreed:
            return None
        return ValueAgreementVoided(
            opportunity=self.subject,
            revision=opportunity.value_revision,
            digest=opportunity.value_digest,
            sides=tuple(opportunity.value_agreed),
            cause=cause,
            reached=opportunity.value_reached,
        )
