"""Ideas become an opportunity, or go into one or into a Definition of Awesome."""

from __future__ import annotations

import msgspec

from domain.acting import ANY_MEMBER, Body
from domain.brainstorms.act import OnBrainstorm
from domain.brainstorms.events import IdeaPromoted
from domain.brainstorms.state import Idea
from domain.brainstorms.terms import Ideas
from domain.canonical import content_hash
from domain.definitions.refusals import DefinitionEnded, DefinitionUnknown
from domain.definitions.state import Definition
from domain.fields import Line, Text
from domain.ids import DefinitionId, OpportunityId
from domain.opportunities.events import OpportunityRaised
from domain.opportunities.refusals import OpportunityAlreadyExists, OpportunityEnded, OpportunityUnknown
from domain.opportunities.state import Opportunity
from domain.opportunities.terms import HomeScope, OpportunityContent, Raiser, Source, Theme
from domain.partnership.refusals import ScopeUnknown
from domain.partnership.scopes import MAIN, Scope
from domain.refusals import Kind, Refusal, Refused


class NewOpportunity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An opportunity to be raised from ideas, by those who had them. An id where the client chooses one."""

    title: Line
    problem: Text
    theme: Theme = "other"
    scope: HomeScope = MAIN
    opportunity: OpportunityId | None = None


class Promotion(Body, kw_only=True):
    """The ideas, and exactly one of: an opportunity there is, one to be raised, a definition there is."""

    ideas: Ideas
    opportunity: OpportunityId | None = None
    new_opportunity: NewOpportunity | None = None
    definition: DefinitionId | None = None


class PromotionTarget(Refusal):
    """Ideas are promoted to one opportunity or one definition."""

    rule = "brainstorm.promotion-target"


class AlreadyPromoted(Refusal):
    """The idea went into that opportunity or definition before."""

    rule = "brainstorm.already-promoted"
    kind = Kind.CONFLICT


class PromoteIdea(OnBrainstorm[Promotion]):
    """Promote ideas; a new opportunity is raised in the same append, by the authors and with the ideas as sources."""

    name = "promote-idea"
    may = ANY_MEMBER
    body_type = Promotion

    def prepare(self) -> None:
        """Read the brainstorm and what the ideas go into."""
        super().prepare()
        body, new = self.body, self.body.new_opportunity
        chosen = body.opportunity or (new and new.opportunity) or (self.context.new_id("opp") if new else None)
        self.opportunity = self.know(Opportunity(chosen)) if chosen else None
        self.definition = self.know(Definition(body.definition)) if body.definition else None
        self.home = self.know(Scope(new.scope)) if new else None

    def decide(self) -> None:
        """Refuse unreadable ideas, none or several targets, and targets that are unknown or have ended."""
        self.require_known()
        body = self.body
        targets = sum(target is not None for target in (body.opportunity, body.new_opportunity, body.definition))
        self.require(targets == 1, PromotionTarget(f"{targets} targets are named; one is right."))
        ideas = {name: self.require_readable(name, f"/ideas/{place}") for place, name in enumerate(body.ideas)}
        self._check_target()
        target = self.opportunity.opportunity if self.opportunity else body.definition
        for name, idea in ideas.items():
            self.check(target not in idea.became, AlreadyPromoted(f"{name} went into {target}.", "/ideas"))
        if body.new_opportunity:
            self.record(self._raised(body.new_opportunity, ideas))
        self.record(
            IdeaPromoted(
                brainstorm=self.subject,
                ideas=tuple(ideas),
                opportunity=self.opportunity.opportunity if self.opportunity else None,
                definition=body.definition,
            )
        )

    def _check_target(self) -> None:
        found, written, body = self.opportunity, self.definition, self.body
        if body.new_opportunity and found:
            name = found.opportunity
            used = OpportunityAlreadyExists(f"{name} exists already.", "/new_opportunity/opportunity")
            self.check(not found.exists, used)
            unknown = ScopeUnknown(f"{body.new_opportunity.scope} is not declared.", "/new_opportunity/scope")
            self.check(self.home and self.home.declared, unknown)
        elif found:
            name = found.opportunity
            self.require(found.exists, OpportunityUnknown(f"{name} is not known here.", "/opportunity"))
            self.check(not found.ended, OpportunityEnded(f"{name} is {found.state}.", "/opportunity"))
        elif written:
            name = written.definition
            self.require(written.exists, DefinitionUnknown(f"{name} is not known here.", "/definition"))
            self.check(not written.ended, DefinitionEnded(f"{name} is {written.state}.", "/definition"))

    def _raised(self, new: NewOpportunity, ideas: dict[str, Idea]) -> OpportunityRaised:
        if self.opportunity is None:
            raise Refused([PromotionTarget("There is nothing to raise.")])
        authors = {idea.person: Raiser(person=idea.person, side=idea.side) for idea in ideas.values()}
        return OpportunityRaised(
            opportunity=self.opportunity.opportunity,
            revision=1,
            digest=content_hash(OpportunityContent(title=new.title, problem=new.problem)),
            title=new.title,
            problem=new.problem,
            theme=new.theme,
            raised_by=tuple(authors.values()),
            scope=new.scope,
            sources=tuple(Source(kind="idea", ref=name) for name in ideas),
        )
