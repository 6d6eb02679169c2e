"""Reports of decisions: one-sided ones, duties, wins, and those that need another look."""

from __future__ import annotations

from datetime import date, datetime
from itertools import combinations
from typing import Any

import asyncpg
import msgspec

from projections.facts import EventRef
from projections.paging import Page
from projections.reporting.asking import Found, ReportQuery, beside, lines_of
from projections.reporting.decided import AgreedLine, DecisionLine, WinLine
from projections.reporting.lines import LineMemory
from projections.reporting.raised import FlowLine
from projections.reporting.single import GroundLine, KeyLine

WAYS = frozenset({"unanswered", "signed_within_a_minute"})
_encode = msgspec.json.Encoder().encode
_decision = msgspec.json.Decoder(LineMemory[DecisionLine]).decode
_flow = msgspec.json.Decoder(LineMemory[FlowLine]).decode
_ground = msgspec.json.Decoder(LineMemory[GroundLine]).decode
_key = msgspec.json.Decoder(LineMemory[KeyLine]).decode


class DecisionReport(msgspec.Struct, kw_only=True, frozen=True):
    """A decision in a report: what it is, and the events that the line rests on."""

    decision: str
    kind: str
    scope: str
    state: str
    rationale: str
    proposed_by: str
    proposed_side: str
    at: datetime
    recorded_at: datetime
    rests_on: list[EventRef]


class OneSidedItem(DecisionReport, kw_only=True, frozen=True):
    """An agreed decision in which one side hardly had a part, and in which way.

    `options_of_one_side`: the proposing side had raised all options · `unanswered`: agreed on revision 1 without a word
    from another side · `signed_within_a_minute`: all sides agreed within sixty seconds.
    """

    agreed_at: datetime
    ways: tuple[str, ...]


class DutiesItem(DecisionReport, kw_only=True, frozen=True):
    """Who did what in an agreed decision.

    `proposer_agreed`: who put the agreed revision on the table and also agreed to it. `one_recorder` and `one_issuer`:
    who typed, or issued the keys behind, the agreements of two sides. `back_dated` are places in the ledger of acts
    that were claimed for a minute or more before they were recorded, imports aside; `latest_seconds` is the longest.
    """

    agreed_at: datetime
    seconds_to_agreement: int
    agreements: list[AgreedLine]
    proposer_agreed: str | None
    one_recorder: str | None
    one_issuer: str | None
    back_dated: list[int]
    latest_seconds: int


class WinsItem(DecisionReport, kw_only=True, frozen=True):
    """A decision and what each side would win by it, in its own words; whether it got that, where it has judged."""

    wins: list[WinLine]


class AttentionItem(DecisionReport, kw_only=True, frozen=True):
    """A decision that needs another look, and why.

    `overdue` for its review on `review_on` · `expired` · `contested` · `reworded`: an opportunity among its options
    reads differently by now · `retracted`: a signal that it rests on was taken back.
    """

    why: tuple[str, ...]
    review_on: date | None
    reworded: tuple[str, ...]
    retracted: tuple[str, ...]


def _common(item: DecisionLine, *more: EventRef) -> dict[str, Any]:
    return {
        "decision": item.decision,
        "kind": item.kind,
        "scope": item.scope,
        "state": item.state,
        "rationale": item.headline,
        "proposed_by": item.proposed_by,
        "proposed_side": item.proposed_side,
        "at": item.at,
        "recorded_at": item.recorded_at,
        "rests_on": sorted({*item.rests_on, *more}, key=lambda each: each.position),
    }


def _page(found: Found, items: list[Any]) -> Page:
    return Page(items=[_encode(item).decode() for item in items], next_key=found.next_key, position=found.position)


async def list_one_sided(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> Page:
    """Agreed decisions in which one side hardly had a part."""
    found = await lines_of(pool, workspace_id, "decision", query, words=("agreed", "one_sided"))
    memories = [_decision(memory) for memory in found.memories]
    flows = await _flows(pool, workspace_id, memories)
    return _page(found, [_one_sided(memory, flows) for memory in memories])


def _one_sided(memory: LineMemory[DecisionLine], flows: dict[str, FlowLine]) -> OneSidedItem:
    item = memory.item
    options = [flows[each] for each in memory.opportunities if each in flows]
    own = bool(options) and all(set(option.raised_sides) == {item.proposed_side} for option in options)
    ways = (*(["options_of_one_side"] if own else []), *(m for m in memory.marks if m in WAYS))
    raised = [option.rests_on[0] for option in options] if own else []
    return OneSidedItem(**_common(item, *raised), agreed_at=item.agreed_at or item.at, ways=ways)


async def list_duties(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> Page:
    """Who proposed, agreed, typed and issued keys, decision by decision."""
    found = await lines_of(pool, workspace_id, "decision", query, words=("agreed",))
    memories = [_decision(memory) for memory in found.memories]
    names = {f"key:{each.credential}" for memory in memories for each in memory.item.agreements}
    keys = {
        memory.item.credential: memory.item for memory in map(_key, (await beside(pool, workspace_id, names)).values())
    }
    return _page(found, [_duties(memory.item, keys) for memory in memories])


def _duties(item: DecisionLine, keys: dict[str, KeyLine]) -> DutiesItem:
    pairs = [(one, other) for one, other in combinations(item.agreements, 2) if one.side != other.side]
    issuers = {credential: key.issuer for credential, key in keys.items()}
    one_issuer = next(
        (
            issuers[one.credential]
            for one, other in pairs
            if one.credential in issuers and issuers[one.credential] == issuers.get(other.credential)
        ),
        None,
    )
    issued = [keys[each.credential].rests_on[0] for each in item.agreements if each.credential in keys]
    return DutiesItem(
        **_common(item, *(issued if one_issuer else [])),
        agreed_at=item.agreed_at or item.at,
        seconds_to_agreement=item.seconds_to_agreement or 0,
        agreements=item.agreements,
        proposer_agreed=next((each.person for each in item.agreements if each.person == item.revised_by), None),
        one_recorder=next((one.typed_by for one, other in pairs if one.typed_by == other.typed_by), None),
        one_issuer=one_issuer,
        back_dated=item.late,
        latest_seconds=item.latest_seconds,
    )


async def list_wins(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> Page:
    """What each side would win by decisions, and whether it got that."""
    found = await lines_of(pool, workspace_id, "decision", query, marks=("win",))
    items = [_decision(memory).item for memory in found.memories]
    return _page(found, [WinsItem(**_common(item), wins=item.wins) for item in items])


async def list_attention(pool: asyncpg.Pool, workspace_id: int, query: ReportQuery) -> Page:
    """Decisions that need another look."""
    found = await lines_of(pool, workspace_id, "decision", query, words=("attention",))
    memories = [_decision(memory) for memory in found.memories]
    flows = await _flows(pool, workspace_id, memories)
    signals = {f"retracted:{mark[7:]}" for memory in memories for mark in memory.marks if mark.startswith("signal:")}
    grounds = {
        f"signal:{memory.item.signal}": memory.item
        for memory in map(_ground, (await beside(pool, workspace_id, signals)).values())
    }
    return _page(found, [_attention(memory, flows, grounds, query.today) for memory in memories])


def _attention(
    memory: LineMemory[DecisionLine], flows: dict[str, FlowLine], grounds: dict[str, GroundLine], today: date
) -> AttentionItem:
    item, holds = memory.item, "in_force" in memory.marks
    reworded = [
        flows[each]
        for each in memory.opportunities
        if holds and each in flows and f"wording:{each}@{flows[each].revision}" not in memory.marks
    ]
    fallen = [grounds[mark] for mark in memory.marks if holds and mark in grounds]
    overdue = holds and item.review_on is not None and item.review_on < today
    reasons = {
        "overdue": overdue,
        "expired": item.state == "expired",
        "contested": item.state == "contested",
        "reworded": bool(reworded),
        "retracted": bool(fallen),
    }
    words = [event for flow in reworded for event in flow.rests_on if event.type.startswith("opportunity-reworded")]
    return AttentionItem(
        **_common(item, *words, *(ground.rests_on[0] for ground in fallen)),
        why=tuple(name for name, holds in reasons.items() if holds),
        review_on=item.review_on,
        reworded=tuple(flow.opportunity for flow in reworded),
        retracted=tuple(ground.signal for ground in fallen),
    )


async def _flows(
    pool: asyncpg.Pool, workspace_id: int, memories: list[LineMemory[DecisionLine]]
) -> dict[str, FlowLine]:
    names = {f"opportunity:{each}" for memory in memories for each in memory.opportunities}
    found = await beside(pool, workspace_id, names)
    return {memory.item.opportunity: memory.item for memory in map(_flow, found.values())}
