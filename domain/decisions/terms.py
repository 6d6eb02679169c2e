"""The nouns of a decision, and the content that its hash covers (rule G4)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Digest, Key, Line, Moment, Revision, Side, Text
from domain.ids import DecisionId, ObjectionId, OpportunityId, PersonId
from domain.opportunities.terms import Evidence, Stance

DecisionKind = Literal["first_priority", "backlog_order", "commitment", "stop", "practice", "other"]
DecisionState = Literal["open", "agreed", "declined", "withdrawn", "expired", "contested", "superseded", "revoked"]
Position = Literal["agree", "agree_with_reservations", "disagree_and_commit", "stand_aside", "object"]
Resolution = Literal["integrated", "answered", "overruled"]
WinVerdict = Literal["got_it", "partly", "not"]
Taken = Literal["yes", "partly", "no"]
Rule = Annotated[str, Meta(max_length=100)]
MOST_OPTIONS = 200

RANKING_KINDS: frozenset[str] = frozenset({"first_priority", "backlog_order", "commitment", "stop"})
PLACED_KINDS: frozenset[str] = frozenset({"first_priority", "backlog_order"})
ONE_CHOICE: frozenset[str] = frozenset({"first_priority", "stop"})
DO_NOTHING = "do_nothing"


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing that could be decided: an opportunity as worded in a revision, something in words, or nothing at all.

    Exactly one of `opportunity`, `words` and `do_nothing` is given. `revision` and `digest` pin the wording read.
    """

    opportunity: OpportunityId | None = None
    revision: Revision | None = None
    digest: Digest | None = None
    words: Text | None = None
    do_nothing: bool = False

    @property
    def forms(self) -> int:
        """How many of the three forms the option has; one is right."""
        return (self.opportunity is not None) + (self.words is not None) + self.do_nothing

    @property
    def key(self) -> str:
        """What a choice names it by: the opportunity's id, the words, or `do_nothing`."""
        return self.opportunity or self.words or (DO_NOTHING if self.do_nothing else "")


class Ground(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A piece of evidence that a decision rests on, or that speaks against it."""

    stance: Stance = "supports"
    what: Evidence


class WaivedRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A rule that does not hold for this decision, and why. `side` is the one that skipped it for its own agreement."""

    rule: Rule
    reason: Text
    side: Side | None = None


LedgerPosition = Annotated[int, Meta(ge=0, le=2**53 - 1, description="Up to where the ledger was read before")]
Options = Annotated[tuple[Option, ...], Meta(max_length=MOST_OPTIONS)]
Ranking = Annotated[tuple[OpportunityId, ...], Meta(max_length=MOST_OPTIONS)]
Grounds = Annotated[tuple[Ground, ...], Meta(max_length=20)]
Lines = Annotated[tuple[Line, ...], Meta(max_length=20)]
People = Annotated[tuple[PersonId, ...], Meta(max_length=20)]


class DecisionContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that a revision says and a signature covers. Fields left at their default are absent from the hashed JSON.

    `ranking` orders the opportunities of a backlog order or commitment, best first; `choice` is the key of the option
    that any other kind takes. The id keeps equal contents of two decisions apart.
    """

    decision: DecisionId
    kind: DecisionKind
    scope: Key
    options: Options
    ranking: Ranking = ()
    choice: Text | None = None
    rationale: Text
    evidence: Grounds = ()
    key_results: Lines = ()
    known_gaps: Lines = ()
    stage: Key | None = None
    cycle: Key | None = None
    context_position: LedgerPosition | None = None
    respond_by: Moment | None = None
    expires_at: Moment | None = None
    review_on: date | None = None
    driver: PersonId | None = None
    consulted: People = ()
    informed: Lines = ()
    waivers: Annotated[tuple[WaivedRule, ...], Meta(max_length=20)] = ()

    @property
    def considered(self) -> tuple[str, ...]:
        """The opportunities among the options."""
        return tuple(option.opportunity for option in self.options if option.opportunity)

    @property
    def taken(self) -> tuple[str, ...]:
        """The opportunities that the decision ranks or stops, best first; none where it is about words."""
        if self.kind in ONE_CHOICE:
            return (self.choice,) if self.choice else ()
        return self.ranking

    @property
    def place(self) -> str | None:
        """Where at most one decision is in force: `first_priority/<scope>` or `backlog_order/<scope>`."""
        return f"{self.kind}/{self.scope}" if self.kind in PLACED_KINDS else None

    def waives(self, rule: str) -> bool:
        """Whether the revision itself sets a rule aside, so that whoever signs it does too."""
        return any(waiver.rule == rule for waiver in self.waivers)


class AgreedBy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One person's agreement for a side. `behalf_of` is the partner whose delegate the person is.

    `carried_from` is the earlier decision whose agreement was carried over.
    """

    side: Side
    person: PersonId
    behalf_of: PersonId | None = None
    carried_from: DecisionId | None = None


class Dissent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Whoever did not plainly agree, and where the reason stands: an objection by id, or a stance."""

    person: PersonId
    side: Side
    objection: ObjectionId | None = None
    resolution: Resolution | None = None
    stance: Position | None = None
