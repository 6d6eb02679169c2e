"""The two things the domain may not find out by itself: the time and a fresh id."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from domain import ids


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def fresh_id(prefix: str) -> str:
    """A new UUIDv7 id of this moment."""
    milliseconds = int(utc_now().timestamp() * 1000)
    return ids.new_id(prefix, milliseconds, int.from_bytes(secrets.token_bytes(10)))
