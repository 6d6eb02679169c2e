"""The demonstration: one team's year with the playbook, as a file of commands.

`aa-com.jsonl` tells the 92 steps of a story after the published account of American Airlines' AA.com team. A line's
idempotency key begins with its step (`45-agree-decision`), and a remark beside each step says whether it is told in the
account (S), was published elsewhere by the company (P), or is illustrative (I).
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from eventstore.importing.lines import Line, parse

__all__ = ["SLUG", "STEPS", "STORY", "View", "lines", "views"]

SLUG = "aa-com"
STEPS = 92
STORY = Path(__file__).with_name("aa-com.jsonl")


class View(msgspec.Struct, frozen=True):
    """Something to look at: what it shows, and its path within the workspace."""

    shows: str
    path: str


def lines() -> list[Line]:
    """Read the whole story."""
    return [parse(raw) for raw in STORY.read_bytes().splitlines()]


def views() -> list[View]:
    """Tell where to look first, in the order of the story."""
    subjects = {line.idempotency_key: line.subject for line in lines()}
    opportunity = subjects["24-state-impact"]
    decision = subjects["45-agree-decision"]
    kata = subjects["52-start-kata"]
    return [
        View("the partnership, and what you could do in it", ""),
        View("the wall of signals, by category", "/signals/wall"),
        View("the signal that began it", f"/signals/{subjects['11-record-signal']}"),
        View("the ideas of both sides, revealed together", f"/brainstorms/{subjects['17-reveal-brainstorm']}"),
        View("the value stream map with its totals", f"/value-streams/{subjects['23-close-value-stream']}"),
        View("how hard, how urgent: the scores of each side", f"/assessments/{subjects['36-settle-assessment']}"),
        View("difficulty and urgency: the four quadrants", "/backlog/matrix"),
        View("the backlog in its agreed order", "/backlog"),
        View("what was raised, and its value to both sides", f"/opportunities/{opportunity}"),
        View("everything that happened to it, in sentences", f"/opportunities/{opportunity}/trail"),
        View("the agreement on what comes first", f"/decisions/{decision}/record"),
        View("the Definition of Awesome, achieved", f"/definitions/{subjects['51-sign-definition']}"),
        View("the kata's storyboard: expected, happened, learned, next step", f"/katas/{kata}/storyboard"),
        View("the kata's coaching", f"/katas/{kata}/coaching-cycles"),
        View("what stood in the way, and what it cost", "/obstacles"),
        View("everything about the kata", f"/katas/{kata}"),
        View("the lead time, from three weeks to below an hour", "/metrics/lead_time_for_change"),
        View("all objectives, with progress and what serves them", "/objectives/tree"),
        View("key results and priorities without a counterpart", "/objectives/coverage"),
        View("the objectives of the year", f"/objectives/{subjects['29-activate-objectives']}"),
        View("the objectives that stand by a waiver", f"/objectives/{subjects['90-activate-objectives']}"),
        View("where the tracker and the backlog disagree", "/tracker-links/drift"),
        View("what came of it", "/benefits"),
        View("what came of it, summed up by receiver", "/benefits/totals"),
    ]
