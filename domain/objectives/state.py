"""Objectives as every command about them sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from domain.kernel import Recorded, State
from domain.objectives.events import (
    KeyResultTargetChanged,
    ObjectivesActivated,
    ObjectivesClosed,
    ObjectivesDrafted,
    ObjectivesRevised,
)
from domain.objectives.terms import KeyResult, Objective, SetKind, SetState


class ObjectiveSet(State):
    """One owner's objectives for a cycle, with the targets as they stand. Check-ins are read by views alone."""

    folds = (
        ObjectivesDrafted,
        ObjectivesRevised,
        ObjectivesActivated,
        KeyResultTargetChanged,
        ObjectivesClosed,
    )

    def __init__(self, objectives: str) -> None:
        super().__init__(f"objectives:{objectives}")
        self.objectives = objectives
        self.state: SetState | None = None
        self.revision = 0
        self.owner = ""
        self.cycle = ""
        self.kind: SetKind = "okr"
        self.content: tuple[Objective, ...] = ()
        self.targets: dict[str, float] = {}
        self.drafted_at: datetime | None = None
        self.activated_at: datetime | None = None

    @property
    def known(self) -> bool:
        """Whether there is such a set."""
        return self.state is not None

    @property
    def place(self) -> str:
        """Where one set is active at a time."""
        return f"{self.owner}/{self.cycle}"

    @property
    def key_results(self) -> dict[str, KeyResult]:
        """The key results by key, with their targets as they stand."""
        return {
            result.key: replace(result, target=self.targets.get(result.key, result.target))
            for result in _results(self.content)
        }

    @property
    def keys(self) -> frozenset[str]:
        """The keys of objectives and key results."""
        return frozenset({*self.key_results, *(objective.key for objective in self.content)})

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the set in."""
        match recorded.event:
            case ObjectivesDrafted() as drafted:
                self.state, self.revision, self.content = "draft", drafted.revision, drafted.content
                self.owner, self.cycle, self.kind = drafted.owner, drafted.cycle, drafted.kind
                self.drafted_at = recorded.occurred_at
            case ObjectivesRevised(revision=revision, content=content):
                self.revision, self.content = revision, content
            case ObjectivesActivated():
                self.state, self.activated_at = "active", recorded.occurred_at
            case KeyResultTargetChanged(key_result=key, to=to):
                self.targets[key] = to
            case ObjectivesClosed():
                self.state = "closed"


class ActiveSet(State):
    """Which set of an owner is active in a cycle."""

    folds = (ObjectivesActivated, ObjectivesClosed)
    latest = True

    def __init__(self, place: str) -> None:
        super().__init__(f"objectives-of:{place}")
        self.active: str | None = None

    def fold(self, recorded: Recorded) -> None:
        """Note it, or that there is none any more."""
        match recorded.event:
            case ObjectivesActivated(objectives=objectives):
                self.active = objectives
            case ObjectivesClosed():
                self.active = None


def _results(content: tuple[Objective, ...]) -> Iterator[KeyResult]:
    for objective in content:
        yield from objective.key_results


def place_of(objectives: str, key: str) -> str:
    """Where a key result or an objective stands, as its tag names it."""
    return f"{objectives}/{key}"
