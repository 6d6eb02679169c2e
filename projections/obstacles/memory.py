"""What the fold of one obstacle remembers, and how its events change that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from domain.katas.events import ObstacleDropped, ObstacleFocused, ObstacleParked, ObstacleResolved
from domain.katas.experiments import ExperimentPlanned
from domain.katas.terms import ObstacleStatus
from domain.kernel import Event, Recorded
from projections.projector import Memory

COLUMNS = ("obstacle", "kata", "status", "parked_position", "experiments", "focused_seconds", "focused_since")


class ObstacleMemory(Memory, kw_only=True, omit_defaults=True):
    """One obstacle. `turns` are the places in the ledger of what made it stand where it stands."""

    obstacle: str
    kata: str
    text: str
    parked_position: int
    status: ObstacleStatus = "parked"
    experiments: list[str] = msgspec.field(default_factory=list)
    focused_seconds: int = 0
    focused_since: datetime | None = None
    how: str | None = None
    resolved_by: str | None = None
    turns: list[int] = msgspec.field(default_factory=list)

    def leave_focus(self, at: datetime) -> None:
        """Count the time in focus, which ends here."""
        if self.focused_since is not None:
            self.focused_seconds += max(0, int((at - self.focused_since).total_seconds()))
            self.focused_since = None


Fold: TypeAlias = Callable[[ObstacleMemory, Any, Recorded], None]


def parked(event: ObstacleParked, recorded: Recorded) -> ObstacleMemory:
    """An obstacle as it comes into the lot."""
    return ObstacleMemory(
        position=recorded.position,
        effective=recorded.occurred_at,
        obstacle=event.obstacle,
        kata=event.kata,
        text=event.text,
        parked_position=recorded.position,
        turns=[recorded.position],
    )


def _focused(memory: ObstacleMemory, event: ObstacleFocused, recorded: Recorded) -> None:
    if event.obstacle == memory.obstacle:
        memory.status, memory.focused_since = "focused", recorded.occurred_at
        memory.turns = [memory.parked_position, recorded.position]
    elif memory.status == "focused":
        memory.status = "parked"
        memory.leave_focus(recorded.occurred_at)
        memory.turns = [memory.parked_position, recorded.position]


def _resolved(memory: ObstacleMemory, event: ObstacleResolved, recorded: Recorded) -> None:
    memory.status, memory.how, memory.resolved_by = "resolved", event.how, event.experiment
    memory.leave_focus(recorded.occurred_at)
    memory.turns = [memory.parked_position, recorded.position]


def _dropped(memory: ObstacleMemory, event: ObstacleDropped, recorded: Recorded) -> None:
    memory.status, memory.how = "dropped", event.reason
    memory.leave_focus(recorded.occurred_at)
    memory.turns = [memory.parked_position, recorded.position]


def _tried(memory: ObstacleMemory, event: ExperimentPlanned, _: Recorded) -> None:
    if event.experiment not in memory.experiments:
        memory.experiments.append(event.experiment)


FOLDS: dict[type[Event], Fold] = {
    ObstacleFocused: _focused,
    ObstacleResolved: _resolved,
    ObstacleDropped: _dropped,
    ExperimentPlanned: _tried,
}


def values_of(memory: ObstacleMemory) -> tuple[Any, ...]:
    """The values of COLUMNS."""
    return (
        memory.obstacle,
        memory.kata,
        memory.status,
        memory.parked_position,
        len(memory.experiments),
        memory.focused_seconds,
        memory.focused_since,
    )
