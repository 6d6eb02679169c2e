"""A row of the results: one comparison, measured side by side in one run, or the reason why it was not measured."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """`ratio` is ours / other; a goal holds from below, or from above with `at_most`.

    `spread` is the largest relative distance of a run from its median. `why_not` says why nothing was measured.
    """

    id: str
    issue: str
    what: str
    unit: str
    other: str
    ours: float | None = None
    other_value: float | None = None
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None
    runs: int = 0
    spread: float | None = None
    why_not: str = ""


def spread(values: Sequence[float]) -> float:
    """The largest relative distance of a value from the median."""
    middle = statistics.median(values)
    return max(abs(value - middle) for value in values) / middle if middle else 0.0


def compared(  # noqa: PLR0913 - the columns of a row
    *,
    id: str,  # noqa: A002 - the column's name
    what: str,
    unit: str,
    other: str,
    ours: Sequence[float],
    others: Sequence[float],
    goal: float | None = None,
    at_most: bool = False,
    issue: str = "spine",
) -> Row:
    """A row of two series of runs that took turns; medians are compared."""
    mine, theirs = statistics.median(ours), statistics.median(others)
    ratio = mine / theirs
    met = None if goal is None else (ratio <= goal if at_most else ratio >= goal)
    return Row(
        id=id,
        issue=issue,
        what=what,
        unit=unit,
        other=other,
        ours=rounded(mine),
        other_value=rounded(theirs),
        ratio=round(ratio, 2),
        goal="" if goal is None else f"{'≤' if at_most else '≥'} {goal:g} times",
        met=met,
        runs=len(ours),
        spread=round(max(spread(ours), spread(others)), 2),
    )


def absolute(
    *,
    id: str,  # noqa: A002 - the column's name
    what: str,
    unit: str,
    values: Sequence[float],
    goal: float | None = None,
    at_most: bool = False,
    issue: str = "spine",
) -> Row:
    """A row of one series against a number of its own."""
    middle = statistics.median(values)
    met = None if goal is None else (middle <= goal if at_most else middle >= goal)
    return Row(
        id=id,
        issue=issue,
        what=what,
        unit=unit,
        other="",
        ours=rounded(middle),
        goal="" if goal is None else f"{'≤' if at_most else '≥'} {goal:g}",
        met=met,
        runs=len(values),
        spread=round(spread(values), 2),
    )


def unmeasured(*, id: str, what: str, other: str, why: str, issue: str = "spine") -> Row:  # noqa: A002 - as above
    """A row that says why there is no figure."""
    return Row(id=id, issue=issue, what=what, unit="", other=other, why_not=why)


def rounded(value: float) -> float:
    """Three significant figures are more than a shared machine gives."""
    return float(f"{value:.3g}") if abs(value) < 1000 else float(round(value))
