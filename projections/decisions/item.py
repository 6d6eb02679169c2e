"""One decision in a list, as people read it and as lists sort and filter it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from projections.decisions.memory import DecisionMemory

COLUMNS = (
    "decision",
    "kind",
    "scope",
    "state",
    "side",
    "opportunities",
    "proposed_position",
    "proposed_at",
    "agreed_at",
    "respond_by",
    "review_on",
    "due_at",
    "from_position",
    "effective_from",
    "item",
)
_encode = msgspec.json.Encoder().encode


class DecisionItem(msgspec.Struct, frozen=True, kw_only=True):
    """One decision. `side` put the latest revision on the table, `proposed_side` the first one.

    `choice` or `ranking` is what that revision takes of its options, `opportunities` are those among the options.
    `agreed` maps sides that agreed on it to who did, in that order; `waiting_for` are the others while it is open.
    `open_objections` counts, `blocked` says whether one of them holds up agreements. `dissent`: not everybody plainly
    agreed. `review_on` is when to look at it again. `position` is the place of the last event that changed this line.
    """

    decision: str
    kind: str
    scope: str
    state: str
    in_force: bool
    revision: int
    digest: str
    side: str
    proposed_side: str
    proposed_by: str
    proposed_at: datetime
    rationale: str
    choice: str | None
    ranking: tuple[str, ...]
    opportunities: tuple[str, ...]
    cycle: str | None
    stage: str | None
    agreed: dict[str, str]
    waiting_for: list[str]
    open_objections: int
    blocked: bool
    dissent: bool
    agreed_at: datetime | None
    ended_at: datetime | None
    respond_by: datetime | None
    expires_at: datetime | None
    review_on: date | None
    superseded_by: list[str]
    changed_at: datetime
    position: int


def due_at(memory: DecisionMemory) -> datetime | None:
    """When the decision ends by itself; None where it has ended, is contested or was imported."""
    return memory.expires_at if memory.state in {"open", "agreed"} and not memory.imported else None


def row_of(memory: DecisionMemory, sides: Sequence[str]) -> tuple[Any, ...]:
    """The values of COLUMNS."""
    item = DecisionItem(
        decision=memory.decision,
        kind=memory.kind,
        scope=memory.scope,
        state=memory.state,
        in_force=memory.state in {"agreed", "contested"},
        revision=memory.revision,
        digest=memory.digest,
        side=memory.side,
        proposed_side=memory.proposed_side,
        proposed_by=memory.proposed_by,
        proposed_at=memory.proposed_at,
        rationale=memory.rationale,
        choice=memory.choice,
        ranking=memory.ranking,
        opportunities=memory.considered,
        cycle=memory.cycle,
        stage=memory.stage,
        agreed=memory.agreed,
        waiting_for=[side for side in sides if side not in memory.agreed] if memory.state == "open" else [],
        open_objections=len(memory.objections),
        blocked=any(memory.objections.values()),
        dissent=memory.dissent,
        agreed_at=memory.agreed_at,
        ended_at=memory.ended_at,
        respond_by=memory.respond_by,
        expires_at=memory.expires_at,
        review_on=memory.review_on,
        superseded_by=memory.superseded_by,
        changed_at=memory.effective,
        position=memory.position,
    )
    return (
        memory.decision,
        memory.kind,
        memory.scope,
        memory.state,
        memory.proposed_side,
        tuple(memory.ever),
        memory.proposed_position,
        memory.proposed_at,
        memory.agreed_at,
        memory.respond_by,
        memory.review_on,
        due_at(memory),
        memory.position,
        memory.effective,
        _encode(item).decode(),
    )
