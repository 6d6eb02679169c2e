"""A thousand numbers a call on a real ledger: each once, corrected when asked to; the metric reads short."""

from datetime import UTC, datetime, timedelta
from itertools import count

from msgspec.structs import replace

from domain import ids
from domain.kernel import Command, Context, Event
from domain.metrics.events import BaselineSet, MetricDefined, TargetSet
from domain.metrics.observing import NewObservation
from domain.metrics.record_observations import Observations, RecordObservations
from domain.metrics.state import Metric, NewestObservation
from domain.metrics.terms import Capture, Window
from eventstore.conditions import criteria
from eventstore.execute import execute
from eventstore.outcome import Outcome
from eventstore.store import Store
from eventstore.workspaces import Workspace

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
NUMBERS = count(1)
KNOWN: tuple[Event, ...] = (
    MetricDefined(
        metric="lead_time",
        revision=1,
        name="Lead time",
        unit="hour",
        direction="down",
        kind="delivery",
        capture=Capture(method="automatic", cadence="per change", source="pipeline"),
        visible_to_teams=True,
    ),
    BaselineSet(metric="lead_time", value=5000, unit="hour"),
    TargetSet(metric="lead_time", target=1, unit="hour", baseline=5000),
)


class Remember(Command):
    """Facts without further ado."""

    unconditional = True

    def execute(self) -> None:
        """Record them."""
        for event in KNOWN:
            self.record(event)


def context() -> Context:
    return Context(
        workspace="acme",
        sides=("technology", "business"),
        actor="integration:pipeline",
        now=datetime.now(UTC),
        new_id=lambda prefix: ids.new_id(prefix, 1_770_000_000_000, next(NUMBERS)),
    )


def hours(start: int, *values: float) -> Observations:
    """One number an hour."""
    return Observations(
        observations=tuple(
            NewObservation(
                metric="lead_time",
                value=value,
                external_id=f"h{start + place}",
                window=Window(
                    begins=BEGUN + timedelta(hours=start + place), ends=BEGUN + timedelta(hours=start + place + 1)
                ),
            )
            for place, value in enumerate(values)
        )
    )


async def deliver(store: Store, body: Observations) -> tuple[Outcome, list[str]]:
    outcome = await execute(store, lambda: RecordObservations(context(), "", body))
    assert isinstance(outcome.command, RecordObservations)
    return outcome, [answer.status for answer in outcome.command.answers]


async def test_a_thousand_numbers_each_once(store: Store, workspace: Workspace) -> None:
    await execute(store, lambda: Remember(context()))
    body = hours(0, *(float(2000 - number) for number in range(1000)))
    outcome, answers = await deliver(store, body)
    assert len(outcome.entries) == 1000
    assert set(answers) == {"recorded"}

    outcome, answers = await deliver(store, body)
    assert not outcome.entries
    assert set(answers) == {"unchanged"}

    changed = replace(body, observations=(replace(body.observations[5], value=7.0), *body.observations[6:]))
    outcome, answers = await deliver(store, changed)
    assert (answers[0], set(answers[1:])) == ("refused", {"unchanged"})
    outcome, answers = await deliver(store, replace(changed, on_change="correct"))
    assert (answers[0], set(answers[1:])) == ("corrected", {"unchanged"})
    assert len(outcome.entries) == 1

    states = [Metric("lead_time"), NewestObservation("lead_time")]
    read = await store.read_boundary(workspace, criteria(states))
    assert len(read.recorded) == len(KNOWN) + 1
    for recorded in read.recorded:
        for state in states:
            if state.sees(recorded):
                state.fold(recorded)
    newest = states[1]
    assert isinstance(newest, NewestObservation)
    assert newest.seen is not None
    assert newest.seen.external_id == "h999"


async def test_the_target_is_reached_in_the_append_that_records_the_number(store: Store, workspace: Workspace) -> None:
    await execute(store, lambda: Remember(context()))
    now = datetime.now(UTC)
    late = NewObservation(metric="lead_time", value=0.9, window=Window(begins=now, ends=now))
    outcome, _ = await deliver(store, Observations(observations=(late,)))
    assert [type(recorded.event).TOPIC for recorded in outcome.recorded] == [
        "observation-recorded.v1",
        "target-reached.v1",
    ]
    assert (await store.head(workspace)).position == len(KNOWN) + 2
