"""A scope: a backlog of its own within the workspace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.kernel import Recorded
from domain.partnership.scopes import MAIN, ScopeDeclared, ScopeKind
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class ScopeView(Viewed, kw_only=True):
    """Priorities are agreed per scope. A cycle has a first and a last day; `main` is there from the start."""

    scope: str
    kind: ScopeKind = "workspace"
    begins: date | None = None
    ends: date | None = None
    team: str | None = None
    declared: Fact | None = None


SCOPE: Folding[ScopeView] = Folding()


@SCOPE.on(ScopeDeclared)
def _declare(view: ScopeView, event: ScopeDeclared, fact: Fact) -> None:
    view.kind, view.begins, view.ends, view.team, view.declared = event.kind, event.begins, event.ends, event.team, fact


class ScopeReading(Reading[ScopeView]):
    """The view in the making."""

    def __init__(self, scope: str) -> None:
        super().__init__(SCOPE, ScopeView(scope=scope))

    @property
    def known(self) -> bool:
        """Whether it was declared or is there from the start."""
        return self.view.declared is not None or self.view.scope == MAIN


def fold_scope(scope: str, history: Iterable[Recorded]) -> ScopeView | None:
    """The scope after these events of its tag; None if it was not declared by then."""
    return ScopeReading(scope).read(history)
