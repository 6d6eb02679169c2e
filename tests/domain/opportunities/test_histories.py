"""Whatever happened, an opportunity can be read; and what is written is read back the same."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.kernel import Event
from domain.opportunities import events
from domain.opportunities.readiness import missing_for_top
from domain.opportunities.state import Opportunity
from domain.opportunities.terms import Lifecycle
from tests.domain.anything import any_of
from tests.domain.story import SIDES, an_id, fact

DECLARED = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event) and kind.TOPIC]


@for_all(st.lists(st.sampled_from(Opportunity.folds).flatmap(any_of), max_size=12))
def test_any_history_is_folded(history: list[Event]) -> None:
    opportunity = Opportunity(an_id("opp", 1))
    for event in history:
        if opportunity.sees(fact(event)):
            opportunity.fold(fact(event))
    assert opportunity.state in get_args(Lifecycle)
    assert not (opportunity.live and opportunity.ended)
    assert set(missing_for_top(opportunity.facets, SIDES)) <= {
        "evidence",
        "impacted",
        "value:technology",
        "value:business",
        "aligned",
        "assessed",
    }
    assert set(opportunity.commitments.values()) <= set(opportunity.prioritised_by.values())


@pytest.mark.parametrize("kind", DECLARED)
@settings(max_examples=20)
@for_all(data=st.data())
def test_events_are_read_back_as_they_were_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(any_of(kind))
    assert msgspec.json.decode(msgspec.json.encode(event), type=kind) == event
