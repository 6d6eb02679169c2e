"""What every view says about a recorded fact: by whom, when, on which ground; and what was remarked or mended since."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from domain.kernel import Recorded

Position = Annotated[int, Meta(ge=0, description="Place of an event in the ledger; counts from 1 in each workspace")]
Delay = Annotated[int, Meta(description="Whole seconds from when it is said to have happened to when it was recorded")]
Ground = Annotated[
    str,
    Meta(
        description="first_hand: by the person; minuted: from a meeting's minutes; imported or inferred: taken over "
        "from elsewhere"
    ),
]


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """The event that says so.

    `actor` is whose act it was and `side` the side that the actor had at that moment (`team` or `none` for people of
    no side); `recorder` is who typed it, where that was somebody else, and `credential` the key that was used.
    """

    event: str
    type: str
    position: Position
    occurred_at: datetime
    recorded_at: datetime
    delay_seconds: Delay
    actor: str
    side: str
    recorder: str | None
    credential: str
    basis: Ground
    meeting: str | None

    @property
    def typed_by(self) -> str:
        """Who typed it."""
        return self.recorder or self.actor

    @property
    def ref(self) -> EventRef:
        """Where it stands."""
        return EventRef(event=self.event, type=self.type, position=self.position)


class EventRef(msgspec.Struct, frozen=True, kw_only=True):
    """An event that something rests on: its id, its type and its place in the ledger."""

    event: str
    type: str
    position: Position

    @classmethod
    def of(cls, recorded: Recorded) -> EventRef:
        """Point at an event."""
        return cls(event=recorded.id, type=type(recorded.event).TOPIC, position=recorded.position)


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """A remark on the subject, or on the one event of it at `on_position`. It changes nothing."""

    text: str
    on_position: int | None
    fact: Fact


class CorrectionView(msgspec.Struct, frozen=True, kw_only=True):
    """A mistake in a recorded fact that was mended: `field` of the event `corrects` reads `new` instead of `old`.

    What is shown elsewhere in this view is the mended value.
    """

    corrects: str
    corrects_position: int
    corrects_type: str
    field: str
    old: Any
    new: Any
    reason: str
    fact: Fact


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that was skipped: which one, what it would have said (`detail`), and why it was skipped.

    `policy` is the revision of the policy in force then; who skipped it stands in `fact`.
    """

    rule: str
    reason: str
    detail: str
    policy: int
    fact: Fact


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was recorded about another subject and names this one too.

    `subject` is the other subject's tag; what happened there stands in `fact`, by its type.
    """

    subject: str
    fact: Fact


class Viewed(msgspec.Struct, kw_only=True):
    """What every view begins with: `position` and `changed` are those of the last event that it rests on.

    `waivers` are rules that were skipped for the subject; `mentions` say where else it came up: what cites it, benefits
    and tracker items of it, and the like.
    """

    position: Position = 0
    changed: Fact | None = None
    annotations: list[Annotation] = msgspec.field(default_factory=list)
    corrections: list[CorrectionView] = msgspec.field(default_factory=list)
    waivers: list[Waiver] = msgspec.field(default_factory=list)
    mentions: list[Mention] = msgspec.field(default_factory=list)


def delay_of(recorded: Recorded) -> int:
    """Whole seconds between the two clocks, never negative."""
    return max(0, int((recorded.recorded_at - recorded.occurred_at).total_seconds()))


def fact_of(recorded: Recorded) -> Fact:
    """The envelope of an event, as views show it."""
    return Fact(
        event=recorded.id,
        type=type(recorded.event).TOPIC,
        position=recorded.position,
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        delay_seconds=delay_of(recorded),
        actor=recorded.actor,
        side=recorded.side,
        recorder=recorded.recorder,
        credential=recorded.credential,
        basis=recorded.basis,
        meeting=recorded.meeting,
    )
