"""Whatever happened, it can be read; and what is written is read back the same."""

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.kernel import Event
from domain.value_streams import events
from domain.value_streams.state import ValueStream
from tests.domain.anything import any_of
from tests.domain.story import an_id, fact

DECLARED = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event) and kind.TOPIC]


@for_all(st.lists(st.sampled_from(ValueStream.folds).flatmap(any_of), max_size=15))
def test_any_history_is_folded(history: list[Event]) -> None:
    found = ValueStream(an_id("vsm", 1))
    for event in history:
        if found.sees(fact(event)):
            found.fold(fact(event))
    assert sorted(found.order) == sorted(found.steps)
    assert set(found.measures) | set(found.unmeasured) == set(found.steps)


@pytest.mark.parametrize("kind", DECLARED)
@settings(max_examples=20)
@for_all(data=st.data())
def test_events_are_read_back_as_they_were_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(any_of(kind))
    assert msgspec.json.decode(msgspec.json.encode(event), type=kind) == event
