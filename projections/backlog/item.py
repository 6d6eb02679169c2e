"""One line of the backlog, as people read it and as the lists sort and filter it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, get_args

import msgspec

from domain.opportunities.readiness import Facets, missing_for_top
from domain.opportunities.terms import End, Raiser
from projections.backlog.memory import BacklogMemory, LastDecision
from projections.backlog.placement import Placement

ENDS = frozenset(get_args(End))
FIRST, ORDERED, UNRANKED, ENDED, SUGGESTED = range(5)
COLUMNS = (
    "opportunity",
    "scope",
    "theme",
    "state",
    "order_group",
    "order_index",
    "raised_position",
    "raised_at",
    "title_key",
    "evidence",
    "impacted",
    "valued",
    "aligned",
    "assessed",
    "value_sides",
    "decisions",
    "from_position",
    "effective_from",
    "item",
)
RANK_LENGTH = len('{"rank":null,')
_encode = msgspec.json.Encoder().encode


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """The five facets; `value` says for each required side whether it has agreed what solving it is worth."""

    evidence: bool
    impacted: bool
    value: dict[str, bool]
    aligned: bool
    assessed: bool


class BacklogItem(msgspec.Struct, frozen=True, kw_only=True):
    """One opportunity in the backlog. `rank` counts from 1 among the ranked ones of its scope, best first.

    `missing` names the facets that it would need to come first. `placement` is where it lies on difficulty and urgency,
    as agreed, or else as settled so far. `in_force` are the decisions that name it and hold now;
    `changed_at` is the claimed time of what last changed it here, `position` that event's place in the ledger.
    """

    rank: int | None = None
    opportunity: str
    title: str
    theme: str
    scope: str
    state: str
    ranked: bool
    suggested: bool
    readiness: Readiness
    missing: tuple[str, ...]
    placement: Placement | None
    last_decision: LastDecision | None
    in_force: list[str]
    merged_into: str | None
    external_ref: str | None
    raised_at: datetime
    raised_by: tuple[Raiser, ...]
    changed_at: datetime
    position: int


def title_key(title: str) -> str:
    """What titles are sorted and looked up by: case does not matter."""
    return title.casefold()


class Ready(NamedTuple):
    """What the facets amount to; there are only a few different ones, so they are worked out and rendered once each."""

    readiness: msgspec.Raw
    missing: msgspec.Raw
    valued: bool


@lru_cache(maxsize=1024)
def ready(sides: tuple[str, ...], agreed: tuple[str, ...], facts: tuple[bool, bool, bool, bool]) -> Ready:
    """How ready an opportunity is whose value these of the required sides have agreed on.

    `facts`: whether evidence supports it, impact is stated, it is aligned, and it is assessed.
    """
    evidence, impacted, aligned, assessed = facts
    value = {side: side in agreed for side in sides}
    facets = Facets(evidence=evidence, impacted=impacted, value=frozenset(agreed), aligned=aligned, assessed=assessed)
    readiness = Readiness(evidence=evidence, impacted=impacted, value=value, aligned=aligned, assessed=assessed)
    missing = missing_for_top(facets, sides)
    return Ready(msgspec.Raw(_encode(readiness)), msgspec.Raw(_encode(missing)), all(value.values()))


def order_key(memory: BacklogMemory, state: str) -> tuple[int, int]:
    """Where an opportunity stands in its home scope: a group and, in a backlog order, the place within it."""
    if memory.suggested:
        return SUGGESTED, 0
    if state in ENDS:
        return ENDED, 0
    if not memory.places:
        return UNRANKED, 0
    if f"first_priority/{memory.scope}" in memory.places:
        return FIRST, 0
    index = memory.indexes.get(f"backlog_order/{memory.scope}")
    return (UNRANKED, 0) if index is None else (ORDERED, index)


def row_of(memory: BacklogMemory, sides: tuple[str, ...]) -> tuple[Any, ...]:
    """The values of COLUMNS. The text of `item` lacks its beginning `{"rank":N,`, which reading puts before it."""
    state = memory.state
    group, index = order_key(memory, state)
    evidence, aligned = memory.supported, bool(memory.aligned_to)
    agreed = tuple(memory.value_sides)  # the memory's own list changes with the next event, a row never does
    impacted, assessed = memory.impacted, memory.assessed
    facets: Any = ready(sides, agreed, (evidence, impacted, aligned, assessed))
    in_force = list(dict.fromkeys(memory.places.values())) if memory.places else []
    item = BacklogItem(
        opportunity=memory.opportunity,
        title=memory.title,
        theme=memory.theme,
        scope=memory.scope,
        state=state,
        ranked=group <= ORDERED,
        suggested=memory.suggested,
        readiness=facets.readiness,
        missing=facets.missing,
        placement=memory.placed or memory.settled,
        last_decision=memory.last,
        in_force=in_force,
        merged_into=memory.merged_into,
        external_ref=memory.external_ref,
        raised_at=memory.raised_at,
        raised_by=memory.raised_by,
        changed_at=memory.effective,
        position=memory.position,
    )
    return (
        memory.opportunity,
        memory.scope,
        memory.theme,
        state,
        group,
        index,
        memory.raised_position,
        memory.raised_at,
        title_key(memory.title),
        evidence,
        impacted,
        facets.valued,
        aligned,
        assessed,
        agreed,
        in_force,
        memory.position,
        memory.effective,
        _encode(item)[RANK_LENGTH:].decode(),
    )
