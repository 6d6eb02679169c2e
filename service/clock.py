"""The two things the domain may not find out by itself: the time and a fresh id."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

from domain import ids


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def fresh_id(prefix: str) -> str:
    """A new UUIDv7 id of this moment."""
    return ids.new_id(prefix, time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10)))
