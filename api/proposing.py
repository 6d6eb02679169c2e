"""Results proposed from observations: once an experiment is to be checked, what was measured of what it predicted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from api.asking import Ask
from api.living import Living
from api.moments import moment_of
from domain.katas.record_result import RecordResult
from eventstore.faults import reaching
from projections.facts import Viewed
from projections.katas.shape import KataView
from projections.metrics.listing import ObservationsQuery, list_observations
from projections.metrics.observed import ObservationItem

MOST_CITED = 10
INSTANT = timedelta(microseconds=1)
_decode = msgspec.json.Decoder(list[ObservationItem]).decode
Proposals = Mapping[tuple[str, ...], dict[str, Any]]  # by the name of the act, and what its path names


async def proposals(living: Living, ask: Ask, view: Viewed) -> Proposals:
    """The bodies of results: for experiments of a kata that run, are due, and predicted a metric."""
    if not isinstance(view, KataView):
        return {}
    now = living.services.clock()
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for experiment in view.experiments:
        if experiment.status == "started" and experiment.started and experiment.expect.metric:
            due = moment_of(experiment.what.check_on.isoformat(), "check_on", ask.workspace.time_zone)
            if due - timedelta(days=1) < now:
                seen = await _seen(living, ask, experiment.expect.metric, experiment.started.occurred_at, due)
                if seen:
                    found[RecordResult.name, experiment.experiment] = _result(seen)
    return found


async def _seen(living: Living, ask: Ask, metric: str, started: datetime, due: datetime) -> list[ObservationItem]:
    """The last numbers since the start up to the end of the day to check on; without any, the first one afterwards."""
    by_then = ObservationsQuery(metric=metric, since=started + INSTANT, until=due, descending=True, limit=MOST_CITED)
    afterwards = ObservationsQuery(metric=metric, since=due + INSTANT, limit=1)
    for query in (by_then, afterwards):
        with reaching():
            page = await list_observations(living.services.pool, ask.workspace.workspace_id, query)
        if page.items:
            items = _decode(f"[{','.join(page.items)}]")
            return items[::-1] if query.descending else items
    return []


def _result(seen: list[ObservationItem]) -> dict[str, Any]:
    last = seen[-1]
    return {
        "what_happened": f"{last.metric} was {last.value:g} {last.unit} on {last.window.ends.date().isoformat()}.",
        "measured": last.value,
        "observations": [{"metric": each.metric, "observation": each.observation} for each in seen],
    }
