"""Whatever happened, an opportunity can be read; and what is written is read back the same."""

from typing import get_args

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.kernel import Event, Recorded
from domain.opportunities.readiness import missing_for_top
from domain.opportunities.state import Opportunity
from domain.opportunities.terms import Lifecycle
from tests.domain.drawn import histories, read_back, structs
from tests.domain.story import SIDES, an_id


@for_all(histories(*Opportunity.folds))
def test_any_history_is_folded(history: list[Recorded]) -> None:
    opportunity = Opportunity(an_id("opp", 1))
    for recorded in history:
        if opportunity.sees(recorded):
            opportunity.fold(recorded)
    assert opportunity.state in get_args(Lifecycle)
    assert not (opportunity.live and opportunity.ended)
    assert set(missing_for_top(opportunity.facets, SIDES)) <= {
        "evidence",
        "impacted",
        "value:technology",
        "value:business",
    }
    assert set(opportunity.commitments.values()) <= set(opportunity.prioritised_by.values())


@for_all(st.one_of(*(structs(cls) for cls in Opportunity.folds if cls.__module__ == "domain.opportunities.events")))
def test_events_are_read_back_as_they_were_written(event: Event) -> None:
    assert read_back(event) == event
