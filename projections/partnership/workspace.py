"""The partnership itself."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.kernel import Recorded
from domain.partnership.events import WorkspaceArchived, WorkspaceCreated, WorkspaceRenamed
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class FormerName(msgspec.Struct, frozen=True, kw_only=True):
    """A name that the partnership had, and the event that gave it another one."""

    name: str
    fact: Fact


class WorkspaceView(Viewed, kw_only=True):
    """A partnership: its own ledger, its required sides (fixed from the start) and its time zone.

    `owner` is the person who founded it. An archived workspace can be read and takes no further act.
    """

    workspace: str
    name: str = ""
    sides: tuple[str, ...] = ()
    time_zone: str = ""
    owner: str = ""
    created: Fact | None = None
    archived: bool = False
    archived_because: str | None = None
    former_names: list[FormerName] = msgspec.field(default_factory=list)


WORKSPACE: Folding[WorkspaceView] = Folding()


@WORKSPACE.on(WorkspaceCreated)
def _create(view: WorkspaceView, event: WorkspaceCreated, fact: Fact) -> None:
    view.name, view.sides, view.time_zone, view.owner = event.name, event.sides, event.time_zone, event.owner
    view.created = fact


@WORKSPACE.on(WorkspaceRenamed)
def _rename(view: WorkspaceView, event: WorkspaceRenamed, fact: Fact) -> None:
    view.name = event.name
    view.former_names.append(FormerName(name=event.former, fact=fact))


@WORKSPACE.on(WorkspaceArchived)
def _archive(view: WorkspaceView, event: WorkspaceArchived, _: Fact) -> None:
    view.archived, view.archived_because = True, event.reason


class WorkspaceReading(Reading[WorkspaceView]):
    """The view in the making."""

    def __init__(self, workspace: str) -> None:
        super().__init__(WORKSPACE, WorkspaceView(workspace=workspace))

    @property
    def known(self) -> bool:
        """Whether it was founded."""
        return self.view.created is not None


def fold_workspace(workspace: str, history: Iterable[Recorded]) -> WorkspaceView | None:
    """The partnership after these events of the tag `partnership`."""
    return WorkspaceReading(workspace).read(history)
