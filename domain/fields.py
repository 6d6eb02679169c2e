"""Field types shared by bodies and events: text without NUL, times with a zone, keys, hashes, links."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

# `$` alone also matches before a final line break (in Python), hence `$(?!\n)` at the end of patterns
NO_NUL = "^[^\\u0000]*$"
Line = Annotated[str, Meta(min_length=1, max_length=200, pattern="^[^\\u0000-\\u001f]*$(?!\\n)")]
Text = Annotated[str, Meta(min_length=1, max_length=4000, pattern=NO_NUL)]
Key = Annotated[str, Meta(min_length=1, max_length=64, pattern="^[a-z0-9][a-z0-9._-]*$(?!\\n)")]
Side = Annotated[str, Meta(min_length=2, max_length=32, pattern="^[a-z][a-z0-9_-]*$(?!\\n)", examples=["technology"])]
Url = Annotated[
    str, Meta(max_length=2000, pattern="^https?://[^\\u0000-\\u0020]+$(?!\\n)", examples=["https://example.org/a"])
]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$(?!\\n)", description="SHA-256 in hexadecimal")]
Salt = Annotated[str, Meta(pattern="^[0-9a-f]{64}$(?!\\n)", description="32 random bytes in hexadecimal")]
Moment = Annotated[datetime, Meta(tz=True, description="RFC 3339 time with a zone")]
Revision = Annotated[int, Meta(ge=1, le=1_000_000)]
