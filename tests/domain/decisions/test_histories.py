"""Whatever happened, a decision can be read; and what is written is read back the same."""

from datetime import timedelta
from typing import get_args

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.canonical import content_hash
from domain.decisions import events, voices
from domain.decisions.state import Decision, InForce
from domain.decisions.terms import DecisionContent, DecisionState
from domain.kernel import Event
from tests.domain.anything import any_of
from tests.domain.story import BEGINNING, an_id, fact

DECLARED = [
    kind
    for module in (events, voices)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind.TOPIC
]


@for_all(st.lists(st.sampled_from(Decision.folds).flatmap(any_of), max_size=12))
def test_any_history_is_folded(history: list[Event]) -> None:
    decision = Decision(an_id("dec", 1))
    for event in history:
        if decision.sees(fact(event)):
            decision.fold(fact(event))
    assert decision.state in get_args(DecisionState)
    assert decision.in_force == (decision.state in {"agreed", "contested"})


@for_all(st.lists(st.sampled_from(InForce.folds).flatmap(any_of), max_size=5))
def test_only_the_newest_fact_says_what_is_in_force(history: list[Event]) -> None:
    every, newest = InForce("first_priority", "main"), InForce("first_priority", "main")
    records = [fact(event, at=BEGINNING + timedelta(days=day)) for day, event in enumerate(history)]
    for recorded in records:
        every.fold(recorded)
    for recorded in records[-1:]:
        newest.fold(recorded)
    assert (every.decision, every.opportunities, every.since) == (newest.decision, newest.opportunities, newest.since)


@pytest.mark.parametrize("kind", DECLARED)
@settings(max_examples=20)
@for_all(data=st.data())
def test_events_are_read_back_as_they_were_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(any_of(kind))
    assert msgspec.json.decode(msgspec.json.encode(event), type=kind) == event


@for_all(any_of(DecisionContent))
def test_a_hash_can_be_checked_from_what_was_written(content: DecisionContent) -> None:
    read = msgspec.json.decode(msgspec.json.encode(content), type=DecisionContent)
    assert (
        content_hash(read) == content_hash(content) == content_hash(msgspec.json.decode(msgspec.json.encode(content)))
    )
