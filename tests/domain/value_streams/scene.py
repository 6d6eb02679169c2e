"""The demo's map: from a pull request submitted to running in production, 504 hours for 26 hours of work."""

from __future__ import annotations

from typing import Any

from domain.acting import Body
from domain.kernel import Command, Event
from domain.partnership.events import PersonRegistered, TeamFormed, TeamMemberJoined
from domain.value_streams.add_step import AddStep, NewStep
from domain.value_streams.close_value_stream import CloseValueStream, ValueStreamToClose
from domain.value_streams.measure_step import MeasureStep, StepMeasure
from domain.value_streams.open_value_stream import OpenValueStream, ValueStreamToOpen
from domain.value_streams.state import ValueStream
from domain.value_streams.terms import Participant
from tests.domain.growing import Growing
from tests.domain.opportunities.history import BEA, DEV, FAY, PEOPLE, SLOW, TED, raised
from tests.domain.story import Outcome, an_id

__all__ = ["BEA", "DEV", "FAY", "SLOW", "TED"]

MAP, NEXT = an_id("vsm", 1), an_id("vsm", 2)
OWNER, TEAM = an_id("per", 40), an_id("team", 1)
REVIEW, INTEGRATE, QA, BOARD, NIGHT = STEPS = tuple(an_id("stp", number) for number in range(1, 6))
NOWHERE = an_id("stp", 99)
NUMBERS = {REVIEW: (1, 24, 80), INTEGRATE: (2, 72, 70), QA: (16, 160, 75), BOARD: (1, 120, 95), NIGHT: (6, 128, 90)}
WORLD: tuple[Event, ...] = (
    *PEOPLE,
    TeamFormed(team=TEAM, name="Delivery"),
    PersonRegistered(person=OWNER),
    TeamMemberJoined(team=TEAM, person=OWNER, role="product_owner"),
    raised(SLOW),
)
WHO = (
    Participant(person=TED, side="technology", role="other"),
    Participant(person=DEV, side="team", role="developer"),
    Participant(person=OWNER, side="team", role="product_owner"),
)


def opening(**changes: Any) -> ValueStreamToOpen:
    """The usual stream, mapped by Ted, Dev and the product owner."""
    usual: dict[str, Any] = {
        "title": "Pull request to production",
        "begins": "pull request submitted",
        "ends": "running in production",
        "unit_of_work": "pull request",
        "participants": tuple(Participant(person=each.person) for each in WHO),
    }
    return ValueStreamToOpen(**(usual | changes))


def measured(step: str, process: float, lead: float, share: float, **changes: Any) -> StepMeasure:
    """What a step takes."""
    return StepMeasure(step=step, process_time=process, lead_time=lead, percent_complete_accurate=share, **changes)


class Scene(Growing):
    """A map on its way."""

    def __init__(self) -> None:
        super().__init__(*WORLD)

    def act(self, by: str, command: type[Command], body: Any, **context: Any) -> Outcome:
        """Act on the map."""
        return self.does(by, command, MAP, body, **context)

    @property
    def stream(self) -> ValueStream:
        """The map as it stands."""
        return self.state(ValueStream, MAP)


def opened(**changes: Any) -> Scene:
    """Fay has opened the map."""
    scene = Scene()
    scene.goes(FAY, OpenValueStream, MAP, opening(**changes))
    return scene


def stepped(**changes: Any) -> Scene:
    """It has five steps without numbers."""
    scene = opened(**changes)
    for step in STEPS:
        scene.goes(DEV, AddStep, MAP, NewStep(name=f"step {step[-2:]}", step=step))
    return scene


def drawn(**changes: Any) -> Scene:
    """They are measured."""
    scene = stepped(**changes)
    for step, (process, lead, share) in NUMBERS.items():
        scene.goes(DEV, MeasureStep, MAP, measured(step, process, lead, share, basis="measured"))
    return scene


def closed(body: Body | None = None) -> Scene:
    """And the map is frozen."""
    scene = drawn()
    scene.goes(FAY, CloseValueStream, MAP, body or ValueStreamToClose())
    return scene
