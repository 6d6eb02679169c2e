"""What drafting and revising share: whose side it is, the checks of the content, its pins, waivers and hash."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from domain.acting import Body, SideAmbiguous
from domain.decisions.refusals import DecisionUnknown
from domain.decisions.state import Decision
from domain.decisions.terms import WaivedRule
from domain.definitions.act import DRAFTING, OnDefinition
from domain.definitions.goals import GoalMetrics
from domain.definitions.refusals import (
    DateNotInFuture,
    DefinitionSponsorMissing,
    DoubtUnanswered,
    NoAgreedPriority,
    NoSupport,
    NoTeamFeedback,
    NothingContributed,
    PromptEmpty,
)
from domain.definitions.terms import (
    DefinitionContent,
    FutureText,
    GoalAndMetrics,
    NorthStar,
    Opportunities,
    PinnedDecision,
    PinnedOpportunity,
    Teams,
)
from domain.ids import DecisionId, PersonId
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.opportunities.state import Opportunity
from domain.partnership.member import Member
from domain.partnership.refusals import TeamEnded, TeamUnknown
from domain.partnership.team import Team
from domain.refusals import Refusal, Refused

AHEAD: tuple[type[Refusal], ...] = (NothingContributed, NoTeamFeedback, DoubtUnanswered, NoSupport)


class DefinitionWords(Body, kw_only=True):
    """The whole text: for which opportunities, and any of the three approaches, which combine.

    `teams` are those that will do the work. A member of no side names the partner or delegate who sponsors the text.
    """

    opportunities: Opportunities
    decision: DecisionId | None = None
    teams: Teams = ()
    north_star: NorthStar | None = None
    press_release: FutureText | None = None
    customer_letter: FutureText | None = None
    goal_and_metrics: GoalAndMetrics | None = None
    sponsor: PersonId | None = None


W = TypeVar("W", bound=DefinitionWords)


class Drafting(OnDefinition[W]):
    """An act that writes a revision."""

    may = DRAFTING

    def prepare(self) -> None:
        """Read the definition and all that the body names."""
        super().prepare()
        body = self.body
        self.sponsor = self.know(Member(body.sponsor)) if body.sponsor else None
        self.opportunities = [self.know(Opportunity(name)) for name in dict.fromkeys(body.opportunities)]
        self.decision = self.know(Decision(body.decision)) if body.decision else None
        self.teams = [self.know(Team(team)) for team in dict.fromkeys(body.teams)]
        self.goals = GoalMetrics(self, body.goal_and_metrics)

    def scope(self) -> str:
        """The home scope of the first opportunity."""
        return self.definition.scope or self.opportunities[0].scope

    def writing_side(self) -> str:
        """The actor's side, else the sponsor's."""
        if self.side in self.context.sides:
            return self.side
        at, scope = self.context.moments, self.scope()
        own = self.me.speaks_for(at, scope)
        self.require(not own, SideAmbiguous(f"The actor speaks for {', '.join(sorted(own))}; name one.", "/side"))
        sides = self.sponsor.speaks_for(at, scope) if self.sponsor else set[str]()
        self.require(len(sides) == 1, DefinitionSponsorMissing("Name a sponsor who speaks for one side.", "/sponsor"))
        return next(iter(sides))

    def settled(self, former: DefinitionContent | None = None) -> DefinitionContent:
        """Check the body and answer it as content: pinned to what it names, with the rules that it sets aside."""
        body = self.body
        self._check_named()
        content = DefinitionContent(
            definition=self.subject,
            opportunities=tuple(
                PinnedOpportunity(opportunity=found.opportunity, revision=found.revision, digest=found.digest)
                for found in self.opportunities
            ),
            decision=self._pinned_decision(),
            teams=tuple(team.team for team in self.teams),
            north_star=body.north_star,
            press_release=body.press_release,
            customer_letter=body.customer_letter,
            goal_and_metrics=self.goals.settled(),
        )
        return replace(content, waivers=self._waivers(former))

    def _check_named(self) -> None:
        for found in self.opportunities:
            name = found.opportunity
            self.require(found.exists, OpportunityUnknown(f"{name} is not known here.", "/opportunities"))
            self.check(not found.suggested, OpportunityNotAdopted(f"{name} is a suggestion so far.", "/opportunities"))
            self.check(not found.ended, OpportunityEnded(f"{name} is {found.state}.", "/opportunities"))
            self.after(found.raised_at, f"{name} was raised")
        for team in self.teams:
            self.require(team.known, TeamUnknown(f"{team.team} is not known here.", "/teams"))
            self.check(not team.disbanded, TeamEnded(f"{team.team} was disbanded.", "/teams"))

    def _pinned_decision(self) -> PinnedDecision | None:
        if self.decision is None:
            return None
        name, table = self.decision.decision, self.decision.table
        if table is None:
            raise Refused([*self.refusals, DecisionUnknown(f"{name} is not known here.", "/decision")])
        return PinnedDecision(decision=name, revision=table.revision, digest=table.digest)

    def _waivers(self, former: DefinitionContent | None) -> tuple[WaivedRule, ...]:
        """The rules set aside now, those of the former revision that are still needed, and those waived ahead."""
        kept: list[WaivedRule] = []
        before = {waiver.rule: waiver for waiver in former.waivers} if former else {}
        for broken in self._broken():
            if waiver := before.get(broken.rule):
                kept.append(waiver)
            else:
                self.check_waivable(False, broken)
        ahead = {waive.rule: waive for waive in self.body.waive}
        for refusal in AHEAD:
            if waive := ahead.get(refusal.rule):
                self.waived.append((refusal("Waived ahead, for whoever signs the revision."), waive.reason))
            elif waiver := before.get(refusal.rule):
                kept.append(waiver)
        new = {refusal.rule: WaivedRule(rule=refusal.rule, reason=reason) for refusal, reason in self.waived}
        return tuple({waiver.rule: waiver for waiver in (*kept, *new.values())}.values())

    def _broken(self) -> list[Refusal]:
        """The waivable rules that the text breaks."""
        body, today = self.body, self.context.claimed.date()
        broken: list[Refusal] = []
        if not any(found.is_priority for found in self.opportunities):
            broken.append(NoAgreedPriority("Agree on one of them first.", "/opportunities"))
        for field, text in (("press_release", body.press_release), ("customer_letter", body.customer_letter)):
            if text is None:
                continue
            if text.dated <= today:
                broken.append(DateNotInFuture(f"{text.dated} is not in the future.", f"/{field}/date"))
            if empty := text.empty_prompts:
                broken.append(PromptEmpty(f"Still empty: {', '.join(empty)}.", f"/{field}/{empty[0]}"))
        return broken + self.goals.unobserved()
