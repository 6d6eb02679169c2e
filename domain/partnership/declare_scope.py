"""A scope is declared: another backlog within the workspace."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.acting import Act, Body, Role
from domain.fields import Key
from domain.ids import TeamId
from domain.partnership.refusals import PeriodInverted, TeamUnknown
from domain.partnership.scopes import Scope, ScopeDeclared, ScopeKind
from domain.partnership.team import Team
from domain.refusals import Kind, Refusal


class NewScope(Body):
    """Its key and kind; a cycle needs its first and last day, a team's scope may name the team."""

    scope: Key
    kind: ScopeKind
    begins: Annotated[date | None, Meta(description="first day")] = None
    ends: Annotated[date | None, Meta(description="last day")] = None
    team: TeamId | None = None


class ScopeAlreadyDeclared(Refusal):
    """A scope of that key is declared already; `main` always is."""

    rule = "partnership.scope-declared"
    kind = Kind.CONFLICT


class CycleWithoutDays(Refusal):
    """A cycle has a first and a last day."""

    rule = "partnership.cycle-without-days"


class DeclareScope(Act[NewScope]):
    """Declare a scope in which priorities can be agreed."""

    name = "declare-scope"
    may = frozenset({Role.OWNER, Role.FACILITATOR, Role.PARTNER})
    body_type = NewScope

    def prepare(self) -> None:
        """Read whether the key is taken, and the team."""
        self.declared = self.know(Scope(self.body.scope))
        self.team = self.know(Team(self.body.team)) if self.body.team else None

    def decide(self) -> None:
        """Refuse a used key, a cycle without days, inverted days, an unknown team."""
        body = self.body
        self.require(not self.declared.declared, ScopeAlreadyDeclared(f"{body.scope} is declared already.", "/scope"))
        self.check(
            body.kind != "cycle" or (body.begins and body.ends),
            CycleWithoutDays("Give `begins` and `ends`.", "/begins"),
        )
        self.check(
            not (body.begins and body.ends) or body.begins <= body.ends,
            PeriodInverted(f"{body.ends} is before {body.begins}.", "/ends"),
        )
        self.check(self.team is None or self.team.active, TeamUnknown(f"{body.team} is no active team.", "/team"))
        self.record(ScopeDeclared(scope=body.scope, kind=body.kind, begins=body.begins, ends=body.ends, team=body.team))
