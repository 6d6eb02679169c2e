"""Whatever happened, a metric can be read; and what is written is read back the same."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.benefits import events as benefits
from domain.benefits.state import Benefit
from domain.kernel import Event, State
from domain.metrics import events as metrics
from domain.metrics.state import Metric, NewestObservation
from domain.objectives import events as objectives
from domain.objectives.state import ActiveSet, ObjectiveSet
from domain.signals import events as signals
from domain.signals.state import Signal
from domain.trackers import events as trackers
from domain.trackers.state import TrackerItem, TrackerLink
from tests.domain.anything import any_of
from tests.domain.story import an_id, fact

DECLARED = [
    kind
    for module in (metrics, signals, objectives, benefits, trackers)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind.TOPIC
]
STATES: dict[str, Callable[[], State]] = {
    "metric": lambda: Metric("main"),
    "newest": lambda: NewestObservation("main"),
    "signal": lambda: Signal(an_id("sig", 1)),
    "objectives": lambda: ObjectiveSet(an_id("okr", 1)),
    "active": lambda: ActiveSet("workspace/main"),
    "benefit": lambda: Benefit(an_id("ben", 1)),
    "link": lambda: TrackerLink(an_id("trk", 1)),
    "item": lambda: TrackerItem("jira/a"),
}


@pytest.mark.parametrize("make", STATES.values(), ids=STATES.keys())
@settings(max_examples=30)
@for_all(data=st.data())
def test_any_history_is_folded(make: Callable[[], State], data: st.DataObject) -> None:
    state = make()
    for event in data.draw(st.lists(st.sampled_from(state.folds).flatmap(any_of), max_size=8)):
        state.fold(fact(event))


@pytest.mark.parametrize("kind", DECLARED)
@settings(max_examples=10)
@for_all(data=st.data())
def test_events_are_read_back_as_they_were_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(any_of(kind))
    assert msgspec.json.decode(msgspec.json.encode(event), type=kind) == event
