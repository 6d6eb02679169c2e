"""A meeting, and what was minuted there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

import msgspec

from domain.kernel import Recorded
from domain.meetings.events import ActMinuted, MeetingHeld, MinuteConfirmed, MinuteDisputed, Minutes
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class MinutedActView(msgspec.Struct, kw_only=True):
    """What a person did in the meeting, as written down there: a command on a subject, with its body.

    It counts once that person confirms it (`settled`), never when disputed; until then it is `waiting`.
    """

    act: str
    person: str
    command: str
    subject: str
    body: dict[str, Any]
    standing: Literal["waiting", "confirmed", "disputed"]
    minuted: Fact
    settled: Fact | None = None
    disputed_because: str | None = None


class MeetingView(Viewed, kw_only=True):
    """People met. `minutes` is where the written minutes lie, with the SHA-256 of the file as it was then.

    `waiting` counts minuted acts that wait for their person, by person.
    """

    meeting: str
    title: str = ""
    held_at: datetime | None = None
    present: tuple[str, ...] = ()
    minutes: Minutes | None = None
    held: Fact | None = None
    acts: list[MinutedActView] = msgspec.field(default_factory=list)
    waiting: dict[str, int] = msgspec.field(default_factory=dict)


MEETING: Folding[MeetingView] = Folding()


@MEETING.on(MeetingHeld)
def _hold(view: MeetingView, event: MeetingHeld, fact: Fact) -> None:
    view.title, view.held_at, view.present, view.minutes = event.title, event.held_at, event.present, event.minutes
    view.held = fact


@MEETING.on(ActMinuted)
def _minute(view: MeetingView, event: ActMinuted, fact: Fact) -> None:
    view.acts.append(
        MinutedActView(
            act=event.act,
            person=event.person,
            command=event.command,
            subject=event.subject,
            body=event.body,
            standing="waiting",
            minuted=fact,
        )
    )
    _count(view)


@MEETING.on(MinuteConfirmed, MinuteDisputed)
def _settle(view: MeetingView, event: MinuteConfirmed | MinuteDisputed, fact: Fact) -> None:
    for act in view.acts:
        if act.act in event.acts and act.standing == "waiting":
            act.settled = fact
            if isinstance(event, MinuteDisputed):
                act.standing, act.disputed_because = "disputed", event.reason
            else:
                act.standing = "confirmed"
    _count(view)


def _count(view: MeetingView) -> None:
    waiting = [act.person for act in view.acts if act.standing == "waiting"]
    view.waiting = {person: waiting.count(person) for person in dict.fromkeys(waiting)}


class MeetingReading(Reading[MeetingView]):
    """The view in the making."""

    def __init__(self, meeting: str) -> None:
        super().__init__(MEETING, MeetingView(meeting=meeting))

    @property
    def known(self) -> bool:
        """Whether it is on the record."""
        return self.view.held is not None


def fold_meeting(meeting: str, history: Iterable[Recorded]) -> MeetingView | None:
    """The meeting after these events of its tag; None if it was not on the record by then."""
    return MeetingReading(meeting).read(history)
