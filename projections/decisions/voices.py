"""What people said about a decision, as its view shows it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.decisions.terms import Position, Resolution, Taken, WinVerdict
from projections.facts import Fact

ObjectionStanding = Annotated[
    Literal["open", "awaiting_objector", "accepted", "overruled", "withdrawn"],
    Meta(
        description="awaiting_objector: integrated or answered, and the objector has not said yet whether that will do"
    ),
]


class AdviceWord(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of advice; `taken` says, where those who decide noted it, whether it was followed."""

    by: str
    text: str
    taken: Taken | None
    fact: Fact


class AdviceView(msgspec.Struct, kw_only=True):
    """Advice that was asked for (`asked` is the person asked, null where nobody asked) and what was answered."""

    advice: str
    asked: str | None
    question: str | None
    asking: Fact | None
    given: list[AdviceWord]


class Supporter(msgspec.Struct, frozen=True, kw_only=True):
    """A side that wants to go on in spite of an objection, and why."""

    side: str
    person: str
    behalf_of: str | None
    reason: str
    fact: Fact


class ResolutionView(msgspec.Struct, frozen=True, kw_only=True):
    """How an objection was met: `integrated` into a later `revision`, `answered`, or `overruled` by every side."""

    resolution: Resolution
    text: str
    revision: int | None
    fact: Fact


class ObjectionView(msgspec.Struct, kw_only=True):
    """An objection and what became of it. A blocking one holds up every agreement while it is open.

    `resolutions` has every attempt to meet it, the latest last; `closed` is the event that closed it.
    """

    objection: str
    person: str
    side: str
    revision: int
    blocking: bool
    reason: str
    standing: ObjectionStanding
    resolutions: list[ResolutionView]
    overruling: list[Supporter]
    fact: Fact
    closed: Fact | None = None
    withdrawn_because: str | None = None


class StanceView(msgspec.Struct, kw_only=True):
    """Where a person stood on a revision. No stance is an agreement of a side; `latest` is the person's last one."""

    person: str
    side: str
    stance: Position
    reason: str | None
    revision: int
    latest: bool
    fact: Fact


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """A side's own judgement on whether it got the win that it had stated."""

    verdict: WinVerdict
    text: str | None
    fact: Fact


class WinView(msgspec.Struct, kw_only=True):
    """What a side would win by one revision, in its own words, and how it judged that later.

    `stands` is false once the side stated it anew or a new revision voided it.
    """

    side: str
    text: str
    revision: int
    digest: str
    stands: bool
    assessments: list[Assessment]
    fact: Fact
    voided: Fact | None = None
