"""A partnership begins: its sides, its time zone, its first owner."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta

from domain.acting import Act, Body, Role
from domain.fields import Line, Side
from domain.partnership.details import PersonDetails
from domain.partnership.events import PersonRegistered, WorkspaceCreated
from domain.partnership.time_zones import TIME_ZONES
from domain.refusals import Kind, Refusal

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
RESERVED = frozenset({"none", "team"})


class Workspace(Body):
    """The partnership as it begins; `owner` says who its maker is, for the directory."""

    name: Line
    sides: Annotated[tuple[Side, ...], Meta(max_length=10)] = ("technology", "business")
    time_zone: Annotated[str, Meta(max_length=64, examples=["Europe/Copenhagen"])] = "UTC"
    owner: PersonDetails | None = None


class SlugUsed(Refusal):
    """A workspace of that name exists already."""

    rule = "partnership.slug-used"
    kind = Kind.CONFLICT


class SlugMalformed(Refusal):
    """A workspace's short name is made of lower-case letters, digits and inner hyphens."""

    rule = "partnership.slug-malformed"


class SidesTooFew(Refusal):
    """A partnership has at least two different sides, each named once."""

    rule = "partnership.sides-too-few"


class SideReserved(Refusal):
    """That word has another meaning where sides are shown."""

    rule = "partnership.side-reserved"


class TimeZoneUnknown(Refusal):
    """No such time zone."""

    rule = "partnership.time-zone-unknown"


class CreateWorkspace(Act[Workspace]):
    """Begin a partnership; whoever does becomes its owner."""

    name = "create-workspace"
    may = frozenset({Role.PERSON})
    body_type = Workspace
    minutable = False

    def decide(self) -> None:
        """Refuse a used or malformed slug, too few sides, an unknown zone."""
        body, owner = self.body, self.context.actor
        self.require(not self.partnership.known, SlugUsed(f"{self.subject} exists already."))
        self.check(SLUG.fullmatch(self.subject), SlugMalformed(f"{self.subject!r} cannot be a workspace's short name."))
        self.check(
            len(set(body.sides)) == len(body.sides) >= 2,  # noqa: PLR2004 - the sentence says it
            SidesTooFew(f"{', '.join(body.sides) or 'Nothing'}: at least two different ones are needed.", "/sides"),
        )
        reserved = RESERVED.intersection(body.sides)
        self.check(not reserved, SideReserved(f"Not as a side: {', '.join(sorted(reserved))}.", "/sides"))
        self.check(body.time_zone in TIME_ZONES, TimeZoneUnknown(f"{body.time_zone} is not known.", "/time_zone"))
        self.record(WorkspaceCreated(name=body.name, sides=body.sides, time_zone=body.time_zone, owner=owner))
        self.record(PersonRegistered(person=owner))
        if body.owner:
            self.directory[owner] = body.owner.entries()
