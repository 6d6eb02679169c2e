"""At every position of the demonstration, what waits by the rows is what waits by the domain's own states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator

import pytest

from database.pool import connect_pool
from domain.kernel import Recorded
from eventstore.store import Store
from eventstore.workspaces import Workspace
from service.demo import tell
from service.demonstration import SLUG
from tests.projections import naive_waiting
from tests.projections.board import Board
from tests.server import Server

SECRET = b"a secret of tests, long enough"


@pytest.fixture(scope="module")
async def story(server: Server, template: str) -> AsyncIterator[tuple[Workspace, list[Recorded]]]:
    """The demonstration's ledger."""
    name = server.clone(template)
    pool = await connect_pool(server.dsn(name), minimum=1, maximum=4)
    try:
        async with Store(pool) as store:
            await tell(store, secret=SECRET)
            workspace = await store.workspace(SLUG)
            yield workspace, list(await store.follow(workspace, limit=2000))
    finally:
        await pool.close()
        server.drop(name)


def test_at_every_position(story: tuple[Workspace, list[Recorded]]) -> None:
    workspace, ledger = story
    board = Board(workspace=workspace)
    histories: dict[str, list[Recorded]] = defaultdict(list)
    seen: set[str] = set()
    for recorded in ledger:
        board.take(recorded)
        for tag in recorded.tags:
            histories[tag].append(recorded)
        at = recorded.occurred_at
        for subject in {
            tag for tag in recorded.tags if tag in board.rows and tag.partition(":")[0] in naive_waiting.STATES
        }:
            acts = [(act, "" if act == "answer-challenge" else whom) for act, whom in board.acts(subject, at)]
            told = sorted(each for each in acts if each[0] not in naive_waiting.UNKNOWN)
            expected = naive_waiting.waiting(subject, histories[subject], workspace.sides, at)
            assert told == expected, (recorded.position, subject)
            seen |= {act for act, _ in told}
    assert seen >= {"state-win", "agree-decision", "agree-value", "sign-definition", "submit-scores"}
    assert seen >= {"record-learning", "hold-coaching-cycle", "confirm-settlement"}


def test_in_the_end_little_waits(story: tuple[Workspace, list[Recorded]]) -> None:
    workspace, ledger = story
    board = Board(workspace=workspace)
    for recorded in ledger:
        board.take(recorded)
    left = [each for subject in board.rows for each in board.acts(subject, ledger[-1].occurred_at)]
    assert {act for act, _ in left} == {"deliver-support", "confirm-benefit"}
