"""A team, its lead time in hours, and numbers from a pipeline."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.kernel import Event, Recorded
from domain.metrics.events import MetricDefined, MetricRetired, ObservationRecorded
from domain.metrics.observing import NewObservation
from domain.metrics.record_observations import Observations
from domain.metrics.terms import Capture, Direction, ObservationPin, Window
from tests.domain.opportunities.history import BEA, DEV, FAY, PEOPLE, TED
from tests.domain.story import BEGINNING, an_id, fact

__all__ = ["BEA", "DEV", "FAY", "PEOPLE", "TED"]

PIPELINE = "integration:pipeline"
NOW = BEGINNING + timedelta(hours=1)
AUTOMATIC = Capture(method="automatic", cadence="per change", source="deploy pipeline")
LEAD_TIME = MetricDefined(
    metric="lead_time",
    revision=1,
    name="Lead time for change",
    unit="hour",
    direction="down",
    kind="delivery",
    capture=AUTOMATIC,
    visible_to_teams=True,
)
RETIRED = MetricRetired(metric="lead_time", reason="Nobody looks")
WORLD = (*PEOPLE, LEAD_TIME)


def defined(metric: str, direction: Direction) -> MetricDefined:
    """Another metric, in percent."""
    return MetricDefined(
        metric=metric,
        revision=1,
        name=metric,
        unit="percent",
        direction=direction,
        kind="quality",
        capture=AUTOMATIC,
        visible_to_teams=True,
    )


def day(number: int) -> datetime:
    """The time that many days from the beginning of the tests."""
    return BEGINNING + timedelta(days=number)


def span(number: int) -> Window:
    """A day long window that ends `number` days from the beginning."""
    return Window(begins=day(number - 1), ends=day(number))


def observed(number: int, value: float, *, at: int = -1, newest: bool = True, metric: str = "lead_time") -> Recorded:
    """A number on the record from the pipeline."""
    recorded = fact(
        ObservationRecorded(
            observation=an_id("obs", number),
            metric=metric,
            value=value,
            unit="hour" if metric == "lead_time" else "percent",
            window=span(at),
            source="pipeline",
            external_id=f"w{number}",
            place=f"{metric}/pipeline/w{number}",
            newest_of=metric if newest else None,
        ),
        actor=PIPELINE,
        at=BEGINNING,
    )
    return Recorded(
        **{**{name: getattr(recorded, name) for name in recorded.__struct_fields__}, "position": 40 + number}
    )


def pin(number: int, **given: Any) -> ObservationPin:
    """An observation as an act names it."""
    return ObservationPin(metric="lead_time", observation=an_id("obs", number), **given)


def row(value: float, **given: Any) -> NewObservation:
    """A number as an act delivers it."""
    return NewObservation(metric=given.pop("metric", "lead_time"), value=value, **given)


def rows(*observations: NewObservation, **given: Any) -> Observations:
    """The body of a delivery."""
    return Observations(observations=observations, **given)


def kinds(events: list[Event]) -> list[str]:
    """The names of events, in order."""
    return [type(event).__name__ for event in events]
