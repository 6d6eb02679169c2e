"""Corrections of facts (rule G1) as views take them: the mended event stands in place of the one recorded wrongly."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from domain.kernel import Recorded
from domain.partnership.correctable import RecordCorrected, corrected


def mended(history: Iterable[Recorded]) -> list[Recorded]:
    """The same history with every correction in it applied; the corrections themselves stay."""
    events = list(history)
    corrections = [each.event for each in events if isinstance(each.event, RecordCorrected)]
    if not corrections:
        return events
    wrong = {correction.event for correction in corrections}
    places: dict[str, list[int]] = {}
    for place, each in enumerate(events):
        if each.id in wrong:
            places.setdefault(each.id, []).append(place)
    for correction in corrections:
        for place in places.get(correction.event, ()):
            events[place] = _mend(events[place], correction)
    return events


def _mend(recorded: Recorded, correction: RecordCorrected) -> Recorded:
    if recorded.id != correction.event or correction.type != type(recorded.event).TOPIC:
        return recorded
    try:
        return replace(recorded, event=corrected(recorded.event, correction.field, correction.to))
    except msgspec.ValidationError:  # a value that fitted then; this release reads the field more strictly
        return recorded
