"""A person (or a service) in the partnership: for whom they speak, where they work, what waits for them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.partnership.events import Detail, TeamRole
from domain.partnership.keys import KeyScope
from projections.facts import Fact, Viewed
from projections.partnership.key import KeyStanding


class SeatView(msgspec.Struct, kw_only=True):
    """A time as partner of a side; `left` is null while it lasts, `successor` goes on with the person's affairs."""

    side: str
    title: str | None
    joined: Fact
    left: Fact | None = None
    left_because: str | None = None
    successor: str | None = None


class RoleHeld(msgspec.Struct, kw_only=True):
    """A role beside any side (owner, coach, facilitator, auditor); `withdrawn` is null while it is held."""

    role: str
    granted: Fact
    withdrawn: Fact | None = None
    withdrawn_because: str | None = None


class TeamHeld(msgspec.Struct, kw_only=True):
    """A time in a team; `left` is null while it lasts."""

    team: str
    role: TeamRole
    joined: Fact
    left: Fact | None = None


class DelegationHeld(msgspec.Struct, kw_only=True):
    """A delegation that the person gave or received; it holds from `begins` until `ends` unless it was revoked."""

    delegation: str
    giver: str
    receiver: str
    side: str
    begins: datetime
    ends: datetime
    scope: str | None
    granted: Fact
    revoked: Fact | None = None


class SponsorshipHeld(msgspec.Struct, kw_only=True):
    """A sponsor's word that a team member may propose for the side, in one scope only or (null) in all."""

    sponsor: str
    member: str
    side: str
    scope: str | None
    granted: Fact
    withdrawn: Fact | None = None
    withdrawn_because: str | None = None


class KeyHeld(msgspec.Struct, kw_only=True):
    """A key that the person holds."""

    key: str
    prefix: str
    issuer: str
    scopes: tuple[KeyScope, ...]
    standing: KeyStanding
    expires_at: datetime | None
    issued: Fact


class MeetingAttended(msgspec.Struct, kw_only=True):
    """A meeting at which the person was present."""

    meeting: str
    title: str
    held_at: datetime


class WaitingAct(msgspec.Struct, kw_only=True):
    """What a meeting's minutes say that the person did; it counts once the person confirms it."""

    act: str
    meeting: str
    command: str
    subject: str
    minuted: Fact


class AdviceWanted(msgspec.Struct, kw_only=True):
    """A question that the person was asked about a decision; `answered` is null while it waits."""

    decision: str
    advice: str
    question: str
    asked: Fact
    answered: Fact | None = None


class PersonView(Viewed, kw_only=True):
    """One person by an opaque id (names come from the directory beside the ledger), or an integration.

    `sides`, `roles` and `teams` hold now; the lists below them keep the former ones too. A forgotten person has no
    entry in the directory any more. `waiting` are minuted acts that wait for the person's word, `advice` questions
    asked of the person.
    """

    person: str
    known: bool = False
    sides: list[str] = msgspec.field(default_factory=list)
    roles: list[str] = msgspec.field(default_factory=list)
    teams: list[str] = msgspec.field(default_factory=list)
    registered: Fact | None = None
    details_changed: tuple[Detail, ...] = ()
    forgotten: Fact | None = None
    seats: list[SeatView] = msgspec.field(default_factory=list)
    roles_held: list[RoleHeld] = msgspec.field(default_factory=list)
    teams_held: list[TeamHeld] = msgspec.field(default_factory=list)
    delegations: list[DelegationHeld] = msgspec.field(default_factory=list)
    sponsorships: list[SponsorshipHeld] = msgspec.field(default_factory=list)
    keys: list[KeyHeld] = msgspec.field(default_factory=list)
    meetings: list[MeetingAttended] = msgspec.field(default_factory=list)
    waiting: list[WaitingAct] = msgspec.field(default_factory=list)
    advice: list[AdviceWanted] = msgspec.field(default_factory=list)
