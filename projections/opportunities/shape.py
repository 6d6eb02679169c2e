"""What the view of an opportunity consists of."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.assessments.terms import Quadrant
from domain.decisions.terms import DecisionKind
from domain.opportunities.terms import Evidence, ImpactedGroup, Lifecycle, Raiser, Source, Stance, VoidCause
from projections.facts import Fact, Viewed
from projections.objectives.shape import AlignmentView

PlaceKey = Annotated[
    str,
    Meta(
        description="Where a decision puts it: `first_priority/<scope>`, `backlog_order/<scope>`, `commitment/<stage>`"
    ),
]


class Wording(msgspec.Struct, kw_only=True):
    """One revision of title and problem; `digest` is the SHA-256 that decisions pin it by."""

    revision: int
    digest: str
    title: str
    problem: str
    reason: str | None
    fact: Fact


class ImpactView(msgspec.Struct, kw_only=True):
    """Whom the problem concerns, and who said so last."""

    groups: tuple[ImpactedGroup, ...]
    fact: Fact


class EvidenceView(msgspec.Struct, kw_only=True):
    """Something that speaks for (`supports`) or against (`contradicts`) the opportunity.

    Detached evidence no longer counts and stays on the record; nor does a signal that was `retracted`.
    """

    evidence: str
    stance: Stance
    what: Evidence
    counts: bool
    attached: Fact
    detached: Fact | None = None
    detached_because: str | None = None
    retracted: Fact | None = None


class ValueConsent(msgspec.Struct, kw_only=True):
    """A person's agreement to a value statement for a side; `behalf_of` is the partner whose delegate the person is.

    `complete` says whether the side had agreed with it as the policy (by its revision) asks; `stands` is false once it
    was withdrawn or voided, and `ended_by` and `ended_because` then say how.
    """

    side: str
    person: str
    behalf_of: str | None
    complete: bool
    policy: int
    stands: bool
    fact: Fact
    ended_by: Fact | None = None
    ended_because: str | None = None


class ValueView(msgspec.Struct, kw_only=True):
    """One revision of what solving it is worth, and to whom.

    `agreed` is true while every required side agrees on it; `agreed_sides` are the sides whose agreement is complete,
    in the order in which they agreed. `counter_to` is the other side's revision that it answers. `reached` lists each
    time that the last side agreed.
    """

    revision: int
    digest: str
    statement: str
    beneficiaries: tuple[str, ...]
    measure: str | None
    side: str
    counter_to: int | None
    sponsor: str | None
    latest: bool
    agreed: bool
    agreed_sides: list[str]
    consents: list[ValueConsent]
    reached: list[Fact]
    fact: Fact
    voided: VoidCause | None = None


class Perspective(msgspec.Struct, kw_only=True):
    """What the matter means seen from one side."""

    side: str
    text: str
    fact: Fact


class LifeStep(msgspec.Struct, kw_only=True):
    """A step in its life made by people: what it became, why, and by which evidence."""

    state: str
    reason: str | None
    evidence: tuple[Evidence, ...]
    fact: Fact


StandingHere = Literal["considered", "agreed", "contested", "superseded", "declined", "withdrawn", "expired", "revoked"]


class DecisionHere(msgspec.Struct, kw_only=True):
    """A decision that has this opportunity among its options.

    `place` and `rank` (from 1) say where it puts the opportunity, once agreed; `in_force` whether it does so now.
    `standing` is what became of it for this opportunity (`considered`: an option so far, or one that was not taken);
    `superseded_by` is the decision that took its place here.
    """

    decision: str
    standing: Literal["considered", "agreed", "contested", "superseded", "declined", "withdrawn", "expired", "revoked"]
    in_force: bool
    kind: DecisionKind | None = None
    scope: str | None = None
    place: PlaceKey | None = None
    rank: int | None = None
    cycle: str | None = None
    superseded_by: str | None = None
    proposed: Fact | None = None
    agreed: Fact | None = None
    ended: Fact | None = None


class ReadinessView(msgspec.Struct, kw_only=True):
    """What it has of what a first priority should have, and what is missing (`value:<side>` for a side's agreement).

    `aligned` is with a key result, objective or priority; `assessed`: every side confirmed difficulty and urgency.
    """

    evidence: bool = False
    impacted: bool = False
    value: dict[str, bool] = msgspec.field(default_factory=dict)
    aligned: bool = False
    assessed: bool = False
    missing: list[str] = msgspec.field(default_factory=list)


class AssessmentHere(msgspec.Struct, frozen=True, kw_only=True):
    """Difficulty and urgency on which every side agreed, and the quadrant that follows from them."""

    assessment: str
    revision: int
    difficulty: float
    urgency: float
    quadrant: Quadrant
    fact: Fact


class OpportunityView(Viewed, kw_only=True):
    """One opportunity: what it says, who raised it, what it is worth, and what was decided about it.

    `state` is where it stands now; `suggested` is true while an integration's suggestion waits to be adopted by people.
    `prioritised_by` maps places to the decision in force there. `values`, `wordings`, `life` and `decisions` are in the
    order of the ledger, ended ones included. `alignments` are with key results and objectives, `assessed` is the last
    settlement; `promoted_from` are brainstorms, `katas` and `definitions` those that are about it.
    """

    opportunity: str
    state: Lifecycle = "open"
    ended: bool = False
    suggested: bool = False
    title: str = ""
    problem: str = ""
    revision: int = 0
    digest: str = ""
    theme: str = ""
    scope: str = ""
    external_ref: str | None = None
    sources: tuple[Source, ...] = ()
    raised_by: tuple[Raiser, ...] = ()
    raised: Fact | None = None
    adopted: Fact | None = None
    readiness: ReadinessView = msgspec.field(default_factory=ReadinessView)
    impacted: ImpactView | None = None
    evidence: list[EvidenceView] = msgspec.field(default_factory=list)
    value: ValueView | None = None
    values: list[ValueView] = msgspec.field(default_factory=list)
    alignments: list[AlignmentView] = msgspec.field(default_factory=list)
    assessed: AssessmentHere | None = None
    promoted_from: list[str] = msgspec.field(default_factory=list)
    katas: list[str] = msgspec.field(default_factory=list)
    definitions: list[str] = msgspec.field(default_factory=list)
    perspectives: list[Perspective] = msgspec.field(default_factory=list)
    prioritised_by: dict[PlaceKey, str] = msgspec.field(default_factory=dict)
    stopped_by: str | None = None
    decisions: list[DecisionHere] = msgspec.field(default_factory=list)
    merged_into: str | None = None
    absorbed: list[str] = msgspec.field(default_factory=list)
    life: list[LifeStep] = msgspec.field(default_factory=list)
    wordings: list[Wording] = msgspec.field(default_factory=list)
