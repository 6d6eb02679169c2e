"""What proposing, countering and revising share: whose side it is, the checks of the content, its waivers and hash."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

from msgspec.structs import replace

from domain.acting import A_SIDE, Body, Role, SideAmbiguous
from domain.decisions import content as says
from domain.decisions.act import UNHASHED, OnDecision
from domain.decisions.refusals import OptionNotReady, WinMissing
from domain.decisions.terms import DecisionContent, WaivedRule
from domain.opportunities.state import Opportunity
from domain.partnership.member import Known, Member
from domain.partnership.scopes import Scope
from domain.refusals import Kind, Refusal
from domain.signals.citing import Cited

PROPOSING = A_SIDE | {Role.MEMBER}
AHEAD: tuple[type[Refusal], ...] = (WinMissing, OptionNotReady)


NO_SPONSOR = "Name a partner or delegate who sponsors the actor here."


class SponsorMissing(Refusal):
    """A member of no side proposes only with a partner or delegate who sponsors the member."""

    rule = "decision.sponsor-missing"
    kind = Kind.FORBIDDEN


class NoAlternative(Refusal):
    """No option comes from another side and there is no time to respond.

    Give `respond_by`, so that the others can answer with an option of their own.
    """

    rule = "decision.no-alternative"
    kind = Kind.CONFLICT
    waivable = True


class DoNothingMissing(Refusal):
    """To do nothing is an option too, and belongs among them."""

    rule = "decision.do-nothing-missing"
    waivable = True


B = TypeVar("B", bound=Body)


class Proposing(OnDecision[B]):
    """An act that puts a revision on the table."""

    may = PROPOSING

    def prepare(self) -> None:
        """Read the decision and the sponsor."""
        super().prepare()
        self.sponsor = self.know(Member(name)) if (name := self.sponsored_by()) else None

    def sponsored_by(self) -> str | None:
        """The sponsor named in the body."""
        raise NotImplementedError(type(self).__name__)

    def drafted(self) -> DecisionContent | None:
        """The content as the body has it, without pins filled in; None where there is nothing to build on."""
        raise NotImplementedError(type(self).__name__)

    def follow(self) -> None:
        """Read whatever the content names: opportunities, scopes, people."""
        content = self.drafted()
        if content is None:
            return
        self.opportunities = {name: self.know(Opportunity(name)) for name in content.considered}
        named = [content.scope, *([content.cycle] if content.cycle else [])]
        self.scopes = {name: self.know(Scope(name)) for name in named}
        self.cited = Cited(self, [ground.what for ground in content.evidence], inside="/what")
        people = (*([content.driver] if content.driver else []), *content.consulted)
        self.people = {name: self.know(Known(name)) for name in people}

    def proposing_side(self) -> str:
        """The actor's side, else the sponsor's."""
        if self.side in self.context.sides:
            return self.side
        at, scope = self.context.moments, self.scope()
        own = self.me.speaks_for(at, scope)
        self.require(not own, SideAmbiguous(f"The actor speaks for {', '.join(sorted(own))}; name one.", "/side"))
        side = self.me.sponsored_side(self.sponsor, at, scope) if self.sponsor else None
        self.require(side, SponsorMissing(NO_SPONSOR, "/sponsor"))
        return side or ""

    def settled(self, content: DecisionContent, side: str) -> DecisionContent:
        """Check the content and complete it: pins of imports, a commitment's cycle, times in UTC, and its waivers."""
        fill = self.context.basis in UNHASHED
        options = tuple(
            says.pinned(option, self.opportunities.get(option.opportunity or ""), fill=fill)
            for option in content.options
        )
        cycle = content.cycle
        if content.kind == "commitment" and cycle is None and self.scopes[content.scope].kind == "cycle":
            cycle = content.scope
        content = replace(
            content,
            options=options,
            evidence=tuple(
                replace(ground, what=what) for ground, what in zip(content.evidence, self.cited.pinned(), strict=True)
            ),
            cycle=cycle,
            respond_by=in_utc(content.respond_by),
            expires_at=in_utc(content.expires_at),
        )
        says.check_options(self, content, self.opportunities)
        says.check_choice(self, content)
        says.check_place(self, content, self.scopes)
        says.check_deadlines(self, content)
        says.check_people(self, self.people)
        self.check_reason(content.rationale, "/rationale")
        return replace(content, waivers=self._waivers(content, side))

    def _waivers(self, content: DecisionContent, side: str) -> tuple[WaivedRule, ...]:
        """The rules set aside: those broken now, and those waived ahead of the agreement; former ones where needed."""
        others = {name for found in self.opportunities.values() for name in found.raised_sides} & set(
            self.context.sides
        )
        alternative = bool(others - {side}) or content.respond_by is not None
        self._waivable(content, alternative, NoAlternative("Let another side add an option, or give respond_by."))
        nothing = says.has_do_nothing(content)
        self._waivable(content, nothing, DoNothingMissing('Add {"do_nothing": true}.', "/options"))
        for refusal in AHEAD:
            for waive in self.body.waive:
                if waive.rule == refusal.rule:
                    self.waived.append((refusal("Waived ahead, for whoever signs the revision."), waive.reason))
        new = {refusal.rule: WaivedRule(rule=refusal.rule, reason=reason) for refusal, reason in self.waived}
        needed = {refusal.rule for refusal in AHEAD}
        needed |= set() if alternative else {NoAlternative.rule}
        needed |= set() if nothing else {DoNothingMissing.rule}
        kept = (waiver for waiver in content.waivers if waiver.rule in needed and waiver.rule not in new)
        return (*kept, *new.values())

    def _waivable(self, content: DecisionContent, condition: object, refusal: Refusal) -> None:
        if not content.waives(refusal.rule):
            self.check_waivable(condition, refusal)


def in_utc(moment: datetime | None) -> datetime | None:
    """The same moment, written in one way, so that equal contents have equal hashes."""
    return moment.astimezone(UTC) if moment else None
