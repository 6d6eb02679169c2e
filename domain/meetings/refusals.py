"""Refusals that the acts on meetings share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class MeetingUnknown(Refusal):
    """No such meeting."""

    rule = "meetings.unknown"
    kind = Kind.NOT_FOUND


class ActNotWaiting(Refusal):
    """None of one's own minuted acts of that id waits in this meeting."""

    rule = "meetings.act-not-waiting"
    kind = Kind.CONFLICT


class ActNotCarriedOut(Refusal):
    """A confirmed act did not fit into the ledger; the person can do it first-hand."""

    rule = "meetings.act-not-carried-out"
    kind = Kind.CONFLICT
