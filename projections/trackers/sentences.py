"""What each event of a tracker link says, in one plain sentence."""

from __future__ import annotations

from typing import Final

from domain.trackers import events
from projections.facts import Fact
from projections.wording import Sentences

SENTENCES: Final = Sentences()
SENTENCES.plainly(
    {
        events.TrackerLinked: "{actor} linked {about} with {key} in {tracker}",
        events.TrackerUnlinked: "{actor} unlinked {item} from {about}{reason:why}",
    }
)


@SENTENCES.on(events.TrackerStateObserved)
def _seen(event: events.TrackerStateObserved, _: Fact) -> str:
    former = f", formerly “{event.former}”" if event.former else ""
    return f"The tracker shows “{event.state}” ({event.progress}){former} for {event.about}"
