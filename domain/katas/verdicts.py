"""What the numbers say about a prediction, beside what people say."""

from __future__ import annotations

from decimal import Decimal

from domain.katas.terms import ComputedVerdict, Prediction


def deviation(prediction: Prediction, measured: float | None) -> Decimal | None:
    """Measured minus expected in the metric's unit, exactly as the decimals are written; None where a number lacks."""
    if measured is None or prediction.expected is None:
        return None
    return Decimal(repr(measured)) - Decimal(repr(prediction.expected))


def computed(prediction: Prediction, measured: float | None) -> ComputedVerdict:
    """Confirmed within the tolerance (its edges included), refuted beyond it, inconclusive without numbers."""
    off = deviation(prediction, measured)
    if off is None:
        return "inconclusive"
    return "confirmed" if abs(off) <= Decimal(repr(prediction.tolerance)) else "refuted"
