"""How far away a target condition may be."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.acting import Act
from domain.katas.refusals import OutsidePolicyWindow


def check_window(act: Act[Any], achieve_by: date, pointer: str) -> None:
    """Refuse days nearer or farther than the policy says, unless waived; counted from the day of the act."""
    nearest, farthest = act.policy.policy.target_condition_days
    days = (achieve_by - act.context.claimed.date()).days
    act.check_waivable(
        nearest <= days <= farthest,
        OutsidePolicyWindow(f"{days} days away; the policy says {nearest} to {farthest}.", pointer),
    )
