"""Version 1 of the formula of a value stream map, after the metrics of value stream mapping in Martin and Osterling.

Per step, in hours: lead time L is the recorded one (convention `elapsed`) or process time P plus the recorded waiting
(`wait_only`); the wait is L - P; the activity ratio is P / L (1 where L is 0).
For the map: sum of P; sum of L; activity ratio = 100 * sum of P / sum of L percent; rolled %C&A = the product of the
steps' %C&A. Candidates for the bottleneck: the largest wait, the lowest P / L, the lowest %C&A, all equal ones each.
Only measured steps take part. Results are rounded to four decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from domain.value_streams.terms import Candidate, Convention, Measure, Reason, Totals

VERSION = 1
PERCENT = Decimal(100)
DECIMALS = Decimal("0.0001")
Measures = Mapping[str, Measure]


def _exact(number: float) -> Decimal:
    return Decimal(str(number))


def _shown(number: Decimal) -> float:
    return float(number.quantize(DECIMALS))


def lead_time(measure: Measure, convention: Convention) -> Decimal:
    """The hours that a unit spends at the step, work included."""
    recorded = _exact(measure.lead_time)
    return recorded if convention == "elapsed" else recorded + _exact(measure.process_time)


def wait(measure: Measure, convention: Convention) -> Decimal:
    """The hours in which nobody works on it."""
    return lead_time(measure, convention) - _exact(measure.process_time)


def activity_ratio(measure: Measure, convention: Convention) -> Decimal:
    """The share of work in the time that the step takes, from 0 to 1."""
    lead = lead_time(measure, convention)
    return _exact(measure.process_time) / lead if lead else Decimal(1)


def totals(measures: Measures, convention: Convention) -> Totals:
    """The sums of all measured steps."""
    process = sum((_exact(measure.process_time) for measure in measures.values()), Decimal(0))
    lead = sum((lead_time(measure, convention) for measure in measures.values()), Decimal(0))
    rolled = PERCENT
    for measure in measures.values():
        rolled *= _exact(measure.percent_complete_accurate) / PERCENT
    return Totals(
        process_time=_shown(process),
        lead_time=_shown(lead),
        activity_ratio=_shown(PERCENT * process / lead) if lead else None,
        rolled_percent_complete_accurate=_shown(rolled),
        steps=len(measures),
    )


def candidates(measures: Measures, convention: Convention) -> tuple[Candidate, ...]:
    """The steps that stand out, in the order of the three reasons."""
    if not measures:
        return ()
    waits = {step: wait(measure, convention) for step, measure in measures.items()}
    ratios = {step: PERCENT * activity_ratio(measure, convention) for step, measure in measures.items()}
    shares = {step: _exact(measure.percent_complete_accurate) for step, measure in measures.items()}
    return (
        *_standing_out("largest_wait", waits, max),
        *_standing_out("lowest_activity_ratio", ratios, min),
        *_standing_out("lowest_percent_complete_accurate", shares, min),
    )


def _standing_out(
    reason: Reason, numbers: Mapping[str, Decimal], pick: Callable[..., Decimal]
) -> tuple[Candidate, ...]:
    extreme = pick(numbers.values())
    return tuple(
        Candidate(step=step, reason=reason, value=_shown(number))
        for step, number in numbers.items()
        if number == extreme
    )
