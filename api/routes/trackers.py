"""Links to trackers: acts."""

from __future__ import annotations

from api.declarations import Act
from api.recorded import RecordedIfNew
from domain.trackers.link_tracker import LinkTracker
from domain.trackers.observe_tracker_state import ObserveTrackerState
from domain.trackers.unlink_tracker import UnlinkTracker

ONE = "/tracker-links/{link}"

ACTS = (
    Act(
        path="/tracker-links",
        command=LinkTracker,
        example={
            "about": "opportunity:opp_01kb5v3n8rf4tt2q9w6zg0x1y7",
            "tracker": "jira",
            "key": "SHOP-1432",
            "url": "https://example.org/SHOP-1432",
        },
    ),
    Act(
        path=f"{ONE}/states",
        command=ObserveTrackerState,
        subject="link",
        answers=RecordedIfNew,
        resumes="the state was known already",
        example={"state": "In progress", "progress": "doing"},
    ),
    Act(
        path=f"{ONE}/ending",
        command=UnlinkTracker,
        subject="link",
        example={"reason": "The item was split in two."},
    ),
)
