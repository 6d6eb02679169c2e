"""People, an agreed priority and a definition for it; acts that follow one another on one ledger."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from domain.blind import VEIL
from domain.definitions.answer_feedback import AnswerFeedback, FeedbackAnswer
from domain.definitions.commit_support import CommitSupport, SupportPromise
from domain.definitions.contribute_definition import ContributeDefinition, Contribution
from domain.definitions.draft_definition import DraftDefinition
from domain.definitions.drafting import DefinitionWords
from domain.definitions.events import TeamFeedbackGiven
from domain.definitions.give_team_feedback import GiveTeamFeedback
from domain.definitions.sign_definition import Signature, SignDefinition
from domain.definitions.state import Definition
from domain.definitions.terms import FutureText
from domain.definitions.voicing import TeamFeedback
from domain.kernel import Command, Event, Recorded
from domain.partnership.events import TeamFormed, TeamMemberJoined
from tests.domain.opportunities.history import (
    BEA,
    BEN,
    DEV,
    DIGEST,
    DOT,
    DOT_FOR_BEA,
    FAY,
    PEOPLE,
    SLOW,
    TED,
    TESS,
    raised,
)
from tests.domain.opportunities.test_priorities import reached
from tests.domain.story import BEGINNING, Outcome, Story, an_id, fact

__all__ = ["BEA", "BEN", "DEV", "DIGEST", "DOT", "DOT_FOR_BEA", "FAY", "SLOW", "TED", "TESS"]

DOA, NEXT = an_id("doa", 1), an_id("doa", 2)
TEAM, OTHER_TEAM = an_id("team", 1), an_id("team", 2)
QA = an_id("per", 20)
VOICE, SUPPORT = an_id("fbk", 1), an_id("sup", 1)
NORTH_STAR = "A pull request is in production within one hour"
RELEASED = FutureText(
    headline="Every fix within the hour",
    dated=date(2027, 3, 1),
    audience="Customers",
    text="What was ready this morning was in use at noon.",
    world_feels_like="Calm",
    teams_feel="Proud",
    customer_says="It just works",
)
WORLD: tuple[Event, ...] = (
    *PEOPLE,
    TeamFormed(team=TEAM, name="Delivery"),
    TeamMemberJoined(team=TEAM, person=QA, role="qa"),
    raised(SLOW),
    reached("first_priority"),
)


def words(**changes: Any) -> DefinitionWords:
    """The usual draft: a north star for the priority."""
    usual: dict[str, Any] = {"opportunities": (SLOW,), "north_star": NORTH_STAR}
    return DefinitionWords(**(usual | changes))


def feedback(buy_in: str = "doubtful", **changes: Any) -> TeamFeedback:
    """What Dev of the team says."""
    usual: dict[str, Any] = {"team": TEAM, "buy_in": buy_in, "text": "That will never happen"}
    return TeamFeedback(**(usual | changes))


class Scene(Story):
    """A history that grows: an act that is not refused becomes part of it, a minute after the one before."""

    def __init__(self, *further: Event | Recorded) -> None:
        super().__init__([item if isinstance(item, Recorded) else fact(item) for item in (*WORLD, *further)])
        self.now = BEGINNING + timedelta(hours=1)

    def happened(self, *events: Event, at: datetime | None = None) -> Scene:
        """Facts from elsewhere."""
        self.history += [fact(event, at=at or self.now) for event in events]
        return self

    def does(self, by: str, command: type[Command], body: Any, definition: str = DOA, **context: Any) -> Outcome:
        """Somebody acts; what is recorded stays."""
        self.now += timedelta(minutes=1)
        outcome = self.when(command, definition, body, by=by, now=self.now, **context)
        at = context.get("occurred_at") or self.now
        for event in outcome.events:
            hidden = isinstance(event, TeamFeedbackGiven) and event.sealed
            self.history.append(fact(event, actor=VEIL if hidden else by, at=at))
        return outcome

    def state(self, definition: str = DOA) -> Definition:
        """The definition as it stands."""
        found = Definition(definition)
        for recorded in self.history:
            if found.sees(recorded):
                found.fold(recorded)
        return found

    def signs(self, by: str, definition: str = DOA, **changes: Any) -> Outcome:
        """Sign the latest revision."""
        found = self.state(definition)
        usual: dict[str, Any] = {"revision": found.revision, "digest": found.digest}
        return self.does(by, SignDefinition, Signature(**(usual | changes)), definition)


def drafted(body: DefinitionWords | None = None, *further: Event | Recorded, definition: str = DOA) -> Scene:
    """Ted of technology has drafted the definition."""
    scene = Scene(*further)
    outcome = scene.does(TED, DraftDefinition, body or words(), definition)
    assert not outcome.refusals, [refusal.rule for refusal in outcome.refusals]
    return scene


def ready(scene: Scene | None = None, definition: str = DOA) -> Scene:
    """Business contributed, Dev doubted and was answered, support is promised: it can be signed."""
    scene = scene or drafted()
    part = Contribution(part="north_star", text="Within the hour")
    answer = FeedbackAnswer(feedback=(VOICE,), text="It is a direction, not a plan")
    promise = SupportPromise(kind="time", text="One day in ten", support=SUPPORT)
    for by, command, body in (
        (BEA, ContributeDefinition, part),
        (DEV, GiveTeamFeedback, feedback(feedback=VOICE)),
        (TED, AnswerFeedback, answer),
        (BEA, CommitSupport, promise),
    ):
        assert not scene.does(by, command, body, definition).refusals
    return scene


def adopted(scene: Scene | None = None, definition: str = DOA) -> Scene:
    """Both sides have signed, business first."""
    scene = ready(scene, definition)
    for person in (BEA, TED):
        assert not scene.signs(person, definition).refusals
    return scene
