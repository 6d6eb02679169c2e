"""Content hashes (rule G4): SHA-256 of the RFC 8785 JSON of a revision's content."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import rfc8785


def content_hash(content: Any) -> str:
    """Hash a revision's content: any msgspec value; answers 64 hexadecimal characters."""
    return hashlib.sha256(rfc8785.dumps(msgspec.to_builtins(content))).hexdigest()
