"""All routes together."""

from __future__ import annotations

from api.declarations import Act, Read
from api.routes import keys, meetings, opportunities, partnership

ACTS: tuple[Act, ...] = (*partnership.ACTS, *keys.ACTS, *meetings.ACTS, *opportunities.ACTS)
READS: tuple[Read, ...] = ()
