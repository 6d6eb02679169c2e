"""The record of a decision as Markdown, in the order of an architecture decision record."""

from __future__ import annotations

import re
from collections.abc import Mapping

from projections.decisions.record import DecisionRecord
from projections.decisions.telling import Part, tell

# what could format, link or address anybody in the middle of a line; what could at its beginning; bare links
_SPECIAL = re.compile(r"([\\`*\[\]#|~<>&@$]|(?<![^\W_])_|_(?![^\W_])|:(?=//))")
_LEADING = re.compile(r"^(?:[-+=]|\d+(?=[.)]))")


def record_markdown(record: DecisionRecord, names: Mapping[str, str]) -> str:
    """The whole record; what people wrote is escaped, so that it can neither link nor format anything."""
    told = tell(record, names)
    facts = [f"- **{label}:** {_escaped(text)}" for label, text in told.facts]
    return "\n".join([f"# {_escaped(told.title)}", "", *facts, "", *(_part(part) for part in told.parts)])


def _part(part: Part) -> str:
    marks = [f"{at}." if part.numbered else "-" for at in range(1, len(part.items) + 1)]
    items = [f"{mark} {_escaped(item)}" for mark, item in zip(marks, part.items, strict=True)]
    return "\n".join([f"## {part.heading}", "", *items, ""])


def _escaped(text: str) -> str:
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LEADING.sub(_defused, line)


def _defused(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
