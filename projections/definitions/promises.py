"""What each side promised for a definition and what arrived of it, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from domain.definitions.terms import SupportKind
from projections.definitions.shape import PromisedAmount, SideSupport, SupportView


def by_side(support: Iterable[SupportView]) -> list[SideSupport]:
    """Sum promises up by side and kind, amounts only where they are of one unit."""
    promised: dict[tuple[str, SupportKind], list[SupportView]] = {}
    for each in support:
        promised.setdefault((each.side, each.kind), []).append(each)
    return [_summed(side, kind, there) for (side, kind), there in promised.items()]


def _summed(side: str, kind: SupportKind, promises: Sequence[SupportView]) -> SideSupport:
    units = dict.fromkeys(amount.unit for each in promises for amount in (each.amount, each.delivered) if amount)
    facts = [fact for each in promises for fact in (each.committed, *(arrived.fact for arrived in each.deliveries))]
    return SideSupport(
        side=side,
        kind=kind,
        promises=len(promises),
        begun=sum(bool(each.deliveries) for each in promises),
        amounts=[_amount(unit, promises) for unit in units],
        rests_on=[fact.ref for fact in sorted(facts, key=lambda fact: fact.position)],
    )


def _amount(unit: str, promises: Sequence[SupportView]) -> PromisedAmount:
    promised = [each.amount.value for each in promises if each.amount and each.amount.unit == unit]
    delivered = [each.delivered.value for each in promises if each.delivered and each.delivered.unit == unit]
    return PromisedAmount(unit=unit, promised=_sum(promised), delivered=_sum(delivered))


def _sum(values: Iterable[float]) -> float:
    return float(sum(Decimal(repr(value)) for value in values))
