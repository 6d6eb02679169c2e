"""Whatever happened, a kata can be read; and what is written is read back the same."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.katas import events, experiments
from domain.katas.state import Kata
from domain.katas.terms import KataStatus
from domain.kernel import Event
from tests.domain.anything import any_of
from tests.domain.story import an_id, fact

DECLARED = [
    kind
    for kind in (*vars(events).values(), *vars(experiments).values())
    if isinstance(kind, type) and issubclass(kind, Event) and kind.TOPIC
]


@for_all(st.lists(st.sampled_from(Kata.folds).flatmap(any_of), max_size=12))
def test_any_history_is_folded(history: list[Event]) -> None:
    kata = Kata(an_id("kata", 1))
    for event in history:
        if kata.sees(fact(event)):
            kata.fold(fact(event))
    assert kata.status in get_args(KataStatus)
    assert kata.target is None or kata.target in kata.targets
    assert list(kata.obstacles.values()).count("focused") <= 1
    assert set(kata.unreflected) <= set(kata.experiments)


@pytest.mark.parametrize("kind", DECLARED)
@settings(max_examples=20)
@for_all(data=st.data())
def test_events_are_read_back_as_they_were_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(any_of(kind))
    assert msgspec.json.decode(msgspec.json.encode(event), type=kind) == event
