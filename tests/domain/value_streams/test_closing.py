"""What holds up the whole, the totals of a frozen map, and what an opportunity would change in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.acting import RoleMissing, RuleWaived, Waive
from domain.opportunities.events import OpportunityDeclined
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.partnership.events import TeamDisbanded
from domain.partnership.refusals import TeamEnded, TeamUnknown
from domain.value_streams import formula
from domain.value_streams.add_step import AddStep, NewStep
from domain.value_streams.close_value_stream import (
    CloseValueStream,
    NoProductOwner,
    NothingMapped,
    StepUnmeasured,
    ValueStreamToClose,
)
from domain.value_streams.confirm_bottleneck import (
    BottleneckAgreed,
    ConfirmBottleneck,
    ConfirmedBefore,
    NotNominated,
)
from domain.value_streams.estimate_impact import DeltaOfUnmeasuredStep, DeltaTwice, EstimateImpact, ImpactEstimate
from domain.value_streams.events import BottleneckConfirmed, BottleneckNominated, ImpactEstimated, ValueStreamClosed
from domain.value_streams.nominate_bottleneck import BottleneckSeen, NominateBottleneck, NominatedBefore
from domain.value_streams.refusals import (
    ProcessExceedsLead,
    ShareOutsideRange,
    StepUnknown,
    TimeNegative,
    ValueStreamIsClosed,
    ValueStreamIsOpen,
    ValueStreamUnknown,
)
from domain.value_streams.terms import Candidate, Delta, Measure, Nomination, Participant, Totals
from tests.domain.opportunities.history import OTHER, SUGGESTED, only
from tests.domain.story import an_id
from tests.domain.value_streams.scene import (
    BOARD,
    DEV,
    FAY,
    INTEGRATE,
    MAP,
    NOWHERE,
    OWNER,
    QA,
    REVIEW,
    SLOW,
    TEAM,
    TED,
    WHO,
    Scene,
    closed,
    drawn,
    opened,
    stepped,
)

DEMO = Totals(
    process_time=26.0,
    lead_time=504.0,
    activity_ratio=5.1587,
    rolled_percent_complete_accurate=35.91,
    steps=5,
)
STANDING_OUT = (
    Candidate(step=QA, reason="largest_wait", value=144.0),
    Candidate(step=BOARD, reason="lowest_activity_ratio", value=0.8333),
    Candidate(step=INTEGRATE, reason="lowest_percent_complete_accurate", value=70.0),
)
FASTER = Delta(step=QA, process_time=-12, lead_time=-136, percent_complete_accurate=20, why="Tests run by themselves")


def waiving(rule: str) -> ValueStreamToClose:
    return ValueStreamToClose(waive=(Waive(rule=rule, reason="It is a sketch"),))


def estimate(*deltas: Delta, **changes: Any) -> ImpactEstimate:
    usual: dict[str, Any] = {"opportunity": SLOW, "deltas": deltas or (FASTER,), "teams": (TEAM,)}
    return ImpactEstimate(**(usual | changes))


def test_somebody_points_at_a_step() -> None:
    scene = stepped()
    scene.act(TED, NominateBottleneck, BottleneckSeen(step=QA, why="Everything waits there")).then(
        BottleneckNominated(map=MAP, step=QA, person=TED, side="technology", why="Everything waits there")
    )
    scene.act(TED, NominateBottleneck, BottleneckSeen(step=QA, why="Still")).refused(NominatedBefore)
    scene.goes(DEV, NominateBottleneck, MAP, BottleneckSeen(step=QA, why="Indeed"))


def test_people_confirm_what_somebody_or_the_formula_points_at() -> None:
    scene = stepped()
    scene.act(FAY, ConfirmBottleneck, BottleneckAgreed(step=QA)).refused(NotNominated)
    scene.goes(DEV, NominateBottleneck, MAP, BottleneckSeen(step=QA, why="Everything waits there"))
    scene.act(FAY, ConfirmBottleneck, BottleneckAgreed(step=QA, why="All agree")).then(
        BottleneckConfirmed(map=MAP, step=QA, person=FAY, nominated=True, candidate=False, why="All agree")
    )
    scene.act(FAY, ConfirmBottleneck, BottleneckAgreed(step=QA)).refused(ConfirmedBefore)
    drawn().act(TED, ConfirmBottleneck, BottleneckAgreed(step=BOARD)).then(
        BottleneckConfirmed(map=MAP, step=BOARD, person=TED, nominated=False, candidate=True)
    )
    drawn().act(TED, ConfirmBottleneck, BottleneckAgreed(step=REVIEW)).refused(NotNominated)
    drawn().act(DEV, ConfirmBottleneck, BottleneckAgreed(step=BOARD)).refused(RoleMissing)
    drawn().act(TED, ConfirmBottleneck, BottleneckAgreed(step=NOWHERE)).refused(StepUnknown)
    closed().act(TED, ConfirmBottleneck, BottleneckAgreed(step=BOARD)).refused(ValueStreamIsClosed)
    Scene().act(TED, ConfirmBottleneck, BottleneckAgreed(step=BOARD)).refused(ValueStreamUnknown)


def test_a_closed_map_has_totals_candidates_and_confirmed_bottlenecks() -> None:
    scene = drawn()
    scene.goes(FAY, ConfirmBottleneck, MAP, BottleneckAgreed(step=QA))
    scene.act(FAY, CloseValueStream, ValueStreamToClose()).then(
        ValueStreamClosed(
            map=MAP,
            totals=DEMO,
            candidates=STANDING_OUT,
            bottlenecks=(Nomination(step=QA, person=FAY),),
            participants=WHO,
            formula_version=1,
            policy=1,
        )
    )
    scene.act(FAY, CloseValueStream, ValueStreamToClose()).refused(ValueStreamIsClosed)
    Scene().act(FAY, CloseValueStream, ValueStreamToClose()).refused(ValueStreamUnknown)
    drawn().act(DEV, CloseValueStream, ValueStreamToClose()).refused(RoleMissing)


def test_a_map_without_a_number_is_not_closed() -> None:
    opened().act(FAY, CloseValueStream, ValueStreamToClose()).refused(NothingMapped)


def test_no_step_stays_unmeasured_unless_that_is_waived() -> None:
    scene = drawn()
    deploy = an_id("stp", 6)
    scene.goes(DEV, AddStep, MAP, NewStep(name="deploy", step=deploy))
    scene.act(FAY, CloseValueStream, ValueStreamToClose()).refused(StepUnmeasured)
    outcome = scene.act(FAY, CloseValueStream, waiving("value-stream.step-unmeasured"))
    outcome.then(RuleWaived, ValueStreamClosed)
    shut = only(outcome, ValueStreamClosed)
    assert (shut.unmeasured, shut.totals) == ((deploy,), DEMO)
    assert only(outcome, RuleWaived).subjects == (f"map:{MAP}",)


def test_product_people_take_part_unless_that_is_waived() -> None:
    scene = drawn(participants=WHO[:2])
    scene.act(FAY, CloseValueStream, ValueStreamToClose()).refused(NoProductOwner)
    drawn(participants=()).act(FAY, CloseValueStream, waiving("value-stream.no-product-owner")).then(
        RuleWaived, ValueStreamClosed
    )
    came_later = ValueStreamToClose(participants=(Participant(person=OWNER),))
    shut = only(scene.act(FAY, CloseValueStream, came_later), ValueStreamClosed)
    assert shut.participants == WHO


def test_what_an_opportunity_would_change() -> None:
    closed().act(DEV, EstimateImpact, estimate(note="A guess")).then(
        ImpactEstimated(
            map=MAP,
            opportunity=SLOW,
            deltas=(FASTER,),
            totals=Totals(
                process_time=14.0,
                lead_time=368.0,
                activity_ratio=3.8043,
                rolled_percent_complete_accurate=45.486,
                steps=5,
            ),
            former=DEMO,
            formula_version=1,
            teams=(TEAM,),
            note="A guess",
        )
    )


def test_an_estimate_rests_on_a_frozen_map() -> None:
    drawn().act(DEV, EstimateImpact, estimate()).refused(ValueStreamIsOpen)
    Scene().act(DEV, EstimateImpact, estimate()).refused(ValueStreamUnknown)


def test_an_estimate_is_about_what_is_on_the_backlog_and_teams_there_are() -> None:
    closed().act(DEV, EstimateImpact, estimate(opportunity=OTHER)).refused(OpportunityUnknown)
    ended = closed().happened(OpportunityDeclined(opportunity=SLOW, reason="no"))
    ended.act(DEV, EstimateImpact, estimate()).refused(OpportunityEnded)
    suggested = closed().happened(SUGGESTED)
    suggested.act(DEV, EstimateImpact, estimate()).refused(OpportunityNotAdopted)
    closed().act(DEV, EstimateImpact, estimate(teams=(an_id("team", 7),))).refused(TeamUnknown)
    gone = closed().happened(TeamDisbanded(team=TEAM, members=(), reason="done"))
    gone.act(DEV, EstimateImpact, estimate()).refused(TeamEnded)


def test_changes_are_changes_of_measured_steps_and_leave_them_possible() -> None:
    closed().act(DEV, EstimateImpact, estimate(Delta(step=NOWHERE))).refused(StepUnknown)
    closed().act(DEV, EstimateImpact, estimate(FASTER, Delta(step=QA))).refused(DeltaTwice)
    closed().act(DEV, EstimateImpact, estimate(Delta(step=QA, lead_time=-150))).refused(ProcessExceedsLead)
    negative = Delta(step=QA, process_time=-17, lead_time=-161)
    closed().act(DEV, EstimateImpact, estimate(negative)).refused(TimeNegative)
    more = Delta(step=QA, percent_complete_accurate=26)
    closed().act(DEV, EstimateImpact, estimate(more)).refused(ShareOutsideRange)
    scene, deploy = drawn(), an_id("stp", 6)
    scene.goes(DEV, AddStep, MAP, NewStep(name="deploy", step=deploy))
    scene.goes(FAY, CloseValueStream, MAP, waiving("value-stream.step-unmeasured"))
    scene.act(DEV, EstimateImpact, estimate(Delta(step=deploy, lead_time=1))).refused(DeltaOfUnmeasuredStep)


def test_waiting_alone_is_added_to_the_work() -> None:
    measures = {QA: Measure(process_time=16, lead_time=144, percent_complete_accurate=75)}
    assert formula.totals(measures, "wait_only") == Totals(
        process_time=16.0, lead_time=160.0, activity_ratio=10.0, rolled_percent_complete_accurate=75.0, steps=1
    )
    assert formula.candidates(measures, "wait_only")[0].value == 144.0


def test_equal_steps_stand_out_together_and_no_time_has_no_ratio() -> None:
    none = Measure(process_time=0, lead_time=0, percent_complete_accurate=100)
    assert formula.totals({QA: none}, "elapsed").activity_ratio is None
    found = formula.candidates({QA: none, BOARD: none}, "elapsed")
    assert [(candidate.step, candidate.value) for candidate in found] == [
        (QA, 0.0),
        (BOARD, 0.0),
        (QA, 100.0),
        (BOARD, 100.0),
        (QA, 100.0),
        (BOARD, 100.0),
    ]
    assert formula.candidates({}, "elapsed") == ()


times = st.floats(0, 1000, width=32)
possible = st.builds(
    lambda process, wait, share: Measure(
        process_time=process, lead_time=process + wait, percent_complete_accurate=share
    ),
    times,
    times,
    st.floats(0, 100, width=32),
)


@for_all(st.lists(possible, min_size=1, max_size=100))
def test_totals_are_bounded_whatever_is_measured(measures: list[Measure]) -> None:
    found = formula.totals({an_id("stp", number): measure for number, measure in enumerate(measures)}, "elapsed")
    assert found.process_time <= found.lead_time + 1e-3
    assert found.lead_time == pytest.approx(sum(measure.lead_time for measure in measures), abs=1e-3)
    assert found.activity_ratio is None or 0 <= found.activity_ratio <= 100
    lowest = min(measure.percent_complete_accurate for measure in measures)
    assert 0 <= found.rolled_percent_complete_accurate <= lowest + 1e-3
