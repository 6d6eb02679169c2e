"""What the view of a Definition of Awesome consists of."""

from __future__ import annotations

import msgspec

from domain.decisions.terms import WaivedRule
from domain.definitions.terms import (
    Amount,
    BuyIn,
    BuyInCounts,
    DefinitionContent,
    DefinitionState,
    FutureText,
    GoalAndMetrics,
    Part,
    SupportKind,
)
from domain.opportunities.terms import Evidence
from projections.facts import EventRef, Fact, Viewed


class DefinitionRevisionView(msgspec.Struct, frozen=True, kw_only=True):
    """One revision; `changes` names the parts that differ from the one before, `digest` is what signatures name."""

    revision: int
    digest: str
    content: DefinitionContent
    changes: tuple[str, ...]
    side: str
    sponsor: str | None
    reason: str | None
    policy: int
    fact: Fact


class ContributionView(msgspec.Struct, frozen=True, kw_only=True):
    """What a person brought to a part of a revision."""

    revision: int
    part: Part
    text: str
    side: str
    person: str
    fact: Fact


class FeedbackAnswerView(msgspec.Struct, frozen=True, kw_only=True):
    """What a side said to feedback."""

    side: str
    text: str
    fact: Fact


class FeedbackView(msgspec.Struct, kw_only=True):
    """A voice of a team. A sealed one shows neither author nor words, only that it was given, and `commitment`.

    `latest` is false once the same person said something else; `doubt` says whether an open voice is a doubt.
    `before_adoption`: it was heard while the definition was a draft.
    """

    feedback: str
    revision: int
    team: str
    sealed: bool
    buy_in: BuyIn | None
    text: str | None
    commitment: str | None
    doubt: bool
    latest: bool
    before_adoption: bool
    fact: Fact
    answers: list[FeedbackAnswerView] = msgspec.field(default_factory=list)


class TeamVoices(msgspec.Struct, kw_only=True):
    """How far a team buys in: the latest voice of each person, sealed ones as their counts tell."""

    team: str
    counts: BuyInCounts


class BuyInSummary(msgspec.Struct, kw_only=True):
    """What the teams said in all; `unanswered` counts open doubts that no side has answered."""

    counts: BuyInCounts = msgspec.field(default_factory=BuyInCounts)
    teams: list[TeamVoices] = msgspec.field(default_factory=list)
    unheard: list[str] = msgspec.field(default_factory=list)
    unanswered: int = 0


class DeliveryView(msgspec.Struct, frozen=True, kw_only=True):
    """Some of a promise that arrived."""

    amount: Amount | None
    period: str | None
    note: str | None
    fact: Fact


class SupportView(msgspec.Struct, kw_only=True):
    """What a side promised, and what arrived of it. `delivered` is the sum, where the units are the promised one's."""

    support: str
    kind: SupportKind
    side: str
    text: str
    amount: Amount | None
    period: str | None
    committed: Fact
    deliveries: list[DeliveryView] = msgspec.field(default_factory=list)
    delivered: Amount | None = None


class PromisedAmount(msgspec.Struct, frozen=True, kw_only=True):
    """How much of one unit a side promised in all, and how much of that arrived."""

    unit: str
    promised: float
    delivered: float


class SideSupport(msgspec.Struct, frozen=True, kw_only=True):
    """What one side promised of one kind: how many promises, how many of them brought something, and the amounts.

    `rests_on` are the promises and the deliveries.
    """

    side: str
    kind: SupportKind
    promises: int
    begun: int
    amounts: list[PromisedAmount]
    rests_on: list[EventRef]


class SignatureView(msgspec.Struct, kw_only=True):
    """A person's signature of a revision for a side; `stands` while that revision is the latest."""

    revision: int
    digest: str
    side: str
    person: str
    behalf_of: str | None
    complete: bool
    policy: int
    waivers: tuple[WaivedRule, ...]
    stands: bool
    fact: Fact
    voided: Fact | None = None


class AchievementView(msgspec.Struct, frozen=True, kw_only=True):
    """A person's word for a side that it has come true, and what shows it."""

    side: str
    person: str
    behalf_of: str | None
    complete: bool
    evidence: tuple[Evidence, ...]
    fact: Fact


class DefinitionView(Viewed, kw_only=True):
    """A Definition of Awesome: the world on the day when it is all true, and who stands behind it.

    `signed_sides` have signed the latest revision as the policy asks, in that order; `waiting_for` are the others while
    it is a draft. `promoted_from` are brainstorms whose ideas went into it. `support_by_side` sums `support` up.
    """

    definition: str
    state: DefinitionState = "draft"
    revision: int = 0
    digest: str = ""
    scope: str = ""
    north_star: str | None = None
    press_release: FutureText | None = None
    customer_letter: FutureText | None = None
    goal_and_metrics: GoalAndMetrics | None = None
    opportunities: tuple[str, ...] = ()
    decision: str | None = None
    teams: tuple[str, ...] = ()
    buy_in: BuyInSummary = msgspec.field(default_factory=BuyInSummary)
    signed_sides: list[str] = msgspec.field(default_factory=list)
    waiting_for: list[str] = msgspec.field(default_factory=list)
    support: list[SupportView] = msgspec.field(default_factory=list)
    support_by_side: list[SideSupport] = msgspec.field(default_factory=list)
    feedback: list[FeedbackView] = msgspec.field(default_factory=list)
    contributions: list[ContributionView] = msgspec.field(default_factory=list)
    signatures: list[SignatureView] = msgspec.field(default_factory=list)
    achievements: list[AchievementView] = msgspec.field(default_factory=list)
    katas: list[str] = msgspec.field(default_factory=list)
    promoted_from: list[str] = msgspec.field(default_factory=list)
    supersedes: list[str] = msgspec.field(default_factory=list)
    superseded_by: str | None = None
    drafted: Fact | None = None
    adopted: Fact | None = None
    achieved: Fact | None = None
    ended: Fact | None = None
    ended_because: str | None = None
    revisions: list[DefinitionRevisionView] = msgspec.field(default_factory=list)
