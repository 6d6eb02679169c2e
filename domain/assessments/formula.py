"""Version 1 of the formulas of an assessment: spread, medians, agreement, quadrant.

Spread: the highest score less the lowest, over all scorers. Median: the middle score, or the mean of the two middle
ones; over all scorers, and over those of each side. Agreement on an axis, with r = spread / (highest - lowest of the
scale): high where r <= 0.25, medium where r <= 0.5, else low; on a scale of 1 to 5 that is a spread of at most 1, of 2,
and of 3 or 4. The agreement on an opportunity is the lower one of its two axes.

Quadrants lie on difficulty (how hard to solve) and urgency (how painful), not on effort and impact. An axis is high
from the policy's threshold on: urgent and easy is a quick win, urgent and hard a longer-term bet, easy and not urgent
a fill-in, hard and not urgent not now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from domain.assessments.terms import Agreement, Axis, Quadrant, Scale, SheetContent, Spread

VERSION = 1
HIGH_UP_TO = 0.25
MEDIUM_UP_TO = 0.5
ORDER: tuple[Agreement, ...] = ("low", "medium", "high")


def agreement(spread: float, scale: Scale) -> Agreement:
    """How far scores with that spread agree."""
    width = scale.highest - scale.lowest
    share = spread / width if width > 0 else 0
    if share <= HIGH_UP_TO:
        return "high"
    return "medium" if share <= MEDIUM_UP_TO else "low"


def axis(scores: Sequence[tuple[str, int]], scale: Scale) -> Axis:
    """How the scores of one axis lie; each is (side, score), and there is one at least."""
    numbers = [score for _, score in scores]
    lowest, highest = min(numbers), max(numbers)
    sides = dict.fromkeys(side for side, _ in scores)
    return Axis(
        lowest=lowest,
        highest=highest,
        spread=highest - lowest,
        median=float(median(numbers)),
        medians={side: float(median(score for of, score in scores if of == side)) for side in sides},
        agreement=agreement(highest - lowest, scale),
    )


def spreads(sheets: Iterable[SheetContent], scale: Scale) -> tuple[Spread, ...]:
    """Where the scorers stand on each opportunity that anybody scored."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for sheet in sheets:
        for score in sheet.scores:
            found.setdefault(score.opportunity, []).append((sheet.side, score.difficulty, score.urgency))
    return tuple(_spread(opportunity, scores, scale) for opportunity, scores in found.items())


def _spread(opportunity: str, scores: Sequence[tuple[str, int, int]], scale: Scale) -> Spread:
    difficulty = axis([(side, hard) for side, hard, _ in scores], scale)
    urgency = axis([(side, painful) for side, _, painful in scores], scale)
    return Spread(
        opportunity=opportunity,
        difficulty=difficulty,
        urgency=urgency,
        agreement=min(difficulty.agreement, urgency.agreement, key=ORDER.index),
    )


def quadrant(difficulty: float, urgency: float, *, hard_from: float, urgent_from: float) -> Quadrant:
    """Where an opportunity lies."""
    if urgency >= urgent_from:
        return "longer_term_bet" if difficulty >= hard_from else "quick_win"
    return "not_now" if difficulty >= hard_from else "fill_in"
