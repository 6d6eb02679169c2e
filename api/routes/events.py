"""The ledger itself: read on from a position, or search it."""

from __future__ import annotations

from api.declarations import Read
from api.ledger import EventPage, EventQuery, list_events

READS = (
    Read(
        path="/events",
        operation="listEvents",
        summary="The ledger, each entry as it stands there: from a position on, or what a search finds",
        description=(
            "The ledger, each entry as it stands there. To follow it, go on with `after` = the last `position`; an "
            "empty page means that there is nothing newer. The filters search it, in its order or backwards, all of "
            "them together. `position` says how far it was looked through: a page of a search ends after so many "
            "entries read, even if it is not full, and `next` goes on. Sealed content is not found before its reveal."
        ),
        tag="events",
        reader=list_events,
        answers=EventPage,
        query=EventQuery,
    ),
)
