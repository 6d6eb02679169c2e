"""Steps of a person's view: sides, roles, teams, delegations."""

from __future__ import annotations

from domain.partnership.events import (
    DelegationGranted,
    DelegationRevoked,
    PartnerJoined,
    PartnerLeft,
    PersonDetailsChanged,
    PersonForgotten,
    PersonRegistered,
    RoleGranted,
    RoleWithdrawn,
    SponsorshipGranted,
    SponsorshipWithdrawn,
    TeamDisbanded,
    TeamMemberJoined,
    TeamMemberLeft,
    WorkspaceCreated,
)
from projections.facts import Fact
from projections.folding import Folding
from projections.partnership.person import (
    DelegationHeld,
    PersonView,
    RoleHeld,
    SeatView,
    SponsorshipHeld,
    TeamHeld,
)

STEPS: Folding[PersonView] = Folding()


@STEPS.on(WorkspaceCreated)
def _found(view: PersonView, _: WorkspaceCreated, fact: Fact) -> None:
    view.registered = view.registered or fact
    view.roles_held.append(RoleHeld(role="owner", granted=fact))
    _show(view)


@STEPS.on(PersonRegistered)
def _register(view: PersonView, _: PersonRegistered, fact: Fact) -> None:
    view.registered = fact


@STEPS.on(PersonDetailsChanged)
def _change(view: PersonView, event: PersonDetailsChanged, _: Fact) -> None:
    view.details_changed, view.forgotten = event.details, None


@STEPS.on(PersonForgotten)
def _forget(view: PersonView, _: PersonForgotten, fact: Fact) -> None:
    view.forgotten = fact


@STEPS.on(PartnerJoined)
def _join(view: PersonView, event: PartnerJoined, fact: Fact) -> None:
    view.seats.append(SeatView(side=event.side, title=event.title, joined=fact))
    _show(view)


@STEPS.on(PartnerLeft)
def _leave(view: PersonView, event: PartnerLeft, fact: Fact) -> None:
    for seat in view.seats:
        if seat.side == event.side and seat.left is None:
            seat.left, seat.left_because, seat.successor = fact, event.reason, event.successor
    _show(view)


@STEPS.on(RoleGranted)
def _grant(view: PersonView, event: RoleGranted, fact: Fact) -> None:
    view.roles_held.append(RoleHeld(role=event.role, granted=fact))
    _show(view)


@STEPS.on(RoleWithdrawn)
def _withdraw(view: PersonView, event: RoleWithdrawn, fact: Fact) -> None:
    for held in view.roles_held:
        if held.role == event.role and held.withdrawn is None:
            held.withdrawn, held.withdrawn_because = fact, event.reason
    _show(view)


@STEPS.on(TeamMemberJoined)
def _work(view: PersonView, event: TeamMemberJoined, fact: Fact) -> None:
    _part(view, event.team, fact)
    view.teams_held.append(TeamHeld(team=event.team, role=event.role, joined=fact))
    _show(view)


@STEPS.on(TeamMemberLeft, TeamDisbanded)
def _stop(view: PersonView, event: TeamMemberLeft | TeamDisbanded, fact: Fact) -> None:
    _part(view, event.team, fact)
    _show(view)


@STEPS.on(DelegationGranted)
def _delegate(view: PersonView, event: DelegationGranted, fact: Fact) -> None:
    view.delegations.append(
        DelegationHeld(
            delegation=event.delegation,
            giver=event.giver,
            receiver=event.receiver,
            side=event.side,
            begins=event.begins,
            ends=event.ends,
            scope=event.scope,
            granted=fact,
        )
    )


@STEPS.on(DelegationRevoked)
def _revoke(view: PersonView, event: DelegationRevoked, fact: Fact) -> None:
    for held in view.delegations:
        if held.delegation == event.delegation and held.revoked is None:
            held.revoked = fact


@STEPS.on(SponsorshipGranted)
def _sponsor(view: PersonView, event: SponsorshipGranted, fact: Fact) -> None:
    view.sponsorships.append(
        SponsorshipHeld(sponsor=event.sponsor, member=event.member, side=event.side, scope=event.scope, granted=fact)
    )


@STEPS.on(SponsorshipWithdrawn)
def _end_sponsorship(view: PersonView, event: SponsorshipWithdrawn, fact: Fact) -> None:
    for held in view.sponsorships:
        if (held.sponsor, held.member) == (event.sponsor, event.member) and held.withdrawn is None:
            held.withdrawn, held.withdrawn_because = fact, event.reason


def _part(view: PersonView, team: str, fact: Fact) -> None:
    for held in view.teams_held:
        if held.team == team and held.left is None:
            held.left = fact


def _show(view: PersonView) -> None:
    view.sides = list(dict.fromkeys(seat.side for seat in view.seats if seat.left is None))
    view.roles = list(dict.fromkeys(held.role for held in view.roles_held if held.withdrawn is None))
    view.teams = list(dict.fromkeys(held.team for held in view.teams_held if held.left is None))
