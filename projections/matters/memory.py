"""What the fold of one matter remembers: what waits there for whom, and its days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, Protocol

import msgspec

from domain.kernel import Recorded
from projections.projector import Memory

EACH_SIDE: Final = "each-side"  # every required side for itself
ANY_SIDE: Final = "any-side"  # whichever side takes it on
LONGEST_TITLE: Final = 160


class SideSpoke(Protocol):
    """An event by which a person spoke for a side; not all of them can be incomplete or by a delegate."""

    @property
    def side(self) -> str:
        """The side."""
        ...

    @property
    def person(self) -> str:
        """Who spoke."""
        ...


class Wait(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An act that waits, since an event.

    `whom` are audiences (`person:…`, `team:…`, `side:…`), names in the memory's `people`, or one of the two above.
    `said` are sides that have done it, `partly` people who have while their side has not; with `signed` nobody may do
    it for two sides. `only` are the sides that may already, `held` says that it is held up. `body` is what is known of
    the act's body. It is shown from the day `opens` on, until `closes`; `deadline` and `day` say when it is due.
    """

    act: str
    why: str
    event: str
    position: int
    since: datetime
    whom: list[str]
    said: list[str] = []
    partly: list[str] = []
    signed: bool = False
    only: list[str] | None = None
    held: bool = False
    body: dict[str, Any] = {}
    opens: date | None = None
    closes: datetime | None = None
    deadline: datetime | None = None
    day: date | None = None


class Dated(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A day or time in the calendar. `sequence` counts its changes, `stamp` is when the last of them was recorded."""

    kind: str
    text: str
    whom: list[str]
    stamp: datetime
    sequence: int = 0
    at: datetime | None = None
    on: date | None = None
    cancelled: bool = False


class MatterMemory(Memory, kw_only=True, omit_defaults=True):
    """One subject.

    `title` may hold `{about}`, for the title of the opportunity `about`. `people` maps roles of the subject to
    audiences, `spoken` people to the side that they have signed something for. With `ended` nothing of it waits.
    """

    kind: str
    subject: str
    began_position: int
    title: str = ""
    about: str | None = None
    scope: str | None = None
    ended: bool = False
    people: dict[str, str] = msgspec.field(default_factory=dict)
    spoken: dict[str, str] = msgspec.field(default_factory=dict)
    waits: dict[str, Wait] = msgspec.field(default_factory=dict)
    dates: dict[str, Dated] = msgspec.field(default_factory=dict)
    # what only some kinds remember: the blocking objections; what the agreement is still in force for; how many ideas
    # somebody has in; the last word of each speaker of a team; how much of a promise has still to arrive
    blocking: list[str] = msgspec.field(default_factory=list)
    in_force_for: list[str] = msgspec.field(default_factory=list)
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    voices: dict[str, tuple[str, str]] = msgspec.field(default_factory=dict)
    promised: dict[str, float] = msgspec.field(default_factory=dict)

    def drop(self, *names: str) -> None:
        """These wait no longer."""
        for name in names:
            self.waits.pop(name, None)

    def end(self, recorded: Recorded) -> None:
        """Nothing waits any more, and its days are off."""
        self.waits.clear()
        for name in self.dates:
            self.cancel(name, recorded)

    def spoke(self, name: str, event: SideSpoke) -> None:
        """Somebody did for a side what waits under a name."""
        giver = getattr(event, "behalf_of", None)
        self.spoken |= {person: event.side for person in (event.person, giver) if person}
        wait = self.waits.get(name)
        if wait is None:
            return
        if getattr(event, "complete", True):
            wait.said = [*wait.said, event.side]
        else:
            wait.partly = [*wait.partly, giver or event.person]

    def unsaid(self, name: str, sides: Iterable[str]) -> None:
        """What these sides did counts no longer."""
        wait, gone = self.waits.get(name), set(sides)
        if wait is not None:
            wait.said = [side for side in wait.said if side not in gone]
            wait.partly = [person for person in wait.partly if self.spoken.get(person) not in gone]

    def date(self, name: str, recorded: Recorded, dated: Dated) -> None:
        """Put a day into the calendar, or move it."""
        former = self.dates.get(name)
        if former is not None:
            same = (former.at, former.on, former.cancelled) == (dated.at, dated.on, False)
            dated.sequence = former.sequence + (not same)
            dated.stamp = former.stamp if same else recorded.recorded_at
        self.dates[name] = dated

    def cancel(self, name: str, recorded: Recorded) -> None:
        """Take a day off the calendar; it stays there, crossed out."""
        dated = self.dates.get(name)
        if dated is not None and not dated.cancelled:
            dated.cancelled, dated.stamp = True, recorded.recorded_at
            dated.sequence += 1


def waits(recorded: Recorded, act: str, why: str, *whom: str, **body: Any) -> Wait:  # noqa: ANN401 - of any act
    """What an event makes wait: for each side, unless it says for whom; `body` is what it gives of the act's body."""
    return Wait(
        act=act,
        why=why,
        event=recorded.id,
        position=recorded.position,
        since=recorded.occurred_at,
        whom=list(whom or (EACH_SIDE,)),
        body=body,
    )


def short(text: str) -> str:
    """A title on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"
