"""The backlog told without rows: every opportunity folded from the ledger, by the domain's own state."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.decisions.events import AgreementReached
from domain.kernel import Recorded
from domain.opportunities.readiness import missing_for_top
from domain.opportunities.state import Opportunity
from projections.backlog.projector import Backlog
from tests.projections.ledger import SIDES


def seen(history: Sequence[Recorded], subject: str, as_of: datetime | None, known_at: int | None) -> list[Recorded]:
    """What counts of one opportunity: events up to a position, as long as none is effective later."""
    backlog = Backlog()
    counted: list[Recorded] = []
    effective: datetime | None = None
    for recorded in history:
        if type(recorded.event) not in Backlog.folds or subject not in backlog.subjects(recorded):
            continue
        if not counted and backlog.begin(subject, recorded) is None:
            continue  # nothing was there yet
        effective = max(recorded.occurred_at, effective or recorded.occurred_at)
        if (known_at is not None and recorded.position > known_at) or (as_of is not None and effective > as_of):
            break
        counted.append(recorded)
    return counted


def _one(counted: Sequence[Recorded], subject: str) -> tuple[Any, dict[str, Any]]:
    state = Opportunity(subject)
    indexes: dict[str, int] = {}
    for recorded in counted:
        if state.sees(recorded):
            state.fold(recorded)
        if isinstance(recorded.event, AgreementReached):
            indexes[f"{recorded.event.place}"] = recorded.event.opportunities.index(subject)
    order = f"backlog_order/{state.scope}"
    if state.suggested:
        group = (4, 0)
    elif state.ended:
        group = (3, 0)
    elif f"first_priority/{state.scope}" in state.prioritised_by:
        group = (0, 0)
    else:
        group = (1, indexes[order]) if order in state.prioritised_by else (2, 0)
    facets = state.facets
    return (*group, counted[0].position), {
        "opportunity": subject,
        "title": state.title,
        "scope": state.scope,
        "state": state.state,
        "ranked": group[0] < 2,
        "suggested": state.suggested,
        "evidence": facets.evidence,
        "impacted": facets.impacted,
        "aligned": facets.aligned,
        "assessed": facets.assessed,
        "value": {side: side in facets.value for side in SIDES},
        "missing": missing_for_top(facets, SIDES),
        "position": counted[-1].position,
    }


def backlog(
    history: Sequence[Recorded], subjects: Sequence[str], as_of: datetime | None = None, known_at: int | None = None
) -> list[dict[str, Any]]:
    """Every opportunity, adopted or not and ended or not, in the order of ranks; ranks counted in each scope."""
    folds = [_one(counted, name) for name in subjects if (counted := seen(history, name, as_of, known_at))]
    ranks: dict[str, int] = {}
    rows: list[dict[str, Any]] = []
    for _, row in sorted(folds, key=lambda fold: fold[0]):
        ranks[row["scope"]] = ranks.get(row["scope"], 0) + row["ranked"]
        rows.append({"rank": ranks[row["scope"]] if row["ranked"] else None, **row})
    return rows
