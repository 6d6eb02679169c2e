"""Scopes: the named backlogs within a workspace. `main` is there from the start."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from domain.fields import Key
from domain.ids import TeamId
from domain.kernel import Event, Recorded, State, Tag, event

MAIN = "main"
ScopeKind = Literal["workspace", "team", "theme", "cycle"]


@event("scope-declared")
class ScopeDeclared(Event):
    """Priorities may be agreed in this scope from now on. A cycle has a first and a last day."""

    scope: Annotated[Key, Tag("scope")]
    kind: ScopeKind
    begins: date | None = None
    ends: date | None = None
    team: Annotated[TeamId | None, Tag("team")] = None


class Scope(State):
    """Whether a scope is declared, of which kind and for which days."""

    folds = (ScopeDeclared,)
    latest = True

    def __init__(self, scope: str) -> None:
        super().__init__(f"scope:{scope}")
        self.scope = scope
        self.declared = scope == MAIN
        self.kind = "workspace"
        self.begins: date | None = None
        self.ends: date | None = None

    def fold(self, recorded: Recorded) -> None:
        """Take the declaration in."""
        match recorded.event:
            case ScopeDeclared() as declared:
                self.declared = True
                self.kind = declared.kind
                self.begins = declared.begins
                self.ends = declared.ends
