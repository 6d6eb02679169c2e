"""Facts about people and sides: who may act for whom."""

from __future__ import annotations

from typing import Annotated, Literal

from domain.fields import Key, Line, Moment, Side, Text
from domain.ids import ActorId, DelegationId, PersonId, TeamId
from domain.kernel import Event, Tag, event
from domain.partnership.correctable import correctable

TeamRole = Literal["developer", "qa", "product_manager", "product_owner", "ops", "other"]
GrantedRole = Literal["owner", "coach", "facilitator", "auditor"]
Detail = Literal["name", "email", "login", "title"]


@event("workspace-created", tags=("partnership", "role:owner"))
class WorkspaceCreated(Event):
    """A partnership began: its required sides never change afterwards. Its maker is the first owner."""

    name: Line
    sides: tuple[Side, ...]
    time_zone: Line
    owner: Annotated[PersonId, Tag("member")]


@event("workspace-renamed", tags=("partnership",))
class WorkspaceRenamed(Event):
    """The partnership got another display name; its slug stays."""

    name: Line
    former: Line


@event("workspace-archived", tags=("partnership",))
class WorkspaceArchived(Event):
    """The partnership ended: reading goes on, nothing more is recorded."""

    reason: Text


@event("person-registered")
class PersonRegistered(Event):
    """A person became known under an opaque id; names live in the directory beside the ledger."""

    person: Annotated[PersonId, Tag("member")]


@event("person-details-changed")
class PersonDetailsChanged(Event):
    """Entries of the directory about a person changed: which ones, never what they say."""

    person: Annotated[PersonId, Tag("member")]
    details: tuple[Detail, ...]


@event("person-forgotten")
class PersonForgotten(Event):
    """Every entry of the directory about a person was erased; the opaque id stays on the record."""

    person: Annotated[PersonId, Tag("member")]


@correctable("title")
@event("partner-joined")
class PartnerJoined(Event):
    """A person speaks for a side from now on. `partners` counts that side's partners after it.

    `title` is the office, as public as the ledger: it outlasts the erasure of the person's details.
    """

    person: Annotated[PersonId, Tag("member")]
    side: Annotated[Side, Tag("side")]
    partners: int
    title: Line | None = None


@event("partner-left")
class PartnerLeft(Event):
    """A person no longer speaks for a side. `partners` counts that side's partners after it."""

    person: Annotated[PersonId, Tag("member")]
    side: Annotated[Side, Tag("side")]
    partners: int
    successor: PersonId | None = None
    reason: Text | None = None


@event("side-vacated")
class SideVacated(Event):
    """The last partner of a side left: agreeing waits for a successor (rule G13)."""

    side: Annotated[Side, Tag("side")]


@event("delegation-granted")
class DelegationGranted(Event):
    """A partner lets another person act for the side, for a period and (optionally) one scope only."""

    delegation: Annotated[DelegationId, Tag("delegation")]
    giver: Annotated[PersonId, Tag("member")]
    receiver: Annotated[PersonId, Tag("member")]
    side: Side
    begins: Moment
    ends: Moment
    scope: Key | None = None


@event("delegation-revoked")
class DelegationRevoked(Event):
    """A delegation ended before its time."""

    delegation: Annotated[DelegationId, Tag("delegation")]
    giver: Annotated[PersonId, Tag("member")]
    receiver: Annotated[PersonId, Tag("member")]
    reason: Text


@event("sponsorship-granted")
class SponsorshipGranted(Event):
    """A partner or delegate lets a team member propose for the side, until that is withdrawn.

    `scope` limits it. It takes the place of an earlier one between the two.
    """

    sponsor: Annotated[PersonId, Tag("member")]
    member: Annotated[PersonId, Tag("member")]
    side: Side
    scope: Key | None = None


@event("sponsorship-withdrawn")
class SponsorshipWithdrawn(Event):
    """A sponsor's word for a team member no longer stands."""

    sponsor: Annotated[PersonId, Tag("member")]
    member: Annotated[PersonId, Tag("member")]
    side: Side
    reason: Text


@correctable("external_ref")
@event("team-formed")
class TeamFormed(Event):
    """A team exists; it does the work and is heard before a definition is adopted."""

    team: Annotated[TeamId, Tag("team")]
    name: Line
    external_ref: Line | None = None


@event("team-renamed")
class TeamRenamed(Event):
    """A team got another name."""

    team: Annotated[TeamId, Tag("team")]
    name: Line
    former: Line


@event("team-disbanded")
class TeamDisbanded(Event):
    """A team ended; its members leave with it."""

    team: Annotated[TeamId, Tag("team")]
    members: Annotated[tuple[PersonId, ...], Tag("member")]
    reason: Text


@event("team-member-joined")
class TeamMemberJoined(Event):
    """A person works in a team, in a role of the product team."""

    team: Annotated[TeamId, Tag("team")]
    person: Annotated[PersonId, Tag("member")]
    role: TeamRole


@event("team-member-left")
class TeamMemberLeft(Event):
    """A person no longer works in a team."""

    team: Annotated[TeamId, Tag("team")]
    person: Annotated[PersonId, Tag("member")]


@event("role-granted")
class RoleGranted(Event):
    """A person (or a service) holds a role beside any side. `holders` counts those who hold it after it."""

    person: Annotated[ActorId, Tag("member")]
    role: Annotated[GrantedRole, Tag("role")]
    holders: int = 1


@event("role-withdrawn")
class RoleWithdrawn(Event):
    """A role was taken back. `holders` counts those who hold it after it."""

    person: Annotated[ActorId, Tag("member")]
    role: Annotated[GrantedRole, Tag("role")]
    reason: Text
    holders: int = 0
