"""What the view of a decision consists of: the table, and where the decision stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from domain.decisions.terms import (
    AgreedBy,
    DecisionContent,
    DecisionKind,
    DecisionState,
    Dissent,
    Grounds,
    WaivedRule,
)
from projections.decisions.voices import AdviceView, ObjectionView, StanceView, WinView
from projections.facts import Fact, Viewed

AgreementEnd = Annotated[
    Literal["voided", "rescinded"], Meta(description="voided by a new revision, or rescinded by the side itself")
]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What one part of the content said in the former revision, and what it says in this one."""

    field: str
    old: Any
    new: Any


class RevisionView(msgspec.Struct, kw_only=True):
    """One revision of what is to be decided. A signature covers exactly `content`, by its hash `digest`.

    `how` tells a side's own change (`revised`) from another side's answer (`countered`); `changes` compares it with the
    revision before, part by part. `sponsor` is the partner or delegate behind a member who proposed.
    """

    revision: int
    digest: str
    how: Literal["proposed", "countered", "revised"]
    side: str
    sponsor: str | None
    on_table: bool
    changes: list[Difference]
    content: DecisionContent
    policy: int
    fact: Fact


class AgreementView(msgspec.Struct, kw_only=True):
    """One person's agreement for a side, in the order in which they were given (`order`, from 1).

    `how`: agreed to this very revision; carried over from an earlier commitment (`carried_from`, by `carried_by`); or
    given anew by reaffirming after the side had rescinded. `behalf_of` is the partner whose delegate the person is.
    `complete` says whether the side had agreed with it as the policy asks. `stands` is false once it was voided or
    rescinded. `gaps` is what the first option lacked then; `waivers` are rules skipped for this agreement.
    """

    order: int
    side: str
    person: str
    behalf_of: str | None
    how: Literal["agreed", "carried", "reaffirmed"]
    carried_from: str | None
    carried_by: str | None
    revision: int
    digest: str
    complete: bool
    stands: bool
    gaps: tuple[str, ...]
    waivers: tuple[WaivedRule, ...]
    policy: int
    fact: Fact
    ended_as: AgreementEnd | None = None
    ended_because: str | None = None
    ended: Fact | None = None


class ForceView(msgspec.Struct, kw_only=True):
    """What is in force since every required side agreed, and for how long.

    `sides` are the agreements in their order; `opportunities` what it ranks, commits to or stops, best first;
    `still_for` those of them for which it is in force now (a later commitment may have taken over some). `until` and
    `ended_as` are null while it lasts.
    """

    since: datetime
    until: datetime | None
    ended_as: DecisionState | None
    revision: int
    digest: str
    place: str | None
    opportunities: tuple[str, ...]
    still_for: tuple[str, ...]
    chosen: str | None
    stage: str | None
    cycle: str | None
    sides: tuple[AgreedBy, ...]
    dissent: tuple[Dissent, ...]
    waivers: tuple[WaivedRule, ...]
    gaps: tuple[str, ...]
    policy: int
    fact: Fact


class SuccessionView(msgspec.Struct, frozen=True, kw_only=True):
    """Another decision that took this one's place, or the other way round, and for which opportunities."""

    decision: str
    opportunities: tuple[str, ...]
    fact: Fact


class RescissionView(msgspec.Struct, frozen=True, kw_only=True):
    """A side took its agreement back. With `after_all_agreed` the decision stayed in force, contested."""

    side: str
    reason: str
    after_all_agreed: bool
    fact: Fact


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A side's word for keeping a decision in force (a reaffirmation) or for ending it (a revocation)."""

    side: str
    person: str
    behalf_of: str | None
    text: str | None
    fact: Fact


class ConfirmationView(msgspec.Struct, frozen=True, kw_only=True):
    """Every required side stood by the decision, at its review or after it was contested."""

    sides: tuple[AgreedBy, ...]
    cause: Literal["review", "contest"]
    next_review: date | None
    fact: Fact


class OutcomeView(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it, as seen on a day."""

    outcome: str
    observed_on: date | None
    evidence: Grounds
    fact: Fact


class DecisionEnd(msgspec.Struct, frozen=True, kw_only=True):
    """How the decision ended, by which side and why, where somebody said so."""

    state: DecisionState
    side: str | None
    reason: str | None
    fact: Fact


class FallenGround(msgspec.Struct, frozen=True, kw_only=True):
    """A signal that the decision rests on and that was retracted, and why."""

    signal: str
    reason: str
    fact: Fact


class DecisionView(Viewed, kw_only=True):
    """One decision: what is on the table, who said what to it, who agreed, and where it stands.

    `revision`, `digest` and `content` are the revision on the table: an agreement names exactly these. `agreed_sides`
    have agreed as the policy asks, in that order, and `waiting_for` have not. `sided` people agreed for a side at any
    time and cannot speak for another one here. `fallen` is ground that was retracted since. Lists are in the order
    of the ledger, former and ended entries included.
    """

    decision: str
    state: DecisionState = "open"
    kind: DecisionKind = "other"
    scope: str = ""
    revision: int = 0
    digest: str = ""
    content: DecisionContent | None = None
    proposed_by: str = ""
    proposed_side: str = ""
    proposed: Fact | None = None
    respond_by: datetime | None = None
    expires_at: datetime | None = None
    next_review: date | None = None
    agreed_sides: list[str] = msgspec.field(default_factory=list)
    waiting_for: list[str] = msgspec.field(default_factory=list)
    sided: dict[str, str] = msgspec.field(default_factory=dict)
    blocking: list[str] = msgspec.field(default_factory=list)
    revisions: list[RevisionView] = msgspec.field(default_factory=list)
    agreements: list[AgreementView] = msgspec.field(default_factory=list)
    wins: list[WinView] = msgspec.field(default_factory=list)
    advice: list[AdviceView] = msgspec.field(default_factory=list)
    objections: list[ObjectionView] = msgspec.field(default_factory=list)
    stances: list[StanceView] = msgspec.field(default_factory=list)
    force: ForceView | None = None
    fallen: list[FallenGround] = msgspec.field(default_factory=list)
    supersedes: list[SuccessionView] = msgspec.field(default_factory=list)
    superseded_by: list[SuccessionView] = msgspec.field(default_factory=list)
    carried_to: list[str] = msgspec.field(default_factory=list)
    rescissions: list[RescissionView] = msgspec.field(default_factory=list)
    reaffirmations: list[Word] = msgspec.field(default_factory=list)
    confirmations: list[ConfirmationView] = msgspec.field(default_factory=list)
    revocations: list[Word] = msgspec.field(default_factory=list)
    outcomes: list[OutcomeView] = msgspec.field(default_factory=list)
    end: DecisionEnd | None = None
