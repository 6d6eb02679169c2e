"""What waits for whom: reads."""

from __future__ import annotations

from api.calendars import own_calendar, workspace_calendar
from api.changes import ChangesPage, ChangesQuery, list_changes
from api.declarations import Read
from api.routes.subjects import ACTS
from api.waiting import (
    Acts,
    WaitingPage,
    WaitingQueryText,
    all_waiting_reader,
    persons_waiting_reader,
    waiting_reader,
)

_acts = Acts(ACTS)
DAYS = (
    "From three months back on. An entry keeps its UID; a day that moves raises its SEQUENCE, and one that is off is "
    "CANCELLED. Ask again with If-None-Match."
)
OVERSEEING = "For: owner, facilitator, auditor"

READS = (
    Read(
        path="/me/waiting",
        operation="listMyWaiting",
        summary="What waits for the caller: every act with its path, since when, and by when",
        tag="waiting",
        reader=waiting_reader(_acts),
        answers=WaitingPage,
        query=WaitingQueryText,
    ),
    Read(
        path="/people/{person}/waiting",
        operation="listWaitingOfPerson",
        summary="What waits for a person",
        description=f"What waits for a person. {OVERSEEING}, and the person.",
        tag="waiting",
        reader=persons_waiting_reader(_acts),
        answers=WaitingPage,
        query=WaitingQueryText,
    ),
    Read(
        path="/waiting",
        operation="listWaiting",
        summary="What waits for whom",
        description=f"What waits for whom, the most urgent first. {OVERSEEING}.",
        tag="waiting",
        reader=all_waiting_reader(_acts),
        answers=WaitingPage,
        query=WaitingQueryText,
    ),
    Read(
        path="/me/changes",
        operation="listMyChanges",
        summary="What changed since the caller was here last, subject by subject, in sentences",
        description=(
            "What changed since the caller was here last, where the caller takes part: what the caller acted on, and "
            "where something waits for the caller. Nothing is kept about visits: send the `position` of this answer as "
            "`since` next time, or leave it out and see what changed since your own last act."
        ),
        tag="waiting",
        reader=list_changes,
        answers=ChangesPage,
        query=ChangesQuery,
    ),
    Read(
        path="/calendar.ics",
        operation="getCalendar",
        summary="Every day that comes, as iCalendar: answers due, reviews, checks of experiments, target conditions",
        description=f"Every day that comes, as iCalendar (RFC 5545). {DAYS}",
        tag="waiting",
        reader=workspace_calendar,
        answers="text/calendar",
    ),
    Read(
        path="/me/calendar.ics",
        operation="getMyCalendar",
        summary="The days that concern the caller, as iCalendar",
        description=f"The days that concern the caller: a partner's side, a member's team, katas. {DAYS}",
        tag="waiting",
        reader=own_calendar,
        answers="text/calendar",
    ),
)
