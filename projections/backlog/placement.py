"""Where an opportunity lies on difficulty and urgency."""

from __future__ import annotations

import msgspec

from domain.assessments.terms import Quadrant, Settlement


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """How hard an opportunity is to solve and how painful it is, by the latest assessment that says so.

    `agreed`: every side has confirmed it; else it is settled and waits. `positions` are the places in the ledger of the
    settlement and of the agreement.
    """

    assessment: str
    difficulty: float
    urgency: float
    quadrant: Quadrant
    agreed: bool
    positions: tuple[int, ...]


def placement(assessment: str, item: Settlement, *positions: int, agreed: bool) -> Placement:
    """Where a settlement puts an opportunity."""
    return Placement(
        assessment=assessment,
        difficulty=item.difficulty,
        urgency=item.urgency,
        quadrant=item.quadrant,
        agreed=agreed,
        positions=positions,
    )
