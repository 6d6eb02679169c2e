"""Refusals that several acts on people, sides, teams and scopes share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class PersonUnknown(Refusal):
    """No such person in this workspace."""

    rule = "partnership.person-unknown"
    kind = Kind.NOT_FOUND


class SideUnknown(Refusal):
    """The workspace has no such side."""

    rule = "partnership.side-unknown"


class ScopeUnknown(Refusal):
    """No such scope is declared."""

    rule = "partnership.scope-unknown"
    kind = Kind.NOT_FOUND


class TeamUnknown(Refusal):
    """No such team."""

    rule = "partnership.team-unknown"
    kind = Kind.NOT_FOUND


class TeamEnded(Refusal):
    """The team was disbanded."""

    rule = "partnership.team-disbanded"
    kind = Kind.CONFLICT


class AlreadyPartner(Refusal):
    """The person is a partner of that side already."""

    rule = "partnership.already-partner"
    kind = Kind.CONFLICT


class NotPartner(Refusal):
    """The person is not a partner of that side."""

    rule = "partnership.not-partner"
    kind = Kind.CONFLICT


class AcrossSides(Refusal):
    """One person would speak for two sides."""

    rule = "partnership.across-sides"
    kind = Kind.CONFLICT
    waivable = True


class NotYours(Refusal):
    """This is for the person concerned, or for an owner or facilitator."""

    rule = "partnership.not-yours"
    kind = Kind.FORBIDDEN


class NameUnchanged(Refusal):
    """It has that name already."""

    rule = "partnership.name-unchanged"
    kind = Kind.CONFLICT


class PeriodInverted(Refusal):
    """A period ends after it begins."""

    rule = "partnership.period-inverted"
