"""Another side answers a value proposal with its own."""

from __future__ import annotations

from domain.fields import Revision
from domain.opportunities.refusals import ValueNotLatest, ValueNotProposed
from domain.opportunities.value_proposal import ValueProposal, ValueWords
from domain.refusals import Kind, Refusal


class ValueCounter(ValueWords, kw_only=True):
    """The counter-proposal and the revision that it answers."""

    counter_to: Revision


class CounterToOwnSide(Refusal):
    """Only another side than the one that proposed may counter."""

    rule = "opportunity.counter-to-own-side"
    kind = Kind.CONFLICT


class CounterValue(ValueProposal[ValueCounter]):
    """Counter the latest value statement; agreements on it are void."""

    name = "counter-value"
    body_type = ValueCounter

    def decide(self) -> None:
        """Refuse to counter nothing, an older revision or one's own side."""
        self.require_live()
        opportunity, answered = self.opportunity, self.body.counter_to
        self.require(opportunity.value_revision, ValueNotProposed("There is no value to counter."))
        self.check(
            answered == opportunity.value_revision,
            ValueNotLatest(f"The latest revision is {opportunity.value_revision}.", "/counter_to"),
        )
        side = self.proposing_side()
        self.check(side != opportunity.value_side, CounterToOwnSide(f"{side} proposed revision {answered}."))
        self.after(opportunity.value_proposed_at, "the value that it answers was proposed")
        self.propose(side, answered)
