"""The nouns of an opportunity, and the contents that its hashes cover."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Key, Line, Side, Text, Url
from domain.ids import MapId, ObservationId, OpportunityId, PersonId, SignalId
from domain.kernel import Tag
from domain.metrics.terms import MetricKey, Position, Quantity
from domain.partnership.correctable import SubjectTag

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


class SignalEvidence(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
    tag="signal",
):
    """A signal as it stood at a place in the ledger; `position` is filled in where it is left out."""

    signal: SignalId
    position: Position | None = None
    note: Text | None = None


class ObservationEvidence(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
    tag="observation",
):
    """A number of a metric as it read at a place in the ledger; `position` and `value` are filled in from there."""

    metric: MetricKey
    observation: ObservationId
    position: Position | None = None
    value: Quantity | None = None
    note: Text | None = None


class MapEvidence(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
    tag="map",
):
    """A value stream map as it stood at a place in the ledger; `position` is filled in where it is left out."""

    map: MapId
    position: Position | None = None
    note: Text | None = None


Evidence = UrlEvidence | SignalEvidence | ObservationEvidence | MapEvidence
Cites = Annotated[tuple[SubjectTag, ...], Tag("*")]


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
