"""What waits for whom: reads."""

from __future__ import annotations

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
)
