"""Types of events in queries: patterns, and what they mean."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from api.problems import QUERY_INVALID, Fault, Problem
from eventstore.exporting.selection import types_like

Types = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=500,
        pattern="^[a-z0-9*.,-]+$(?!\\n)",
        description="Only these types, by name without version; `*` stands for any letters, a comma separates.",
        examples=["decision-*,side-agreed"],
    ),
]


def types_of(patterns: str | None) -> tuple[str, ...] | None:
    """The types that patterns mean; raises the problem of one that means none."""
    try:
        return None if patterns is None else types_like(patterns)
    except LookupError as error:
        detail = f"No type of event is called {error}; /docs lists them."
        raise Problem(QUERY_INVALID, f"type: {detail}", [Fault(pointer="/type", detail=detail)]) from error
