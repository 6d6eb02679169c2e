"""People come, stand in for one another and go, in any order of acts, against a model of a few sets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.kernel import Command
from domain.partnership.add_partner import AddPartner, Partner
from domain.partnership.add_team_member import AddTeamMember, NewMember
from domain.partnership.delegation import Delegation
from domain.partnership.disband_team import DisbandTeam, TeamEnding
from domain.partnership.end_partner import Departure, EndPartner
from domain.partnership.events import SideVacated
from domain.partnership.form_team import FormTeam, NewTeam
from domain.partnership.grant_delegation import DelegationOffer, GrantDelegation
from domain.partnership.grant_role import Appointment, GrantRole
from domain.partnership.member import Member, SideSeats
from domain.partnership.remove_team_member import LeavingMember, RemoveTeamMember
from domain.partnership.revoke_delegation import Revocation, RevokeDelegation
from domain.partnership.withdraw_role import Withdrawal, WithdrawRole
from domain.waiving import Waive
from tests.domain.growing import Growing
from tests.domain.partnership.cast import CREATED, FAY, FAY_KNOWN, KIM, KIM_KNOWN, MAX, MAX_KNOWN, OLA, TIM, TIM_KNOWN
from tests.domain.story import SIDES, an_id

PEOPLE = (OLA, KIM, TIM, FAY, MAX)
ACROSS = (Waive(rule="partnership.across-sides", reason="We are few."),)
people, sides = st.sampled_from(PEOPLE), st.sampled_from(SIDES)
rulers = st.sampled_from((OLA, OLA, *PEOPLE))
roles = st.sampled_from(["owner", "facilitator", "coach"])
loans = st.integers(1, 3).map(lambda number: an_id("del", number))
crews = st.integers(1, 2).map(lambda number: an_id("team", number))


class Course(RuleBasedStateMachine):
    """Tries acts in any order; the model says which ones have to be refused."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Growing(CREATED, KIM_KNOWN, TIM_KNOWN, FAY_KNOWN, MAX_KNOWN)
        self.seats: dict[str, set[str]] = {side: set() for side in SIDES}
        self.roles: dict[str, set[str]] = {"owner": {OLA}, "facilitator": set(), "coach": set()}
        self.loans: dict[str, tuple[str, str, str]] = {}
        self.returned: set[str] = set()
        self.teams: dict[str, dict[str, str]] = {}
        self.disbanded: set[str] = set()
        self.vacated = 0

    def tries(self, allowed: object, by: str, command: type[Command], subject: str, body: Any) -> bool:
        """Run a command; it has to be recorded or refused as the model says."""
        outcome = self.world.does(by, command, subject, body)
        assert bool(outcome.events) == bool(allowed), (outcome.events, outcome.refusals)
        self.vacated += sum(isinstance(event, SideVacated) for event in outcome.events)
        return bool(allowed)

    def standing(self) -> dict[str, tuple[str, str, str]]:
        return {loan: terms for loan, terms in self.loans.items() if loan not in self.returned}

    def sides_of(self, person: str) -> set[str]:
        lent = {side for _, receiver, side in self.standing().values() if receiver == person}
        return {side for side in SIDES if person in self.seats[side]} | lent

    def runs(self, person: str) -> bool:
        return person in self.roles["owner"] | self.roles["facilitator"]

    def is_partner(self, person: str) -> bool:
        return any(person in seats for seats in self.seats.values())

    @rule(by=rulers, person=people, side=sides, across=st.booleans())
    def join(self, by: str, person: str, side: str, *, across: bool) -> None:
        apart = across or not self.sides_of(person) - {side}
        body = Partner(person=person, of=side, waive=ACROSS if across else ())
        if self.tries(self.runs(by) and person not in self.seats[side] and apart, by, AddPartner, "", body):
            self.seats[side].add(person)

    @rule(by=rulers, person=people, side=sides)
    def leave(self, by: str, person: str, side: str) -> None:
        allowed = person in self.seats[side] and (by == person or self.runs(by))
        if self.tries(allowed, by, EndPartner, person, Departure(of=side)):
            self.seats[side].remove(person)
            self.returned |= {loan for loan, (giver, _, of) in self.loans.items() if giver == person and of == side}

    @rule(by=people, loan=loans, person=people, side=sides, across=st.booleans())
    def lend(self, by: str, loan: str, person: str, side: str, *, across: bool) -> None:
        mine = by in self.seats[side]
        apart = across or not self.sides_of(person) - {side}
        allowed = mine and loan not in self.loans and person not in self.seats[side] and apart
        ends = self.world.now + timedelta(days=365)
        body = DelegationOffer(person=person, ends=ends, side=side, waive=ACROSS if across else ())
        if self.tries(allowed, by, GrantDelegation, loan, body):
            self.loans[loan] = (by, person, side)

    @rule(by=people, loan=loans)
    def give_back(self, by: str, loan: str) -> None:
        standing = self.standing().get(loan)
        allowed = standing and (by == standing[1] or by in self.seats[standing[2]] or by in self.roles["owner"])
        if self.tries(allowed, by, RevokeDelegation, loan, Revocation(reason="Back")):
            self.returned.add(loan)

    @rule(by=rulers, person=people, role=roles)
    def appoint(self, by: str, person: str, role: str) -> None:
        allowed = by in self.roles["owner"] and person not in self.roles[role]
        if self.tries(allowed, by, GrantRole, person, Appointment(role=role)):  # type: ignore[arg-type]
            self.roles[role].add(person)

    @rule(by=rulers, person=people, role=roles)
    def dismiss(self, by: str, person: str, role: str) -> None:
        held = person in self.roles[role] and (by == person or by in self.roles["owner"])
        allowed = held and (role != "owner" or len(self.roles["owner"]) > 1)
        body = Withdrawal(role=role, reason="Enough")  # type: ignore[arg-type]
        if self.tries(allowed, by, WithdrawRole, person, body):
            self.roles[role].remove(person)

    @rule(by=rulers, crew=crews)
    def form(self, by: str, crew: str) -> None:
        allowed = (self.runs(by) or self.is_partner(by)) and crew not in self.teams
        if self.tries(allowed, by, FormTeam, crew, NewTeam(name="Crew")):
            self.teams[crew] = {}

    @rule(by=rulers, crew=crews, person=people, role=st.sampled_from(["developer", "qa"]))
    def hire(self, by: str, crew: str, person: str, role: Any) -> None:
        may = self.runs(by) or self.is_partner(by) or by in self.roles["coach"]
        going = crew in self.teams and crew not in self.disbanded
        allowed = may and going and self.teams[crew].get(person) != role
        if self.tries(allowed, by, AddTeamMember, crew, NewMember(person=person, role=role)):
            self.teams[crew][person] = role

    @rule(by=rulers, crew=crews, person=people)
    def part(self, by: str, crew: str, person: str) -> None:
        may = self.runs(by) or self.is_partner(by) or by in self.roles["coach"] or by == person
        allowed = may and person in self.teams.get(crew, {})
        if self.tries(allowed, by, RemoveTeamMember, crew, LeavingMember(person=person)):
            del self.teams[crew][person]

    @rule(by=rulers, crew=crews)
    def disband(self, by: str, crew: str) -> None:
        allowed = (self.runs(by) or self.is_partner(by)) and crew in self.teams and crew not in self.disbanded
        if self.tries(allowed, by, DisbandTeam, crew, TeamEnding(reason="Done")):
            self.teams[crew] = {}
            self.disbanded.add(crew)

    @invariant()
    def everyone_is_who_the_model_says(self) -> None:
        at = (self.world.now, self.world.now)
        for person in PEOPLE:
            member = self.world.state(Member, person)
            assert member.speaks_for(at) == self.sides_of(person)
            assert member.roles == {role for role, holders in self.roles.items() if person in holders}
            assert member.teams == {crew: team[person] for crew, team in self.teams.items() if person in team}

    @invariant()
    def seats_are_counted(self) -> None:
        """A side without partners is vacant, on the record, and that is no reason to refuse anything (rule G13)."""
        for side in SIDES:
            assert self.world.state(SideSeats, side).partners == len(self.seats[side])
        recorded = [each.event for each in self.world.history if isinstance(each.event, SideVacated)]
        assert len(recorded) == self.vacated

    @invariant()
    def nobody_stands_in_for_someone_who_left(self) -> None:
        for loan, (giver, _, side) in self.loans.items():
            known = self.world.state(Delegation, loan)
            assert known.revoked == (loan in self.returned)
            assert known.revoked or giver in self.seats[side]


Course.TestCase.settings = settings(max_examples=40, stateful_step_count=50)
TestCourse = Course.TestCase
