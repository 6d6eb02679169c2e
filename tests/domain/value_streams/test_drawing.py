"""People open a map, put steps on it, measure them, and mark what they see between them."""

from __future__ import annotations

from typing import Any

import pytest

from domain.acting import RoleMissing
from domain.kernel import Command
from domain.partnership.refusals import PersonUnknown
from domain.partnership.seats import PersonOfAnotherSide, PersonTwice
from domain.value_streams.add_handoff import AddHandoff, Handoff, HandoffAlreadyMarked, HandoffToItself
from domain.value_streams.add_rework import AddRework, Rework, ReworkForward, ReworkUnchanged
from domain.value_streams.add_step import AddStep, NewStep, StepAlreadyExists, TooManySteps
from domain.value_streams.events import (
    HandoffAdded,
    ReworkAdded,
    StepAdded,
    StepMeasured,
    StepMoved,
    StepRemoved,
    ValueStreamOpened,
    WasteTagged,
)
from domain.value_streams.measure_step import MeasureStep
from domain.value_streams.move_step import MoveStep, StepPlace, StepPlaceUnchanged
from domain.value_streams.nominate_bottleneck import BottleneckSeen, NominateBottleneck
from domain.value_streams.open_value_stream import OpenValueStream, ValueStreamAlreadyExists
from domain.value_streams.refusals import (
    ProcessExceedsLead,
    ShareOutsideRange,
    StepUnknown,
    ValueStreamIsClosed,
    ValueStreamIsOpen,
    ValueStreamUnknown,
)
from domain.value_streams.remove_step import RemoveStep, StepToRemove
from domain.value_streams.tag_waste import TagWaste, WasteSeen, WasteUnchanged
from domain.value_streams.terms import MAX_STEPS, Participant
from tests.domain.opportunities.history import only
from tests.domain.story import an_id
from tests.domain.value_streams.scene import (
    BEA,
    BOARD,
    DEV,
    FAY,
    INTEGRATE,
    MAP,
    NEXT,
    NIGHT,
    NOWHERE,
    QA,
    REVIEW,
    STEPS,
    TED,
    WHO,
    Scene,
    closed,
    drawn,
    measured,
    opened,
    opening,
    stepped,
)

ON_A_STEP: tuple[tuple[type[Command], Any], ...] = (
    (MoveStep, StepPlace(step=NOWHERE, place=1)),
    (RemoveStep, StepToRemove(step=NOWHERE)),
    (MeasureStep, measured(NOWHERE, 1, 2, 90)),
    (AddHandoff, Handoff(giver=NOWHERE, receiver=QA)),
    (AddHandoff, Handoff(giver=QA, receiver=NOWHERE)),
    (AddRework, Rework(found_at=NOWHERE, back_to=QA)),
    (AddRework, Rework(found_at=QA, back_to=NOWHERE)),
    (TagWaste, WasteSeen(step=NOWHERE, wastes=("delays",))),
    (NominateBottleneck, BottleneckSeen(step=NOWHERE, why="It waits")),
)
WHILE_OPEN: tuple[tuple[type[Command], Any], ...] = (
    (AddStep, NewStep(name="deploy")),
    (MoveStep, StepPlace(step=QA, place=1)),
    (RemoveStep, StepToRemove(step=QA)),
    (MeasureStep, measured(QA, 1, 2, 90)),
    (AddHandoff, Handoff(giver=QA, receiver=BOARD)),
    (AddRework, Rework(found_at=QA, back_to=REVIEW)),
    (TagWaste, WasteSeen(step=QA, wastes=("delays",))),
    (NominateBottleneck, BottleneckSeen(step=QA, why="It waits")),
)


def test_a_map_is_opened_with_people_sides_and_roles() -> None:
    Scene().act(FAY, OpenValueStream, opening()).then(
        ValueStreamOpened(
            map=MAP,
            title="Pull request to production",
            begins="pull request submitted",
            ends="running in production",
            unit_of_work="pull request",
            convention="elapsed",
            participants=WHO,
        )
    )


def test_a_map_has_an_own_id_and_is_opened_by_who_leads() -> None:
    opened().act(FAY, OpenValueStream, opening()).refused(ValueStreamAlreadyExists)
    Scene().act(DEV, OpenValueStream, opening()).refused(RoleMissing)


def test_who_takes_part_is_known_stands_once_and_for_an_own_side() -> None:
    stranger = Participant(person=an_id("per", 77))
    Scene().act(FAY, OpenValueStream, opening(participants=(stranger,))).refused(PersonUnknown)
    Scene().act(FAY, OpenValueStream, opening(participants=(WHO[0], WHO[0]))).refused(PersonTwice)
    other = Participant(person=TED, side="business")
    Scene().act(FAY, OpenValueStream, opening(participants=(other,))).refused(PersonOfAnotherSide)


def test_a_new_map_names_the_frozen_one_before_it() -> None:
    body = opening(previous=MAP)
    opened_next = only(closed().does(TED, OpenValueStream, NEXT, body), ValueStreamOpened)
    assert opened_next.previous == MAP
    drawn().does(TED, OpenValueStream, NEXT, body).refused(ValueStreamIsOpen)
    Scene().does(TED, OpenValueStream, NEXT, body).refused(ValueStreamUnknown)


def test_the_map_before_stays_as_it_is() -> None:
    scene = closed()
    scene.goes(TED, OpenValueStream, NEXT, opening(previous=MAP, convention="wait_only", participants=()))
    assert (scene.stream.convention, scene.stream.participants, scene.stream.closed) == ("elapsed", WHO, True)


def test_steps_stand_in_an_order_that_people_change() -> None:
    scene = stepped()
    deploy = an_id("stp", 6)
    scene.act(DEV, AddStep, NewStep(name="deploy", step=deploy, place=2)).then(
        StepAdded(map=MAP, step=deploy, name="deploy", place=2)
    )
    assert scene.stream.order == [REVIEW, deploy, INTEGRATE, QA, BOARD, NIGHT]
    scene.act(DEV, MoveStep, StepPlace(step=deploy, place=90)).then(StepMoved(map=MAP, step=deploy, place=6))
    scene.act(DEV, MoveStep, StepPlace(step=deploy, place=6)).refused(StepPlaceUnchanged)
    assert scene.stream.order == [*STEPS, deploy]
    scene.act(DEV, RemoveStep, StepToRemove(step=QA, reason="Part of it")).then(
        StepRemoved(map=MAP, step=QA, reason="Part of it")
    )
    assert scene.stream.order == [REVIEW, INTEGRATE, BOARD, NIGHT, deploy]
    scene.act(DEV, AddStep, NewStep(name="QA again", step=QA)).refused(StepAlreadyExists)


def test_a_map_can_be_looked_at() -> None:
    scene = opened()
    for number in range(MAX_STEPS):
        scene.happened(StepAdded(map=MAP, step=an_id("stp", number), name="one more", place=1))
    scene.act(DEV, AddStep, NewStep(name="too many")).refused(TooManySteps)


def test_a_step_is_measured_and_measured_again() -> None:
    scene = stepped()
    scene.act(DEV, MeasureStep, measured(QA, 16, 160, 75, basis="measured", note="ten tickets")).then(
        StepMeasured(
            map=MAP,
            step=QA,
            process_time=16,
            lead_time=160,
            percent_complete_accurate=75,
            basis="measured",
            note="ten tickets",
        )
    )
    scene.goes(DEV, MeasureStep, MAP, measured(QA, 8, 80, 80))
    assert [measure.lead_time for measure in scene.stream.measures.values()] == [80]


def test_work_does_not_take_more_than_the_time_it_takes() -> None:
    stepped().act(DEV, MeasureStep, measured(QA, 16, 15, 75)).refused(ProcessExceedsLead)
    stepped(convention="wait_only").goes(DEV, MeasureStep, MAP, measured(QA, 16, 15, 75))


@pytest.mark.parametrize("share", [-1, 100.5])
def test_a_share_lies_between_nothing_and_all(share: float) -> None:
    stepped().act(DEV, MeasureStep, measured(QA, 1, 2, share)).refused(ShareOutsideRange)
    stepped().act(DEV, AddRework, Rework(found_at=QA, back_to=REVIEW, percent=share)).refused(ShareOutsideRange)


def test_work_changes_hands() -> None:
    scene = stepped()
    body = Handoff(giver=INTEGRATE, receiver=QA, note="by ticket")
    scene.act(DEV, AddHandoff, body).then(HandoffAdded(map=MAP, giver=INTEGRATE, receiver=QA, note="by ticket"))
    scene.act(DEV, AddHandoff, body).refused(HandoffAlreadyMarked)
    scene.act(DEV, AddHandoff, Handoff(giver=QA, receiver=QA)).refused(HandoffToItself)
    scene.goes(DEV, RemoveStep, MAP, StepToRemove(step=QA))
    assert not scene.stream.handoffs


def test_work_goes_back() -> None:
    scene = stepped()
    body = Rework(found_at=QA, back_to=INTEGRATE, percent=25)
    scene.act(DEV, AddRework, body).then(ReworkAdded(map=MAP, found_at=QA, back_to=INTEGRATE, percent=25))
    scene.act(DEV, AddRework, body).refused(ReworkUnchanged)
    scene.act(DEV, AddRework, Rework(found_at=QA, back_to=INTEGRATE, percent=30)).then(ReworkAdded)
    scene.act(DEV, AddRework, Rework(found_at=QA, back_to=BOARD)).refused(ReworkForward)
    scene.goes(DEV, RemoveStep, MAP, StepToRemove(step=INTEGRATE))
    assert not scene.stream.rework


def test_waste_is_seen_at_a_step() -> None:
    scene = stepped()
    scene.act(DEV, TagWaste, WasteSeen(step=QA, wastes=("delays", "handoffs", "delays"))).then(
        WasteTagged(map=MAP, step=QA, wastes=("delays", "handoffs"))
    )
    scene.act(DEV, TagWaste, WasteSeen(step=QA, wastes=("handoffs", "delays"))).refused(WasteUnchanged)
    scene.goes(DEV, TagWaste, MAP, WasteSeen(step=QA, wastes=()))
    assert scene.stream.steps[QA].wastes == ()


@pytest.mark.parametrize(("command", "body"), ON_A_STEP)
def test_what_is_said_is_said_of_steps_that_are_there(command: type[Command], body: Any) -> None:
    stepped().act(DEV, command, body).refused(StepUnknown)


@pytest.mark.parametrize(("command", "body"), WHILE_OPEN)
def test_a_closed_map_is_frozen_and_an_unknown_one_not_there(command: type[Command], body: Any) -> None:
    closed().act(DEV, command, body).refused(ValueStreamIsClosed)
    Scene().act(BEA, command, body).refused(ValueStreamUnknown)
