"""A tracker link: the item of a tracker that stands for a subject, and what was seen there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from domain.kernel import Recorded
from domain.trackers.events import TrackerLinked, TrackerStateObserved, TrackerUnlinked
from domain.trackers.terms import Progress
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class TrackerSight(msgspec.Struct, frozen=True, kw_only=True):
    """A state in which the item was seen: the tracker's own word, and what it comes to."""

    state: str
    progress: Progress
    former: str | None
    fact: Fact


class TrackerLinkView(Viewed, kw_only=True):
    """A link between the subject whose tag is `about` and an item of a tracker; `latest` is what was seen last."""

    link: str
    state: Literal["linked", "unlinked"] = "linked"
    about: str = ""
    tracker: str = ""
    key: str = ""
    url: str | None = None
    linked: Fact | None = None
    latest: TrackerSight | None = None
    sights: list[TrackerSight] = msgspec.field(default_factory=list)
    unlinked: Fact | None = None
    unlinked_because: str | None = None


TRACKER_LINK: Folding[TrackerLinkView] = Folding()


@TRACKER_LINK.on(TrackerLinked)
def _link(view: TrackerLinkView, event: TrackerLinked, fact: Fact) -> None:
    view.about, view.tracker, view.key, view.url, view.linked = event.about, event.tracker, event.key, event.url, fact


@TRACKER_LINK.on(TrackerStateObserved)
def _see(view: TrackerLinkView, event: TrackerStateObserved, fact: Fact) -> None:
    view.latest = TrackerSight(state=event.state, progress=event.progress, former=event.former, fact=fact)
    view.sights.append(view.latest)


@TRACKER_LINK.on(TrackerUnlinked)
def _unlink(view: TrackerLinkView, event: TrackerUnlinked, fact: Fact) -> None:
    view.state, view.unlinked, view.unlinked_because = "unlinked", fact, event.reason


class TrackerLinkReading(Reading[TrackerLinkView]):
    """The view in the making."""

    def __init__(self, link: str) -> None:
        super().__init__(TRACKER_LINK, TrackerLinkView(link=link))

    @property
    def known(self) -> bool:
        """Whether it was made."""
        return self.view.linked is not None


def fold_tracker_link(link: str, history: Iterable[Recorded]) -> TrackerLinkView | None:
    """The link after these events of its tag; None if it was not made by then."""
    return TrackerLinkReading(link).read(history)
