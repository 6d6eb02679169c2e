"""The nouns of a signal."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Line, Url
from domain.metrics.terms import ObservationPin

Category = Literal["delivery", "quality", "customer_adoption", "other"]


class SignalSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a statement comes from, if not from an observation: in words, best with a link."""

    text: Line
    url: Url | None = None


Sources = Annotated[tuple[SignalSource, ...], Meta(max_length=20)]
Pins = Annotated[tuple[ObservationPin, ...], Meta(max_length=50)]
