"""Tracker links as commands see them."""

from __future__ import annotations

from datetime import datetime

from domain.kernel import Recorded, State
from domain.trackers.events import TrackerLinked, TrackerStateObserved, TrackerUnlinked


class TrackerLink(State):
    """One link: what it joins, whether it holds, and the state seen last."""

    folds = (TrackerLinked, TrackerStateObserved, TrackerUnlinked)

    def __init__(self, link: str) -> None:
        super().__init__(f"tracker-link:{link}")
        self.link = link
        self.linked: TrackerLinked | None = None
        self.linked_at: datetime | None = None
        self.ended = False
        self.state: str | None = None
        self.progress: str | None = None
        self.seen_at: datetime | None = None

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the link in."""
        match recorded.event:
            case TrackerLinked() as linked:
                self.linked, self.linked_at = linked, recorded.occurred_at
            case TrackerStateObserved(state=state, progress=progress):
                self.state, self.progress, self.seen_at = state, progress, recorded.occurred_at
            case TrackerUnlinked():
                self.ended = True


class TrackerItem(State):
    """The subjects that one item of a tracker stands for now, by the link."""

    folds = (TrackerLinked, TrackerUnlinked)

    def __init__(self, item: str) -> None:
        super().__init__(f"tracker-item:{item}")
        self.subjects: dict[str, str] = {}

    def fold(self, recorded: Recorded) -> None:
        """Take a link or its end in."""
        match recorded.event:
            case TrackerLinked(link=link, about=about):
                self.subjects[link] = about
            case TrackerUnlinked(link=link):
                self.subjects.pop(link, None)
