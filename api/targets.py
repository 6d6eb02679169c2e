"""What a path names below its subject, once for each thing there is: open objections, evidence, steps, experiments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from api.declarations import Act
from projections.facts import Viewed

MOST = 25
# by the parameter, which belongs to one kind of view each
NAMED: Final[Mapping[str, Callable[[Any], Iterable[str]]]] = {
    "objection": lambda decision: (each.objection for each in decision.objections),
    "evidence": lambda opportunity: (each.evidence for each in opportunity.evidence if each.counts),
    "person": lambda team: (each.person for each in team.members),
    "challenge": lambda signal: (each.challenge for each in signal.challenges),
    "keyresult": lambda objectives: (result.key for each in objectives.tree for result in each.key_results),
    "support": lambda definition: (each.support for each in definition.support),
    "step": lambda drawn: (each.step for each in drawn.steps),
    "condition": lambda kata: (each.target_condition for each in (kata.target_condition,) if each and each.open),
    "obstacle": lambda kata: (each.obstacle for each in kata.obstacles if each.ended is None),
    "experiment": lambda kata: (each.experiment for each in kata.experiments if each.learned is None),
    "idea": lambda brainstorm: (each.idea for each in brainstorm.ideas if each.withdrawn is None),
}


def targets(act: Act, view: Viewed) -> list[dict[str, str]]:
    """The values of the path's further parameter; the latest ones where there are many."""
    if not act.fills:
        return [{}]
    (parameter,) = act.fills
    return [{parameter: value} for value in list(NAMED[parameter](view))[-MOST:]]
