"""The partnership as a whole: its name, and whether it still goes on."""

from __future__ import annotations

from domain.kernel import Recorded, State
from domain.partnership.events import WorkspaceArchived, WorkspaceCreated, WorkspaceRenamed


class Partnership(State):
    """The newest fact about the workspace: an archived one accepts no act any more."""

    folds = (WorkspaceCreated, WorkspaceRenamed, WorkspaceArchived)
    latest = True

    def __init__(self) -> None:
        super().__init__("partnership")
        self.known = False
        self.name = ""
        self.archived = False

    def fold(self, recorded: Recorded) -> None:
        """Take the creation, a new name or the end in."""
        self.known = True
        match recorded.event:
            case WorkspaceCreated(name=name) | WorkspaceRenamed(name=name):
                self.name = name
            case WorkspaceArchived():
                self.archived = True
