"""Facts about meetings and what was minuted there."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from domain.fields import Digest, Line, Moment, Text, Url
from domain.ids import ActId, MeetingId, PersonId
from domain.kernel import Event, Tag, event
from domain.partnership.correctable import correctable

CommandName = Annotated[str, Meta(max_length=64, pattern="^[a-z][a-z-]*$(?!\\n)", examples=["agree-decision"])]
Subject = Annotated[str, Meta(max_length=100, pattern="^([A-Za-z0-9][A-Za-z0-9._:-]*)?$(?!\\n)")]
Acts = Annotated[tuple[ActId, ...], Meta(min_length=1, max_length=100)]


class Minutes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the written minutes lie, and the hash of the file as it was then."""

    url: Url
    sha256: Digest


@correctable("title", "held_at", "present", "minutes")
@event("meeting-held")
class MeetingHeld(Event):
    """People met; what they did there can be recorded as minuted acts."""

    meeting: Annotated[MeetingId, Tag("meeting")]
    title: Line
    held_at: Moment
    present: Annotated[tuple[PersonId, ...], Tag("member")]
    minutes: Minutes | None = None


def place(meeting: str, person: str) -> str:
    """Where one person's acts of one meeting are kept together."""
    return f"{meeting}/{person}"


@event("act-minuted")
class ActMinuted(Event):
    """A facilitator wrote down what a person did; it counts once that person confirms it. `body` is the act's own."""

    act: Annotated[ActId, Tag("act")]
    meeting: Annotated[MeetingId, Tag("meeting")]
    person: Annotated[PersonId, Tag("member")]
    place: Annotated[str, Tag("minuted")]
    command: CommandName
    subject: Subject
    body: dict[str, Any]


@event("minute-confirmed")
class MinuteConfirmed(Event):
    """A person stands by what was minuted: these acts count from here, shown as minuted."""

    meeting: Annotated[MeetingId, Tag("meeting")]
    person: Annotated[PersonId, Tag("member")]
    place: Annotated[str, Tag("minuted")]
    acts: Annotated[Acts, Tag("act")]


@event("minute-disputed")
class MinuteDisputed(Event):
    """A person says that it was not so: these acts never count."""

    meeting: Annotated[MeetingId, Tag("meeting")]
    person: Annotated[PersonId, Tag("member")]
    place: Annotated[str, Tag("minuted")]
    acts: Annotated[Acts, Tag("act")]
    reason: Text
