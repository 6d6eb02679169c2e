"""Joins, leaves, delegations, roles and teams in any order, against a model of plain sets."""

from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.kernel import Command, State
from domain.partnership.add_partner import AddPartner, Partner
from domain.partnership.add_team_member import AddTeamMember, NewMember
from domain.partnership.disband_team import DisbandTeam, TeamEnding
from domain.partnership.end_partner import Departure, EndPartner
from domain.partnership.events import PersonRegistered, RoleGranted, SideVacated, TeamFormed, WorkspaceCreated
from domain.partnership.grant_delegation import DelegationOffer, GrantDelegation
from domain.partnership.grant_role import Appointment, GrantRole
from domain.partnership.member import Member, RoleSeats, SidePartners, SideSeats
from domain.partnership.remove_team_member import LeavingMember, RemoveTeamMember
from domain.partnership.revoke_delegation import Revocation, RevokeDelegation
from domain.partnership.team import TeamMembers
from domain.partnership.withdraw_role import Withdrawal, WithdrawRole
from tests.domain.partnership.cast import DAY
from tests.domain.story import BEGINNING, SIDES, Story, an_id, fact, given

PEOPLE = [an_id("per", number) for number in range(1, 5)]
TEAMS = [an_id("team", number) for number in range(1, 3)]
OWNER = an_id("per", 50)
ROLES = ("owner", "coach", "facilitator", "auditor")

S = TypeVar("S", bound=State)
people, sides, teams, roles = (st.sampled_from(choices) for choices in (PEOPLE, SIDES, TEAMS, ROLES))


class Membership(RuleBasedStateMachine):
    """The model: who is partner of what, who stands in for whom, who holds which role, who is in which team."""

    def __init__(self) -> None:
        super().__init__()
        self.story: Story = given(
            WorkspaceCreated(name="Acme", sides=SIDES, time_zone="UTC", owner=OWNER),
            # the owner of this test facilitates, too, and so may do all of it
            RoleGranted(person=OWNER, role="facilitator"),
            *(PersonRegistered(person=person) for person in PEOPLE),
            *(TeamFormed(team=team, name="Crew") for team in TEAMS),
        )
        self.partners: set[tuple[str, str]] = set()
        self.loans: dict[str, tuple[str, str, str]] = {}
        self.holders = {(OWNER, "owner"), (OWNER, "facilitator")}
        self.crews: dict[tuple[str, str], str] = {}
        self.ended: set[str] = set()
        self.number = 0

    def attempt(self, allowed: object, command: type[Command], subject: str, body: Any, by: str = OWNER) -> list[Any]:
        """Run a command; it records something exactly when the model says so."""
        outcome = self.story.when(command, subject, body, by=by)
        assert bool(outcome.events) == bool(allowed), [refusal.detail for refusal in outcome.refusals]
        self.story.history.extend(fact(event) for event in outcome.events)
        return outcome.events

    def folded(self, state: S) -> S:
        """A state after everything that happened."""
        seen = [recorded for recorded in self.story.history if state.sees(recorded)]
        for recorded in seen[-1:] if state.latest else seen:
            state.fold(recorded)
        return state

    def speaks_for(self, person: str) -> set[str]:
        """The sides of a person, own and lent."""
        own = {side for partner, side in self.partners if partner == person}
        return own | {side for _, receiver, side in self.loans.values() if receiver == person}

    @rule(person=people, side=sides)
    def join_a_side(self, person: str, side: str) -> None:
        allowed = (person, side) not in self.partners and self.speaks_for(person) <= {side}
        if self.attempt(allowed, AddPartner, "", Partner(person=person, of=side)):
            self.partners.add((person, side))

    @rule(person=people, side=sides)
    def leave_a_side(self, person: str, side: str) -> None:
        allowed = (person, side) in self.partners
        events = self.attempt(allowed, EndPartner, person, Departure(of=side))
        self.partners.discard((person, side))
        self.loans = {
            loan: (giver, receiver, of)
            for loan, (giver, receiver, of) in self.loans.items()
            if not allowed or (giver, of) != (person, side)
        }
        vacant = allowed and all(of != side for _, of in self.partners)
        assert any(isinstance(event, SideVacated) for event in events) == vacant

    @rule(giver=people, receiver=people)
    def stand_in(self, giver: str, receiver: str) -> None:
        side = next((of for partner, of in self.partners if partner == giver), None)
        allowed = side and (receiver, side) not in self.partners and self.speaks_for(receiver) <= {side}
        self.number += 1
        loan = an_id("del", self.number)
        offer = DelegationOffer(person=receiver, ends=BEGINNING + 9 * DAY, side=side)
        if self.attempt(allowed, GrantDelegation, loan, offer, by=giver):
            self.loans[loan] = (giver, receiver, str(side))

    @rule(number=st.integers(1, 9))
    def end_a_stand_in(self, number: int) -> None:
        loan = an_id("del", number)
        self.attempt(loan in self.loans, RevokeDelegation, loan, Revocation(reason="back"))
        self.loans.pop(loan, None)

    @rule(person=st.sampled_from([*PEOPLE, OWNER]), role=roles)
    def name(self, person: str, role: Any) -> None:
        allowed = (person, role) not in self.holders
        by = self.an_owner()
        if self.attempt(allowed, GrantRole, person, Appointment(role=role), by=by):
            self.holders.add((person, role))

    @rule(person=people, role=roles)
    def lay_down(self, person: str, role: Any) -> None:
        allowed = (person, role) in self.holders
        if self.attempt(allowed, WithdrawRole, person, Withdrawal(role=role, reason="tired"), by=self.an_owner()):
            self.holders.discard((person, role))

    @rule()
    def the_last_owner_stays(self) -> None:
        owners = [person for person, role in self.holders if role == "owner"]
        if len(owners) == 1:
            withdrawal = Withdrawal(role="owner", reason="tired")
            self.attempt(len(owners) > 1, WithdrawRole, owners[0], withdrawal, by=owners[0])

    @rule(team=teams, person=people, role=st.sampled_from(["developer", "qa"]))
    def enter_a_team(self, team: str, person: str, role: Any) -> None:
        allowed = team not in self.ended and self.crews.get((team, person)) != role
        if self.attempt(allowed, AddTeamMember, team, NewMember(person=person, role=role)):
            self.crews[team, person] = role

    @rule(team=teams, person=people)
    def leave_a_team(self, team: str, person: str) -> None:
        self.attempt((team, person) in self.crews, RemoveTeamMember, team, LeavingMember(person=person))
        self.crews.pop((team, person), None)

    @rule(team=teams)
    def disband(self, team: str) -> None:
        self.attempt(team not in self.ended, DisbandTeam, team, TeamEnding(reason="done"))
        self.ended.add(team)
        self.crews = {place: role for place, role in self.crews.items() if place[0] != team}

    def an_owner(self) -> str:
        """Somebody who is owner now."""
        return next(person for person, role in self.holders if role == "owner")

    @invariant()
    def each_person_is_what_the_model_says(self) -> None:
        for person in PEOPLE:
            member = self.folded(Member(person))
            assert member.sides == {side for partner, side in self.partners if partner == person}
            assert set(member.delegations) == {loan for loan, (_, to, _) in self.loans.items() if to == person}
            assert set(member.given) == {loan for loan, (giver, _, _) in self.loans.items() if giver == person}
            assert member.speaks_for((BEGINNING + DAY, BEGINNING + DAY)) == self.speaks_for(person)
            assert member.roles == {role for holder, role in self.holders if holder == person}
            assert member.teams == {team: role for (team, one), role in self.crews.items() if one == person}

    @invariant()
    def the_counts_that_events_carry_are_right(self) -> None:
        for side in SIDES:
            present = {partner for partner, of in self.partners if of == side}
            assert self.folded(SideSeats(side)).partners == len(present)
            assert self.folded(SidePartners(side)).people == present
        for role in ROLES:
            assert self.folded(RoleSeats(role)).holders == sum(held == role for _, held in self.holders)
        for team in TEAMS:
            assert self.folded(TeamMembers(team)).people == {
                person: role for (crew, person), role in self.crews.items() if crew == team
            }


MembershipTest = Membership.TestCase
MembershipTest.settings = settings(max_examples=40, stateful_step_count=30)
