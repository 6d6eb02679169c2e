"""What one person may do: the states behind every permission."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from domain.kernel import Recorded, State
from domain.partnership.events import (
    DelegationGranted,
    DelegationRevoked,
    PartnerJoined,
    PartnerLeft,
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

Moments = tuple[datetime, datetime]  # the claimed time, and the one that deadlines measure (see Context.moments)


class Member(State):
    """One person's sides, delegations (held and given), teams and roles, now."""

    folds = (
        WorkspaceCreated,
        PersonRegistered,
        PartnerJoined,
        PartnerLeft,
        DelegationGranted,
        DelegationRevoked,
        TeamMemberJoined,
        TeamMemberLeft,
        TeamDisbanded,
        RoleGranted,
        RoleWithdrawn,
        SponsorshipGranted,
        SponsorshipWithdrawn,
    )

    def __init__(self, person: str) -> None:
        super().__init__(f"member:{person}")
        self.person = person
        self.known = person.startswith(("integration:", "system:"))
        self.sides: set[str] = set()
        self.delegations: dict[str, DelegationGranted] = {}
        self.given: dict[str, DelegationGranted] = {}
        self.sponsorships: dict[str, SponsorshipGranted] = {}
        self.teams: dict[str, str] = {}
        self.roles: set[str] = set()

    def fold(self, recorded: Recorded) -> None:
        """Take one membership event in."""
        self.known = True
        match recorded.event:
            case PartnerJoined(side=side):
                self.sides.add(side)
            case PartnerLeft(side=side):
                self.sides.discard(side)
            case TeamMemberJoined(team=team, role=role):
                self.teams[team] = role
            case TeamMemberLeft(team=team) | TeamDisbanded(team=team):
                self.teams.pop(team, None)
            case WorkspaceCreated():
                self.roles.add("owner")
            case RoleGranted(role=role):
                self.roles.add(role)
            case RoleWithdrawn(role=role):
                self.roles.discard(role)
            case DelegationGranted() | DelegationRevoked() as delegation:
                self._fold_delegation(delegation)
            case SponsorshipGranted() | SponsorshipWithdrawn() as sponsorship if sponsorship.member == self.person:
                self._fold_sponsorship(sponsorship)

    def _fold_delegation(self, delegation: DelegationGranted | DelegationRevoked) -> None:
        delegations = self.delegations if delegation.receiver == self.person else self.given
        match delegation:
            case DelegationGranted():
                delegations[delegation.delegation] = delegation
            case DelegationRevoked():
                delegations.pop(delegation.delegation, None)

    def _fold_sponsorship(self, sponsorship: SponsorshipGranted | SponsorshipWithdrawn) -> None:
        match sponsorship:
            case SponsorshipGranted(sponsor=sponsor):
                self.sponsorships[sponsor] = sponsorship
            case SponsorshipWithdrawn(sponsor=sponsor):
                self.sponsorships.pop(sponsor, None)

    def delegated_sides(self, at: Moments, scope: str | None = None) -> set[str]:
        """The sides the person may act for by a delegation that covers these times, for a scope (None: in any)."""
        if not self.delegations:
            return set()
        return {
            granted.side
            for granted in self.delegations.values()
            if _covers(granted, at) and (granted.scope is None or scope in (None, granted.scope))
        }

    def speaks_for(self, at: Moments, scope: str | None = None) -> set[str]:
        """The sides the person may act for, as partner or delegate."""
        return self.sides | self.delegated_sides(at, scope)

    def giver(self, side: str, at: Moments, scope: str | None, spoken: Container[str | None] = ()) -> str | None:
        """The partner whose delegate the person is here, if possible one who has not spoken yet; None for partners."""
        if side in self.sides:
            return None
        givers = [
            granted.giver
            for granted in self.delegations.values()
            if granted.side == side and _covers(granted, at) and granted.scope in {None, scope}
        ]
        return next((giver for giver in givers if giver not in spoken), next(iter(givers), None))

    def sponsored_side(self, sponsor: Member, at: Moments, scope: str | None) -> str | None:
        """The side for which a sponsor lets the person propose in a scope; None where no such word stands."""
        granted = self.sponsorships.get(sponsor.person)
        if granted is None or granted.scope not in {None, scope} or granted.side not in sponsor.speaks_for(at, scope):
            return None
        return granted.side

    def speaks_later(self, at: datetime) -> set[str]:
        """The sides the person speaks for at a time or, by a delegation not yet ended, afterwards."""
        return self.sides | {granted.side for granted in self.delegations.values() if at < granted.ends}

    @property
    def belongs(self) -> bool:
        """Whether the person takes part in the workspace in any way."""
        return bool(self.sides or self.teams or self.roles or self.delegations)


def _covers(granted: DelegationGranted, at: Moments) -> bool:
    return granted.begins <= min(at) and max(at) < granted.ends


class SideSeats(State):
    """How many partners a side has; each join and leave carries the count, so the newest one is enough."""

    folds = (PartnerJoined, PartnerLeft)
    latest = True

    def __init__(self, side: str) -> None:
        super().__init__(f"side:{side}")
        self.side = side
        self.partners = 0

    def fold(self, recorded: Recorded) -> None:
        """Take the count of one join or leave."""
        match recorded.event:
            case PartnerJoined(partners=partners) | PartnerLeft(partners=partners):
                self.partners = partners


class SidePartners(State):
    """Who speaks for a side (read only where a policy asks for all partners)."""

    folds = (PartnerJoined, PartnerLeft)

    def __init__(self, side: str) -> None:
        super().__init__(f"side:{side}")
        self.side = side
        self.people: set[str] = set()

    def fold(self, recorded: Recorded) -> None:
        """Take one join or leave in."""
        match recorded.event:
            case PartnerJoined(person=person):
                self.people.add(person)
            case PartnerLeft(person=person):
                self.people.discard(person)


class Known(State):
    """Whether a person is registered; one event, for acts that name many people."""

    folds = (PersonRegistered, WorkspaceCreated)
    latest = True

    def __init__(self, person: str) -> None:
        super().__init__(f"member:{person}")
        self.person = person
        self.known = False

    def fold(self, recorded: Recorded) -> None:
        """Take the registration in."""
        match recorded.event:
            case PersonRegistered() | WorkspaceCreated():
                self.known = True


class RoleSeats(State):
    """How many people hold a role; each grant and withdrawal carries the count, so the newest one is enough."""

    folds = (WorkspaceCreated, RoleGranted, RoleWithdrawn)
    latest = True

    def __init__(self, role: str) -> None:
        super().__init__(f"role:{role}")
        self.role = role
        self.holders = 0

    def fold(self, recorded: Recorded) -> None:
        """Take the count of one grant or withdrawal."""
        match recorded.event:
            case WorkspaceCreated():
                self.holders = 1
            case RoleGranted(holders=holders) | RoleWithdrawn(holders=holders):
                self.holders = holders
