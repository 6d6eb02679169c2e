"""A brainstorm of both sides on one question."""

from __future__ import annotations

from typing import Any

from domain.brainstorms.events import BrainstormOpened
from domain.brainstorms.open_brainstorm import BrainstormToOpen, OpenBrainstorm
from domain.brainstorms.state import Brainstorm
from domain.brainstorms.submit_idea import IdeaWords, SubmitIdea
from domain.kernel import Command, Event
from domain.partnership.seats import Seat
from tests.domain.growing import Growing
from tests.domain.opportunities.history import BEA, DEV, FAY, PEOPLE, TED, TESS
from tests.domain.story import Outcome, an_id

__all__ = ["BEA", "DEV", "FAY", "TED", "TESS"]

STORM = an_id("bst", 1)
HANDOFFS, WEEKENDS, SILO = an_id("idea", 1), an_id("idea", 2), an_id("idea", 3)
QUESTION = "What hurts most on the way to production?"
INVITED = (Seat(person=TED, side="technology"), Seat(person=BEA, side="business"), Seat(person=DEV, side="team"))


def opening(**changes: Any) -> BrainstormToOpen:
    """The usual question, asked of both sides and the team."""
    usual: dict[str, Any] = {"question": QUESTION, "invited": tuple(Seat(person=seat.person) for seat in INVITED)}
    return BrainstormToOpen(**(usual | changes))


OPENED = BrainstormOpened(
    brainstorm=STORM, question=QUESTION, mode="private_then_reveal", topic="problems", invited=INVITED
)


class Scene(Growing):
    """A brainstorm on its way."""

    def __init__(self, *further: Event) -> None:
        super().__init__(*PEOPLE, *further)

    def act(self, by: str, command: type[Command], body: Any, **context: Any) -> Outcome:
        """Act on the brainstorm."""
        return self.does(by, command, STORM, body, **context)

    @property
    def storm(self) -> Brainstorm:
        """The brainstorm as it stands."""
        return self.state(Brainstorm, STORM)


def opened(*further: Event, **changes: Any) -> Scene:
    """Fay has opened it."""
    scene = Scene(*further)
    scene.goes(FAY, OpenBrainstorm, STORM, opening(**changes))
    return scene


def filled(*further: Event, **changes: Any) -> Scene:
    """Ted, Bea and Dev have had an idea each."""
    scene = opened(*further, **changes)
    for person, idea, text in (
        (TED, HANDOFFS, "Releases follow a calendar and a chain of handoffs"),
        (BEA, WEEKENDS, "Business owners give up weekends to check releases"),
        (DEV, SILO, "QA is a separate silo; tests are manual"),
    ):
        scene.goes(person, SubmitIdea, STORM, IdeaWords(text=text, idea=idea))
    return scene
