"""A side proposes what an opportunity is worth."""

from __future__ import annotations

from domain.opportunities.value_proposal import ValueProposal, ValueWords


class ProposeValue(ValueProposal[ValueWords]):
    """Propose a value statement, or replace the latest one; proposing is not agreeing."""

    name = "propose-value"
    body_type = ValueWords

    def decide(self) -> None:
        """Refuse on an opportunity that has ended, and the same words again."""
        self.require_live()
        self.after(self.opportunity.value_proposed_at, "the value that it replaces was proposed")
        self.propose(self.proposing_side())
