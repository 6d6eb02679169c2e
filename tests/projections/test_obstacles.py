"""The obstacles of all katas: where they stand, what they cost, and the dearest first."""

from datetime import timedelta
from typing import Any

import pytest

from domain.katas.events import ObstacleDropped, ObstacleFocused, ObstacleParked, ObstacleResolved
from domain.kernel import Event
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.following import follow
from projections.groups import LISTS
from projections.katas.view import fold_kata
from projections.obstacles.listing import ObstaclesQuery, list_obstacles
from projections.paging import Page
from tests.domain.katas.scene import KATA, learned
from tests.domain.story import BEGINNING, an_id
from tests.projections.any_history import about, numbered
from tests.projections.ledger import Said, items_of, tell

SLOW, FLAKY, LIFT = (an_id("obst", number) for number in (1, 2, 3))


def parked(obstacle: str, kata: str = KATA) -> ObstacleParked:
    """Something stands in the way."""
    return ObstacleParked(kata=kata, obstacle=obstacle, text=f"About {obstacle}")


def focused(obstacle: str, former: str | None = None) -> ObstacleFocused:
    """The team turns to it."""
    return ObstacleFocused(kata=KATA, obstacle=obstacle, former=former)


STORY: tuple[tuple[int, Event], ...] = (
    (0, parked(SLOW)),
    (0, parked(FLAKY)),
    (1, focused(SLOW)),
    (3, focused(FLAKY, SLOW)),
    (10, ObstacleResolved(kata=KATA, obstacle=FLAKY, how="It waits for the page.")),
    (10, focused(SLOW)),
    (14, ObstacleDropped(kata=KATA, obstacle=SLOW, reason="It is fast enough.")),
    (14, parked(LIFT, an_id("kata", 2))),
)


@pytest.fixture
async def told(store: Store, workspace: Workspace) -> Workspace:
    """The story, and rows that show it."""
    await tell(store, workspace, *(Said(event=event, at=BEGINNING + timedelta(days=day)) for day, event in STORY))
    await follow(store.pool, LISTS, workspace, worker="test")
    return workspace


async def listed(store: Store, workspace: Workspace, **query: Any) -> list[dict[str, Any]]:
    """The first page."""
    return items_of(await list_obstacles(store.pool, workspace.workspace_id, ObstaclesQuery(**query)))


async def test_time_in_focus_is_what_an_obstacle_costs(store: Store, told: Workspace) -> None:
    found = {each["obstacle"]: each for each in await listed(store, told, sort="days")}
    assert list(found) == [FLAKY, SLOW, LIFT]
    assert [each["days_in_focus"] for each in found.values()] == [7, 6, 0]
    assert [each["status"] for each in found.values()] == ["resolved", "dropped", "parked"]
    assert [each["position"] for each in found[SLOW]["rests_on"]] == [1, 7]


async def test_the_list_and_the_lot_say_the_same(store: Store, told: Workspace) -> None:
    scene = numbered([*learned().history])
    view = fold_kata(KATA, about(f"kata:{KATA}", scene))
    assert view
    workspace = told
    await tell(store, workspace, *(Said(event=each.event, at=each.occurred_at) for each in scene))
    await follow(store.pool, LISTS, workspace, worker="test")
    found = {each["obstacle"]: each for each in await listed(store, workspace)}
    tried = [each for each in view.obstacles if each.experiments]
    assert tried
    for obstacle in tried:
        assert found[obstacle.obstacle]["experiments"] == obstacle.experiments
        assert found[obstacle.obstacle]["north_star"] == view.north_star


async def test_what_is_in_focus_costs_up_to_now(store: Store, told: Workspace) -> None:
    await tell(store, told, Said(event=focused(LIFT), at=BEGINNING + timedelta(days=20)))
    await follow(store.pool, LISTS, told, worker="test")
    (first, *_) = await listed(store, told, sort="days")
    assert (first["obstacle"], first["status"]) == (LIFT, "focused")
    assert first["days_in_focus"] > 7


@pytest.mark.parametrize("sort", ["experiments", "days", "parked"])
async def test_pages_go_through_all_of_them_once(store: Store, told: Workspace, sort: str) -> None:
    whole = [each["obstacle"] for each in await listed(store, told, sort=sort)]
    paged: list[str] = []
    page: Page | None = None
    while page is None or page.next_key is not None:
        query = ObstaclesQuery(sort=sort, limit=1, after=page.next_key if page else None)  # type: ignore[arg-type]
        page = await list_obstacles(store.pool, told.workspace_id, query)
        paged += [each["obstacle"] for each in items_of(page)]
    assert paged == whole
    assert len(whole) == 3


async def test_the_obstacles_of_one_kata_or_state(store: Store, told: Workspace) -> None:
    assert [each["obstacle"] for each in await listed(store, told, kata=KATA)] == [SLOW, FLAKY]
    assert [each["obstacle"] for each in await listed(store, told, state="resolved")] == [FLAKY]
    assert await listed(store, told, team=an_id("team", 9)) == []
