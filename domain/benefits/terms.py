"""The nouns of a benefit."""

from __future__ import annotations

from typing import Literal

import msgspec

from domain.fields import Line
from domain.metrics.terms import Quantity

Receiver = Literal["technology", "business", "team", "customer"]
BenefitKind = Literal["time", "money", "quality", "morale", "customer"]


class BenefitAmount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much, with its unit, such as 120 `person hour per month`."""

    value: Quantity
    unit: Line
