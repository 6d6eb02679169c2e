"""A tracker link ends."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.trackers.act import LINKING, OnTrackerLink
from domain.trackers.events import TrackerUnlinked


class TrackerUnlinking(Body):
    """Why the item no longer stands for the subject."""

    reason: Text


class UnlinkTracker(OnTrackerLink[TrackerUnlinking]):
    """End a link; what was seen stays."""

    name = "unlink-tracker"
    may = LINKING
    body_type = TrackerUnlinking

    def decide(self) -> None:
        """Refuse a link that is unknown or has ended."""
        linked = self.require_linked()
        self.record(TrackerUnlinked(link=self.subject, about=linked.about, item=linked.item, reason=self.body.reason))
