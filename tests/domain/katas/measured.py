"""Metrics and observations that the tests of katas and definitions begin with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.kernel import Event
from domain.metrics.events import MetricDefined, ObservationRecorded
from domain.metrics.terms import Capture, Window
from tests.domain.story import BEGINNING, an_id

TIME, QUEUE, UPTIME, HIDDEN, UNSEEN = "lead_time", "qa_queue", "uptime", "hidden", "unseen"
WEEKS, DAYS = an_id("obs", 1), an_id("obs", 2)


def metric(key: str, unit: str, **changes: Any) -> MetricDefined:
    """A metric of the delivery that the teams see."""
    usual: dict[str, Any] = {
        "metric": key,
        "revision": 1,
        "name": key,
        "unit": unit,
        "direction": "down",
        "kind": "delivery",
        "capture": Capture(method="automatic", cadence="weekly", source="pipeline"),
        "visible_to_teams": True,
    }
    return MetricDefined(**(usual | changes))


def observed(key: str, unit: str, value: float, observation: str, ends: datetime | None = None) -> ObservationRecorded:
    """The newest number of a metric."""
    until = ends or BEGINNING
    return ObservationRecorded(
        observation=observation,
        metric=key,
        value=value,
        unit=unit,
        window=Window(begins=until - timedelta(days=7), ends=until),
        source="pipeline",
        external_id=observation,
        place=f"{key}/pipeline/{observation}",
        newest_of=key,
    )


MEASURED: tuple[Event, ...] = (
    metric(TIME, "hour"),
    metric(QUEUE, "day"),
    metric(UPTIME, "percent", direction="hold"),
    metric(HIDDEN, "day", visible_to_teams=False),
    metric(UNSEEN, "day"),
    observed(TIME, "hour", 504, WEEKS),
    observed(QUEUE, "day", 6.7, DAYS),
    observed(UPTIME, "percent", 99.5, an_id("obs", 3)),
    observed(HIDDEN, "day", 3, an_id("obs", 4)),
)
