"""What the source's words mean. Nothing is guessed: a word that is not known is not a word."""

from __future__ import annotations

import re

from domain.opportunities.terms import End

MILESTONE = re.compile(r"v?(?P<number>[1-9]\d*\.\d+)")
PLACEHOLDER_MILESTONES = frozenset({"0.0", "v0.0", "TBD", "tbd"})
TEMPLATE_WORDS = frozenset(
    {
        "provisional|implementable|implemented|deferred|rejected|withdrawn|replaced",
        "alpha|beta|stable",
        "tbd",
    }
)
STAGES = frozenset({"alpha", "beta", "stable", "deprecated", "disabled", "removed"})
"""The project's own list: the three stages of growth and the three of retreat."""

ENDS: dict[str, End | None] = {
    "provisional": None,
    "implementable": None,
    "implemented": "achieved",
    "deferred": "deferred",
    "rejected": "declined",
    "withdrawn": "withdrawn",
    "replaced": "declined",
}
"""How an enhancement of that status stands in a backlog; None where it is still to be done.

A replaced one is declined, not merged: the source does not say by what it was replaced.
"""


def cycle(milestone: str | None) -> str | None:
    """The key of a milestone, `v1.22`; None for none at all, placeholders and what is no milestone."""
    found = MILESTONE.fullmatch(milestone or "")
    return f"v{found['number']}" if found else None


def number(milestone: str | None) -> tuple[int, ...] | None:
    """A milestone as numbers to compare by, placeholders such as `0.0` included; None for anything else."""
    found = re.fullmatch(r"v?(\d+)\.(\d+)", milestone or "")
    return tuple(int(part) for part in found.groups()) if found else None


def line(text: str, most: int = 200) -> str:
    """Text as one line without control characters, cut to a length."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:most]
