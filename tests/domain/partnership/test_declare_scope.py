"""Scopes are declared."""

from datetime import date

from domain.acting import RoleMissing
from domain.partnership.declare_scope import CycleWithoutDays, DeclareScope, NewScope, ScopeAlreadyDeclared
from domain.partnership.refusals import PeriodInverted, TeamUnknown
from domain.partnership.scopes import Scope, ScopeDeclared
from tests.domain.partnership.cast import CREW, CREW_FORMED, EVERYBODY, FAY, KIM, MAX
from tests.domain.story import given

BARE = given(*EVERYBODY)
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


def test_a_theme_is_declared() -> None:
    BARE.when(DeclareScope, "", NewScope(scope="mobile", kind="theme"), by=KIM).then(
        ScopeDeclared(scope="mobile", kind="theme")
    )


def test_a_cycle_has_days() -> None:
    body = NewScope(scope="2026-q1", kind="cycle", begins=FIRST, ends=LAST)
    BARE.when(DeclareScope, "", body, by=FAY).then(
        ScopeDeclared(scope="2026-q1", kind="cycle", begins=FIRST, ends=LAST)
    )
    body = NewScope(scope="2026-q1", kind="cycle", begins=FIRST)
    BARE.when(DeclareScope, "", body, by=FAY).refused(CycleWithoutDays)


def test_days_are_in_order() -> None:
    body = NewScope(scope="2026-q1", kind="cycle", begins=LAST, ends=FIRST)
    BARE.when(DeclareScope, "", body, by=FAY).refused(PeriodInverted)


def test_a_teams_scope_names_a_team() -> None:
    body = NewScope(scope="crew", kind="team", team=CREW)
    given(*EVERYBODY, CREW_FORMED).when(DeclareScope, "", body, by=FAY).then(
        ScopeDeclared(scope="crew", kind="team", team=CREW)
    )
    BARE.when(DeclareScope, "", body, by=FAY).refused(TeamUnknown)


def test_a_key_is_used_once() -> None:
    story = given(*EVERYBODY, ScopeDeclared(scope="mobile", kind="theme"))
    story.when(DeclareScope, "", NewScope(scope="mobile", kind="team"), by=FAY).refused(ScopeAlreadyDeclared)


def test_main_is_there_from_the_start() -> None:
    assert Scope("main").declared
    assert not Scope("mobile").declared
    BARE.when(DeclareScope, "", NewScope(scope="main", kind="theme"), by=FAY).refused(ScopeAlreadyDeclared)


def test_strangers_declare_none() -> None:
    BARE.when(DeclareScope, "", NewScope(scope="mobile", kind="theme"), by=MAX).refused(RoleMissing)
