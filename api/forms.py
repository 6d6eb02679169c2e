"""In which form a client wants something: as data, as Markdown or as a page."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

Form = Annotated[
    Literal["json", "markdown", "html"],
    Meta(description="The form of the answer; without it, what `Accept` prefers, and JSON where that says nothing."),
]
MEDIA_TYPES: dict[str, Form] = {"application/json": "json", "text/markdown": "markdown", "text/html": "html"}
FAMILIES: dict[str, Form] = {"*/*": "json", "application/*": "json", "text/*": "markdown"}


def form_of(wanted: Form | None, accept: bytes) -> Form:
    """The form asked for by name, else the one that the client likes best; JSON if it likes none of them."""
    if wanted is not None:
        return wanted
    known = {**FAMILIES, **MEDIA_TYPES}
    best: tuple[float, bool] = (0.0, False)
    chosen: Form = "json"
    for part in accept.decode("latin-1").lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        liked = (_weight(parameters), kind in MEDIA_TYPES)
        if kind in known and liked > best and liked[0] > 0:
            best, chosen = liked, known[kind]
    return chosen


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            digits = value.strip()
            return float(digits) if digits.replace(".", "", 1).isdecimal() and digits.isascii() else 0.0
    return 1.0
