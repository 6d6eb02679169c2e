"""The nouns of a Definition of Awesome, and the content that its hash covers (rule G4).

It gives a direction and deliberately has no field for a plan, a task or a solution: the team finds the way.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.decisions.terms import WaivedRule
from domain.fields import Digest, Line, Revision, Side, Text
from domain.ids import DecisionId, DefinitionId, OpportunityId, PersonId, SupportId, TeamId
from domain.metrics.terms import MetricKey, Quantity, Unit

DefinitionState = Literal["draft", "adopted", "achieved", "retired", "superseded"]
Part = Literal["press_release", "customer_letter", "goal_and_metrics", "north_star"]
BuyIn = Literal["excited", "supportive", "neutral", "doubtful", "against"]
SupportKind = Literal["time", "learning", "coach", "budget", "tooling"]
DOUBTS: frozenset[str] = frozenset({"doubtful", "against"})

NorthStar = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=280,
        pattern="^[^\\u0000]*$",
        examples=["A pull request is in production within one hour, every step automated"],
    ),
]
Prompt = Annotated[str, Meta(max_length=4000, pattern="^[^\\u0000]*$")]
Opportunities = Annotated[tuple[OpportunityId, ...], Meta(min_length=1, max_length=20)]
Teams = Annotated[tuple[TeamId, ...], Meta(max_length=20)]


class FutureText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A press release or a customer's letter from the day on which it is all true.

    The three prompts ask what the world feels like then, how the teams feel, and what a customer says.
    """

    headline: Line
    dated: date = msgspec.field(name="date")
    audience: Line
    text: Text
    world_feels_like: Prompt = ""
    teams_feel: Prompt = ""
    customer_says: Prompt = ""

    @property
    def empty_prompts(self) -> tuple[str, ...]:
        """The prompts that nobody has answered in words."""
        prompts = ("world_feels_like", "teams_feel", "customer_says")
        return tuple(name for name in prompts if not getattr(self, name).strip())


class GoalMetric(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How far a metric should move until a day; `unit` is the metric's own, filled in where it is left out."""

    metric: MetricKey
    baseline: Quantity
    target: Quantity
    by: date
    unit: Unit | None = None


class GoalAndMetrics(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A goal, why it matters, and the metrics that would show it."""

    goal: Text
    motivation: Text
    metrics: Annotated[tuple[GoalMetric, ...], Meta(min_length=1, max_length=20)]


class PinnedOpportunity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An opportunity as it was worded then."""

    opportunity: OpportunityId
    revision: Revision
    digest: Digest


class PinnedDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A decision as it stood on the table then."""

    decision: DecisionId
    revision: Revision
    digest: Digest


class DefinitionContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that a revision says and a signature covers. Fields left at their default are absent from the hashed JSON.

    `teams` are those that will do the work. The id keeps equal contents of two definitions apart.
    """

    definition: DefinitionId
    opportunities: tuple[PinnedOpportunity, ...]
    decision: PinnedDecision | None = None
    teams: Teams = ()
    north_star: NorthStar | None = None
    press_release: FutureText | None = None
    customer_letter: FutureText | None = None
    goal_and_metrics: GoalAndMetrics | None = None
    waivers: tuple[WaivedRule, ...] = ()

    @property
    def metrics(self) -> tuple[str, ...]:
        """The keys of the metrics that it aims at."""
        return tuple(goal.metric for goal in self.goal_and_metrics.metrics) if self.goal_and_metrics else ()

    def waives(self, rule: str) -> bool:
        """Whether the revision itself sets a rule aside, so that whoever signs it does too."""
        return any(waiver.rule == rule for waiver in self.waivers)


class BuyInCounts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How many voices of each kind."""

    excited: int = 0
    supportive: int = 0
    neutral: int = 0
    doubtful: int = 0
    against: int = 0


class SealedFeedback(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Feedback whose author and words stay hidden.

    `commitment` is SHA-256(salt followed by the RFC 8785 JSON of the content); only the author can read both.
    `counts` are the team's sealed voices with this one. `ballot` is a keyed hash that is the same for one person, team
    and definition: a later voice takes the place of the former.
    """

    commitment: Digest
    counts: BuyInCounts
    ballot: Digest


class Amount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A quantity with its unit, such as 10 `percent of working time`."""

    value: Annotated[float, Meta(ge=0, le=1e15)]
    unit: Line


class Support(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a side has promised, as an adopted definition keeps it."""

    support: SupportId
    kind: SupportKind
    side: Side
    text: Text
    amount: Amount | None = None
    period: Line | None = None


class SignedBy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who spoke for a side; `behalf_of` is the partner whose delegate the person is."""

    side: Side
    person: PersonId
    behalf_of: PersonId | None = None
