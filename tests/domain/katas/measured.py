"""Metrics and observations that the tests of katas begin with."""

from __future__ import annotations

from domain.kernel import Event

TIME, QUEUE = "lead_time", "qa_queue"
MEASURED: tuple[Event, ...] = ()
