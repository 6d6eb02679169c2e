"""People say whom the problem concerns."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import ImpactStated
from domain.opportunities.terms import ImpactedGroup
from domain.refusals import Kind, Refusal


class Impact(Body):
    """The whole list of impacted groups; it takes the place of the former one."""

    groups: Annotated[tuple[ImpactedGroup, ...], Meta(min_length=1, max_length=50)]


class GroupTwice(Refusal):
    """A group is listed twice."""

    rule = "opportunity.group-twice"


class ImpactUnchanged(Refusal):
    """The same groups are stated already."""

    rule = "opportunity.impact-unchanged"
    kind = Kind.CONFLICT


class StateImpact(OnOpportunity[Impact]):
    """State the impacted groups; a change voids agreements on the value."""

    name = "state-impact"
    body_type = Impact

    def decide(self) -> None:
        """Refuse a group twice and a statement without news."""
        self.require_live()
        groups = self.body.groups
        names = {(group.kind, group.name) for group in groups}
        self.check(len(names) == len(groups), GroupTwice("Each kind and name stands once.", "/groups"))
        self.check(groups != self.opportunity.impacted, ImpactUnchanged("These groups are stated already.", "/groups"))
        voided = self.void_value("impact_changed")
        self.record(ImpactStated(opportunity=self.subject, groups=groups))
        if voided:
            self.record(voided)
