"""A partnership ends."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Text
from domain.partnership.events import WorkspaceArchived


class Ending(Body):
    """Why it ends."""

    reason: Text


class ArchiveWorkspace(Act[Ending]):
    """End the partnership: everything stays readable, nothing more is recorded."""

    name = "archive-workspace"
    may = frozenset({Role.OWNER})
    body_type = Ending
    minutable = False

    def decide(self) -> None:
        """Record the end; every act is refused after it."""
        self.record(WorkspaceArchived(reason=self.body.reason))
