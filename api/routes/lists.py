"""Lists, trails and records: reads."""

from __future__ import annotations

from api.lists import list_read
from api.records import RECORD, trail_read
from projections.backlog.item import BacklogItem
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.decisions.item import DecisionItem
from projections.decisions.listing import DecisionsQuery, list_decisions

READS = (
    list_read(
        "Backlog",
        "/backlog",
        summary="What comes first: the opportunities in their agreed order, and what each one is missing",
        tag="backlog",
        lister=list_backlog,
        query=BacklogQuery,
        item=BacklogItem,
    ),
    list_read(
        "Decisions",
        "/decisions",
        summary="Decisions, open and made",
        tag="decisions",
        lister=list_decisions,
        query=DecisionsQuery,
        item=DecisionItem,
    ),
    RECORD,
    trail_read("opportunity", "/opportunities/{opportunity}", "opportunities"),
    trail_read("decision", "/decisions/{decision}", "decisions"),
    trail_read("person", "/people/{person}", "people"),
    trail_read("team", "/teams/{team}", "teams"),
    trail_read("meeting", "/meetings/{meeting}", "meetings"),
    trail_read("key", "/keys/{key}", "keys"),
    trail_read("delegation", "/delegations/{delegation}", "delegations"),
)
