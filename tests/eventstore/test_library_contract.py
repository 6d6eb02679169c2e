"""The store passes the library's own recorder tests, and agrees with its in-memory recorder on random histories."""

import asyncio
import itertools

from asyncpg import Pool
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem, DCBRecorder
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.conftest import new_workspace
from tests.eventstore.library_facade import LibraryRecorder

TYPES = st.sampled_from(["one", "two", "three"])
TAGS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=3, unique=True)
EVENTS = st.lists(st.builds(DCBEvent, type=TYPES, data=st.binary(max_size=8), tags=TAGS), min_size=1, max_size=3)
ITEMS = st.builds(DCBQueryItem, types=st.lists(TYPES, max_size=2, unique=True), tags=TAGS)
QUERIES = st.builds(DCBQuery, items=st.lists(ITEMS, max_size=3))
# A condition was read so many positions behind the head; None: it looks at the whole ledger.
CONDITIONS = st.none() | st.tuples(QUERIES, st.none() | st.integers(0, 6))
STEPS = st.lists(st.tuples(EVENTS, CONDITIONS), min_size=1, max_size=12)
_slugs = (f"history-{number}" for number in itertools.count())


async def test_the_librarys_append_and_read_tests_pass(store: Store, workspace: Workspace) -> None:
    recorder = LibraryRecorder(store, workspace, asyncio.get_running_loop())
    await asyncio.to_thread(DCBRecorderTestCase()._test_append_read, recorder)  # noqa: SLF001 - made to be called


async def test_the_librarys_subscription_tests_pass(store: Store, workspace: Workspace) -> None:
    recorder = LibraryRecorder(store, workspace, asyncio.get_running_loop())
    await asyncio.to_thread(DCBRecorderTestCase()._test_append_subscribe, recorder)  # noqa: SLF001 - as above


def play(recorder: DCBRecorder, steps: list[tuple[list[DCBEvent], tuple[DCBQuery, int | None] | None]]) -> list[object]:
    """Take the steps and tell what each did, then everything that can be read."""
    told: list[object] = []
    head = 0
    for events, condition in steps:
        wanted = None
        if condition is not None:
            query, behind = condition
            wanted = DCBAppendCondition(query, None if behind is None else max(head - behind, 0))
            response = recorder.read(query, after=wanted.after)
            told.append(([(each.position, each.event) for each in response], response.head))
        try:
            head = recorder.append(events, wanted)
            told.append(head)
        except IntegrityError:
            told.append("refused")
    told.append([(each.position, each.event) for each in recorder.read()])
    return told


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_random_histories_agree_with_the_librarys_model(
    pool: Pool, store: Store, steps: list[tuple[list[DCBEvent], tuple[DCBQuery, int | None] | None]]
) -> None:
    workspace = await new_workspace(pool, next(_slugs))
    recorder = LibraryRecorder(store, workspace, asyncio.get_running_loop())
    assert await asyncio.to_thread(play, recorder, steps) == play(InMemoryDCBRecorder(), steps)
