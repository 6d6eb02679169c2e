"""How tracker links stand in their list."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from domain.kernel import Recorded
from domain.partnership.correctable import RecordCorrected
from domain.trackers.events import TrackerLinked, TrackerStateObserved, TrackerUnlinked
from domain.trackers.terms import Progress
from projections.subjects.rows import Rows, SubjectItem, SubjectMemory


class TrackerLinkItem(SubjectItem, frozen=True, kw_only=True):
    """The item `key` of a tracker, which stands for the subject whose tag is `about`.

    `tracker_state` is the tracker's own word for the state seen last, `progress` what it comes to, `seen_at` when that
    was; null until it was seen. `rests_on` are the places in the ledger of the link and of the state seen last.
    """

    about: str
    tracker: str
    key: str
    url: str | None
    tracker_state: str | None
    progress: Progress | None
    seen_at: datetime | None
    rests_on: tuple[int, ...]


TRACKER_LINKS: Final = Rows("tracker-link", "link", TrackerLinkItem)


@TRACKER_LINKS.begin(TrackerLinked)
def _link(memory: SubjectMemory, event: TrackerLinked, recorded: Recorded) -> None:
    memory.title, memory.state = f"{event.tracker} {event.key}", "linked"
    memory.mark("about", event.about)
    memory.mark("tracker", event.tracker)
    memory.further = {
        "about": event.about,
        "tracker": event.tracker,
        "key": event.key,
        "url": event.url,
        "tracker_state": None,
        "progress": None,
        "seen_at": None,
        "rests_on": [recorded.position],
    }


@TRACKER_LINKS.on(TrackerStateObserved)
def _see(memory: SubjectMemory, event: TrackerStateObserved, recorded: Recorded) -> None:
    memory.mark("progress", event.progress)
    memory.further |= {
        "tracker_state": event.state,
        "progress": event.progress,
        "seen_at": msgspec.to_builtins(recorded.occurred_at),
        "rests_on": [memory.began_position, recorded.position],
    }


TRACKER_LINKS.becomes("unlinked", TrackerUnlinked)


@TRACKER_LINKS.corrected(TrackerLinked, "url")
def _url(memory: SubjectMemory, event: RecordCorrected, _: Recorded) -> None:
    memory.further["url"] = event.to
