"""An integration suggests an opportunity."""

from __future__ import annotations

from domain.acting import Body, Role
from domain.canonical import content_hash
from domain.fields import Line, Text
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import OpportunitySuggested
from domain.opportunities.raise_opportunity import Sources
from domain.opportunities.refusals import OpportunityAlreadyExists
from domain.opportunities.terms import HomeScope, OpportunityContent, Theme
from domain.partnership.refusals import ScopeUnknown
from domain.partnership.scopes import Scope


class OpportunityToSuggest(Body):
    """What a service found; nobody has raised it until a member adopts it."""

    title: Line
    problem: Text
    theme: Theme = "other"
    sources: Sources = ()
    external_ref: Line | None = None
    scope: HomeScope = "main"


class SuggestOpportunity(OnOpportunity[OpportunityToSuggest]):
    """Lay a finding before the members (rule G9: services only suggest)."""

    name = "suggest-opportunity"
    may = frozenset({Role.INTEGRATION})
    body_type = OpportunityToSuggest

    def prepare(self) -> None:
        """Read whether the id is free, and the scope."""
        super().prepare()
        self.home = self.know(Scope(self.body.scope))

    def decide(self) -> None:
        """Refuse a used id and an undeclared scope."""
        body = self.body
        self.require(not self.opportunity.exists, OpportunityAlreadyExists(f"{self.subject} exists already."))
        self.check(self.home.declared, ScopeUnknown(f"{body.scope} is not declared.", "/scope"))
        self.record(
            OpportunitySuggested(
                opportunity=self.subject,
                revision=1,
                digest=content_hash(OpportunityContent(title=body.title, problem=body.problem)),
                title=body.title,
                problem=body.problem,
                theme=body.theme,
                scope=body.scope,
                sources=body.sources,
                external_ref=body.external_ref,
            )
        )
