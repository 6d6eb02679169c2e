"""Somebody raises an opportunity."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.canonical import content_hash
from domain.fields import Line, Text
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import OpportunityRaised
from domain.opportunities.raisers import Raisers, members_of, settled
from domain.opportunities.refusals import OpportunityAlreadyExists
from domain.opportunities.terms import HomeScope, OpportunityContent, Source, Theme
from domain.partnership.refusals import ScopeUnknown
from domain.partnership.scopes import Scope

Sources = Annotated[tuple[Source, ...], Meta(max_length=50)]


class OpportunityToRaise(Body):
    """What could be better, why that is a problem, and who said so (the actor, unless others are listed)."""

    title: Line
    problem: Text
    theme: Theme = "other"
    raised_by: Raisers = ()
    sources: Sources = ()
    external_ref: Line | None = None
    scope: HomeScope = "main"


class RaiseOpportunity(OnOpportunity[OpportunityToRaise]):
    """Put an opportunity on the backlog, unranked."""

    name = "raise-opportunity"
    body_type = OpportunityToRaise

    def prepare(self) -> None:
        """Read whether the id is free, the scope, and the people who are said to have raised it."""
        super().prepare()
        self.home = self.know(Scope(self.body.scope))
        self.raisers = members_of(self, self.body.raised_by)

    def scope(self) -> str:
        """The home scope that the opportunity gets."""
        return self.body.scope

    def decide(self) -> None:
        """Refuse a used id, an undeclared scope and people who are unknown or of another side."""
        body = self.body
        self.require(not self.opportunity.exists, OpportunityAlreadyExists(f"{self.subject} exists already."))
        self.check(self.home.declared, ScopeUnknown(f"{body.scope} is not declared.", "/scope"))
        raised_by = settled(self, body.raised_by, self.raisers)
        self.record(
            OpportunityRaised(
                opportunity=self.subject,
                revision=1,
                digest=content_hash(OpportunityContent(title=body.title, problem=body.problem)),
                title=body.title,
                problem=body.problem,
                theme=body.theme,
                raised_by=raised_by,
                scope=body.scope,
                sources=body.sources,
                external_ref=body.external_ref,
            )
        )
