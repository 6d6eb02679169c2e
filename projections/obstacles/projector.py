"""Which events change the rows of obstacles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from database.queries import load
from domain.acting import RuleWaived
from domain.decisions import events as decisions
from domain.decisions import voices
from domain.katas.events import ObstacleFocused, ObstacleParked
from domain.kernel import Event, Recorded
from domain.meetings import events as meetings
from domain.opportunities import events as opportunities
from domain.partnership import events as partnership
from domain.partnership import keys, policy, scopes
from domain.partnership.annotate import RecordAnnotated
from domain.partnership.correctable import RecordCorrected
from eventstore.workspaces import Workspace
from projections.declared import events_in, events_of
from projections.obstacles.memory import COLUMNS, FOLDS, ObstacleMemory, parked, values_of
from projections.playbook import PLAYBOOK
from projections.projector import Projector, Table

QUERIES = load(__file__)


class Obstacles(Projector[ObstacleMemory]):
    """One row per obstacle."""

    folds: ClassVar[frozenset[type[Event]]] = events_in((ObstacleParked, *FOLDS))
    ignores: ClassVar[frozenset[type[Event]]] = (
        PLAYBOOK
        | events_of(partnership, keys, policy, scopes, meetings, opportunities, decisions, voices)
        | events_in((RuleWaived, RecordAnnotated, RecordCorrected))
    ) - folds
    memory = ObstacleMemory
    table: ClassVar[Table] = Table(
        name="obstacle", columns=COLUMNS, load=QUERIES.load, keep=QUERIES.keep, drop=QUERIES.drop
    )

    def subjects(self, recorded: Recorded) -> Iterable[str]:
        """The obstacle that an event is about, and the one that another takes out of focus."""
        event: Any = recorded.event
        if isinstance(event, ObstacleFocused) and event.former:
            return tuple(dict.fromkeys((event.former, event.obstacle)))
        return (event.obstacle,)

    def begin(self, subject: str, recorded: Recorded) -> ObstacleMemory | None:  # noqa: ARG002 - of the protocol
        """A row begins when the obstacle is parked."""
        event = recorded.event
        return parked(event, recorded) if isinstance(event, ObstacleParked) else None

    def fold(self, memory: ObstacleMemory, subject: str, recorded: Recorded) -> bool:  # noqa: ARG002 - as above
        """Take an event into an obstacle's row; nobody parks one twice."""
        fold = FOLDS.get(type(recorded.event))
        if fold is None:
            return False
        fold(memory, recorded.event, recorded)
        return True

    def row(self, memory: ObstacleMemory, workspace: Workspace) -> tuple[Any, ...]:  # noqa: ARG002 - as above
        """The row's values."""
        return values_of(memory)
