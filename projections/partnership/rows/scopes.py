"""Scopes: the named backlogs, `main` among them from the start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

import msgspec

from domain.kernel import Event, Recorded
from domain.partnership.events import WorkspaceCreated
from domain.partnership.scopes import MAIN, ScopeDeclared
from projections.partnership.rows.subject import Steps, SubjectMemory, SubjectRows


class ScopeItem(msgspec.Struct, frozen=True, kw_only=True):
    """One scope; cycles have a first and a last day, a team's scope names the team."""

    scope: str
    kind: str
    begins: date | None
    ends: date | None
    team: str | None
    declared_at: datetime
    position: int


class ScopeMemory(SubjectMemory, kw_only=True, omit_defaults=True):
    """What is remembered of a scope."""

    kind: str = "workspace"
    begins: date | None = None
    ends: date | None = None
    team: str | None = None


def _declared(memory: ScopeMemory, event: ScopeDeclared, _: Recorded) -> None:
    memory.kind, memory.begins, memory.ends, memory.team = event.kind, event.begins, event.ends, event.team


def _there(_memory: ScopeMemory, _event: Event, _: Recorded) -> None:
    """Nothing needs to be declared about `main`."""


class Scopes(SubjectRows[ScopeMemory]):
    """Every scope as it was last declared."""

    kind = "scope"
    memory = ScopeMemory
    begins = frozenset({WorkspaceCreated, ScopeDeclared})
    steps: ClassVar[Steps] = {
        WorkspaceCreated: (lambda _: (MAIN,), _there),
        ScopeDeclared: (lambda event: (event.scope,), _declared),
    }

    def item(self, memory: ScopeMemory) -> ScopeItem:
        """The scope."""
        return ScopeItem(
            scope=memory.subject,
            kind=memory.kind,
            begins=memory.begins,
            ends=memory.ends,
            team=memory.team,
            declared_at=memory.effective,
            position=memory.position,
        )

    def marks(self, memory: ScopeMemory) -> Iterable[str]:
        """By kind and team."""
        yield f"kind:{memory.kind}"
        if memory.team is not None:
            yield f"team:{memory.team}"
