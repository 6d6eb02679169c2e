"""Writes the document to the file that is committed and served."""

from __future__ import annotations

from pathlib import Path

from api.openapi.document import document_text
from api.routes.service import DOCUMENT


def write(path: Path = DOCUMENT) -> Path:
    """Write the document; answers where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document_text(), encoding="utf-8")
    return path


def current(path: Path = DOCUMENT) -> bool:
    """Whether the file says what the code says."""
    return path.is_file() and path.read_text(encoding="utf-8") == document_text()
