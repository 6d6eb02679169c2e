"""A linked item was seen in a state."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Line
from domain.trackers.act import LINKING, OnTrackerLink
from domain.trackers.events import TrackerStateObserved
from domain.trackers.terms import Progress


class TrackerStateSeen(Body, kw_only=True):
    """The tracker's own word for the state, and what it comes to."""

    state: Line
    progress: Progress


class ObserveTrackerState(OnTrackerLink[TrackerStateSeen]):
    """Record an item's state; the same state again is nothing new and records nothing."""

    name = "observe-tracker-state"
    may = LINKING
    body_type = TrackerStateSeen
    repeatable = True

    def decide(self) -> None:
        """Refuse a link that is unknown or has ended, and what is older than the state seen last."""
        linked = self.require_linked()
        self.after(self.link.seen_at, "the state seen last")
        body, link = self.body, self.link
        if (body.state, body.progress) == (link.state, link.progress):
            return
        self.record(
            TrackerStateObserved(
                link=self.subject, about=linked.about, state=body.state, progress=body.progress, former=link.state
            )
        )
