"""Events as a ledger hands them out: numbered, each with an id of its own, by somebody of a side, at two times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.kernel import Event, Recorded
from domain.registry import CATALOGUE
from projections.decisions.record import DecisionRecord, fold_record, opportunities_of
from projections.decisions.shape import DecisionView
from projections.decisions.view import fold_decision
from projections.opportunities.shape import OpportunityView
from projections.opportunities.view import fold_opportunity
from tests.domain.anything import any_of
from tests.domain.decisions.scene import BEA, BEN, DEC, DEV, DOT, SLOW, TED, TESS
from tests.domain.story import SIDES, an_id, fact

PEOPLE = [an_id("per", number) for number in (1, 2, 3)]
SIDE_OF = {TED: "technology", TESS: "technology", BEA: "business", BEN: "business", DOT: "business", DEV: "team"}


def numbered(history: Iterable[Recorded | Event]) -> list[Recorded]:
    """The same events with positions and ids of their own, in this order, and the sides that actors are of."""
    recorded = (each if isinstance(each, Recorded) else fact(each) for each in history)
    return [
        replace(
            each,
            id=an_id("evt", number),
            position=number,
            side=SIDE_OF.get(each.actor, each.side) if each.side == "none" else each.side,
        )
        for number, each in enumerate(recorded, start=1)
    ]


def about(tag: str, history: Iterable[Recorded]) -> list[Recorded]:
    """The events that carry a tag."""
    return [each for each in history if tag in each.tags]


def decision_in(history: Iterable[Recorded | Event], decision: str = DEC) -> DecisionView:
    """The view of a decision in a history."""
    view = fold_decision(decision, about(f"decision:{decision}", numbered(history)), SIDES)
    assert view
    return view


def opportunity_in(history: Iterable[Recorded | Event], opportunity: str = SLOW) -> OpportunityView:
    """The view of an opportunity in a history."""
    view = fold_opportunity(opportunity, about(f"opportunity:{opportunity}", numbered(history)), SIDES)
    assert view
    return view


def record_in(
    history: Iterable[Recorded | Event], decision: str = DEC, issuers: dict[str, str] | None = None
) -> DecisionRecord:
    """The record of a decision in a history, with the opportunities' own events beside it."""
    ledger = numbered(history)
    own = about(f"decision:{decision}", ledger)
    opportunities = {name: about(f"opportunity:{name}", ledger) for name in opportunities_of(own)}
    record = fold_record(decision, own, SIDES, opportunities=opportunities, issuers=issuers or {})
    assert record
    return record


@st.composite
def histories(draw: st.DrawFn, tag: str, kinds: Sequence[type[Event]] = ()) -> list[Recorded]:
    """A few events of any type that end up with a tag, whatever they say."""
    drawn: list[Recorded] = []
    for kind in draw(st.lists(st.sampled_from(kinds or tuple(CATALOGUE.values())), max_size=12)):
        event: Any = draw(any_of(kind))
        one = fact(event, actor=draw(st.sampled_from(PEOPLE)), side=draw(st.sampled_from([*SIDES, "team", "none"])))
        later = timedelta(seconds=draw(st.sampled_from([0, 30, 90_000])))
        drawn.append(replace(one, tags=tuple({*one.tags, tag}), recorded_at=one.recorded_at + later))
    return numbered(drawn)
