"""The nouns of a tracker link, and when a tracker and the backlog disagree."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from domain.fields import Key

Tracker = Annotated[Key, Meta(examples=["jira"])]
TrackerKey = Annotated[
    str, Meta(min_length=1, max_length=120, pattern="^[^\\u0000-\\u0020\\u007f]+$(?!\\n)", examples=["AACOM-1432"])
]
Progress = Annotated[
    Literal["todo", "doing", "done", "dropped"],
    Meta(description="what the tracker's own state comes to: not begun, begun, finished, or not to be done"),
]

# what the tracker should show for an opportunity in each state of its life
EXPECTED: dict[str, frozenset[str]] = {
    "open": frozenset({"todo"}),
    "prioritised": frozenset({"todo", "doing"}),
    "in_progress": frozenset({"doing"}),
    "achieved": frozenset({"done"}),
    "stopped": frozenset({"dropped"}),
    "deferred": frozenset({"todo", "dropped"}),
    "declined": frozenset({"dropped"}),
    "merged": frozenset({"todo", "doing", "done", "dropped"}),
    "withdrawn": frozenset({"dropped"}),
}


def drifts(lifecycle: str, progress: str) -> bool:
    """Whether the tracker shows something that does not go with the opportunity's state."""
    return progress not in EXPECTED.get(lifecycle, frozenset({progress}))
