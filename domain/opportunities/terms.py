"""The nouns of an opportunity, and the contents that its hashes cover."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Key, Line, Side, Text, Url
from domain.ids import OpportunityId, PersonId

Theme = Literal["features_faster", "resiliency", "technical_debt", "culture", "other"]
GroupKind = Literal["team", "customer", "business_unit", "role"]
Stance = Literal["supports", "contradicts"]
Outcome = Literal["achieved", "stopped"]
VoidCause = Literal["value_revised", "impact_changed", "reworded"]
End = Literal["achieved", "stopped", "deferred", "declined", "merged", "withdrawn"]
Lifecycle = Literal[
    "open", "prioritised", "in_progress", "achieved", "stopped", "deferred", "declined", "merged", "withdrawn"
]
HomeScope = Annotated[Key, Meta(description="The scope that ranks the opportunity", examples=["main"])]
Beneficiaries = Annotated[tuple[Line, ...], Meta(min_length=1, max_length=20, examples=[["release managers"]])]


class Raiser(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A person who raised an opportunity and the side (`team`, `none`) the person had then."""

    person: PersonId
    side: Side | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an opportunity came from: a sort of ground and a reference in words, a key or a link."""

    kind: Literal["idea", "map_step", "signal", "other"]
    ref: Line


class ImpactedGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """People whom the problem concerns, and how they feel it."""

    name: Line
    kind: GroupKind
    how: Text


class UrlEvidence(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
    tag="url",
):
    """Evidence that lies elsewhere, behind a link."""

    url: Url
    note: Text | None = None


Evidence = UrlEvidence


class ValueBySide(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who agreed to a value statement for a side."""

    side: Side
    person: PersonId


class OpportunityContent(msgspec.Struct, frozen=True, kw_only=True):
    """What an opportunity's hash covers: both fields are material, so any other wording is another revision."""

    title: str
    problem: str


class ValueContent(msgspec.Struct, frozen=True, kw_only=True):
    """What the hash of a value statement covers; the id keeps equal statements on two opportunities apart."""

    opportunity: OpportunityId
    statement: str
    beneficiaries: tuple[str, ...]
    measure: str | None
