"""At every time and position the list of decisions is what the domain's own fold of each decision says."""

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.decisions.events import DecisionProposed
from domain.decisions.state import Decision
from domain.kernel import Event, Recorded
from eventstore.store import Store
from projections.decisions.listing import DecisionsQuery, list_decisions
from projections.decisions.projector import Decisions
from projections.following import follow
from projections.groups import LISTS
from projections.rebuilding import rebuild_workspace
from tests.domain.anything import any_of
from tests.domain.story import BEGINNING, an_id
from tests.projections.ledger import SIDES, Said, everything, items_of, live_rows, new_workspace, tell

slugs = (f"decisions-{number}" for number in itertools.count(1))
on_one_database = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
KINDS = sorted(Decisions.folds - {DecisionProposed}, key=lambda kind: kind.TOPIC)
OTHERS = sorted(Decisions.ignores, key=lambda kind: kind.TOPIC)
SUBJECTS = [an_id("dec", number) for number in (1, 2, 3)]
HOURS = 3


@st.composite
def histories(draw: st.DrawFn) -> list[Said]:
    """Any events of a few decisions, each proposed once, somewhere."""
    kinds = draw(st.lists(st.sampled_from([*KINDS, *KINDS, *OTHERS]), max_size=10))
    events: list[Event] = [draw(any_of(kind)) for kind in kinds]
    for subject in SUBJECTS:
        proposed = msgspec.structs.replace(draw(any_of(DecisionProposed)), decision=subject)
        events.insert(draw(st.integers(0, len(events))) // 3, proposed)
    return [Said(event=event, at=BEGINNING + timedelta(hours=draw(st.integers(0, HOURS)))) for event in events]


def naive(history: Sequence[Recorded], as_of: datetime | None = None, known_at: int | None = None) -> list[Any]:
    """Each decision, folded from the events that count, in the order in which they were proposed."""
    found = []
    for subject in SUBJECTS:
        state, rejected = Decision(subject), False
        effective: datetime | None = None
        proposed: tuple[datetime, int] | None = None
        last = 0
        for recorded in history:
            event: Any = recorded.event
            if type(event) not in Decisions.folds or event.decision != subject or rejected:
                continue
            if proposed is None and not isinstance(event, DecisionProposed):
                continue
            effective = max(recorded.occurred_at, effective or recorded.occurred_at)
            rejected = (as_of is not None and effective > as_of) or (
                known_at is not None and recorded.position > known_at
            )
            if not rejected:
                proposed = proposed or (recorded.occurred_at, recorded.position)
                state.fold(recorded)
                last = recorded.position
        if proposed is not None and state.table is not None:
            content = state.table.content
            missing = [side for side in SIDES if side not in state.complete] if state.state == "open" else []
            row = {
                "decision": subject,
                "state": state.state,
                "in_force": state.in_force,
                "revision": state.table.revision,
                "side": state.table.side,
                "proposed_side": state.proposed_side,
                "opportunities": list(content.considered),
                "agreed": state.complete,
                "waiting_for": missing,
                "position": last,
            }
            found.append((proposed, row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


async def listed(store: Store, workspace_id: int, **query: Any) -> list[dict[str, Any]]:
    page = await list_decisions(store.pool, workspace_id, DecisionsQuery(**query))
    names = naive_names()
    return [{name: item[name] for name in names} for item in items_of(page)]


def naive_names() -> tuple[str, ...]:
    return (
        "decision",
        "state",
        "in_force",
        "revision",
        "side",
        "proposed_side",
        "opportunities",
        "agreed",
        "waiting_for",
        "position",
    )


@on_one_database
@given(history=histories())
async def test_at_every_time_and_position(store: Store, history: list[Said]) -> None:
    workspace = await new_workspace(store.pool, next(slugs))
    head = await tell(store, workspace, *history)
    await follow(store.pool, LISTS, workspace, worker="test")
    recorded = await everything(store, workspace)
    assert await listed(store, workspace.workspace_id) == naive(recorded)
    for hour, position in itertools.product(range(-1, HOURS + 1), range(head + 1)):
        as_of = BEGINNING + timedelta(hours=hour)
        shown = await listed(store, workspace.workspace_id, as_of=as_of, known_at=position)
        assert shown == naive(recorded, as_of, position), (hour, position)


@on_one_database
@given(history=histories(), page=st.integers(1, 4))
async def test_batches_and_a_rebuild_make_the_same_rows(store: Store, history: list[Said], page: int) -> None:
    workspace = await new_workspace(store.pool, next(slugs))
    await tell(store, workspace, *history)
    await follow(store.pool, LISTS, workspace, worker="test", page=page)
    rows = await live_rows(store.pool, workspace)
    await rebuild_workspace(store.pool, LISTS, workspace)
    assert await live_rows(store.pool, workspace) == rows
    await rebuild_workspace(store.pool, LISTS, workspace, page=page)
    assert await live_rows(store.pool, workspace) == rows
