"""Whatever happened, a definition can be read; and what is written is read back the same."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.definitions import events
from domain.definitions.state import Definition
from domain.definitions.terms import DefinitionState
from domain.kernel import Event
from tests.domain.anything import any_of
from tests.domain.story import an_id, fact

DECLARED = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event) and kind.TOPIC]


@for_all(st.lists(st.sampled_from(Definition.folds).flatmap(any_of), max_size=12))
def test_any_history_is_folded(history: list[Event]) -> None:
    definition = Definition(an_id("doa", 1))
    for event in history:
        if definition.sees(fact(event)):
            definition.fold(fact(event))
    assert definition.state in get_args(DefinitionState)
    assert set(definition.unanswered) <= set(definition.feedback)
    assert sum(msgspec.structs.astuple(definition.buy_in)) == len(definition.voices)


@pytest.mark.parametrize("kind", DECLARED)
@settings(max_examples=20)
@for_all(data=st.data())
def test_events_are_read_back_as_they_were_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(any_of(kind))
    assert msgspec.json.decode(msgspec.json.encode(event), type=kind) == event
