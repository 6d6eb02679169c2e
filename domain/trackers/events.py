"""Facts about tracker links. Who acted, person or integration, stands in the envelope."""

from __future__ import annotations

from typing import Annotated

from domain.fields import Line, Text, Url
from domain.ids import TrackerLinkId
from domain.kernel import Event, Tag, event
from domain.partnership.correctable import SubjectTag, correctable
from domain.trackers.terms import Progress, Tracker, TrackerKey

Subject = Annotated[TrackerLinkId, Tag("tracker-link")]
About = Annotated[SubjectTag, Tag("*")]
Item = Annotated[str, Tag("tracker-item")]


@correctable("url")
@event("tracker-linked")
class TrackerLinked(Event):
    """A tracker has an item for the subject (`about` is its tag); `item` is `<tracker>/<key>`."""

    link: Subject
    about: About
    tracker: Tracker
    key: TrackerKey
    item: Item
    url: Url | None = None


@event("tracker-state-observed")
class TrackerStateObserved(Event):
    """The item was seen in a state: the tracker's own word for it, and what it comes to."""

    link: Subject
    about: About
    state: Line
    progress: Progress
    former: Line | None = None


@event("tracker-unlinked")
class TrackerUnlinked(Event):
    """The item no longer stands for the subject."""

    link: Subject
    about: About
    item: Item
    reason: Text
