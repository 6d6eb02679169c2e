"""A partnership gets another display name."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Line
from domain.partnership.events import WorkspaceRenamed
from domain.partnership.refusals import NameUnchanged


class NewName(Body):
    """The name to be shown from now on."""

    name: Line


class RenameWorkspace(Act[NewName]):
    """Call the partnership something else; its slug stays."""

    name = "rename-workspace"
    may = frozenset({Role.OWNER})
    body_type = NewName

    def decide(self) -> None:
        """Refuse the same name."""
        former, name = self.partnership.name, self.body.name
        self.check(name != former, NameUnchanged(f"It is called {name} already.", "/name"))
        self.record(WorkspaceRenamed(name=name, former=former))
