"""The lists of metrics, signals, objectives, definitions, katas and the rest, in the order in which they began."""

import itertools
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.assessments.events import AssessmentOpened
from domain.assessments.terms import Scale
from domain.benefits.events import BenefitConfirmed, BenefitRecorded
from domain.brainstorms.events import BrainstormClosed, BrainstormRevealed, IdeaSubmitted
from domain.kernel import Event
from domain.metrics.events import MetricRenamed, MetricRetired
from domain.partnership.correctable import RecordCorrected
from domain.signals.events import ChallengeAnswered, SignalChallenged, SignalRecorded, SignalRetracted
from domain.signals.terms import SignalSource
from domain.trackers.events import TrackerLinked, TrackerStateObserved, TrackerUnlinked
from domain.value_streams.events import ValueStreamOpened
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.following import follow
from projections.groups import LISTS
from projections.rebuilding import rebuild_workspace
from projections.subjects import listing
from projections.subjects.listing import SubjectsQuery, list_subjects
from projections.subjects.projector import KINDS, STEPS
from tests.domain.anything import any_of
from tests.domain.brainstorms.scene import OPENED
from tests.domain.katas.scene import KATA, learned
from tests.domain.metrics.scene import LEAD_TIME
from tests.domain.objectives.scene import ACTIVATED, CLOSED, DRAFTED, OKR
from tests.domain.story import an_id
from tests.projections.ledger import items_of, live_rows, new_workspace, tell

SIG, DOUBT, STORM = an_id("sig", 1), an_id("chl", 1), an_id("bst", 1)
OPP, TED = an_id("opp", 1), an_id("per", 1)
RECORDED = SignalRecorded(
    signal=SIG, category="quality", statement="Hotfixes double", sources=(SignalSource(text="Incident log"),)
)
LINKED = TrackerLinked(link=an_id("trk", 1), about=f"opportunity:{OPP}", tracker="jira", key="A-1", item="jira/A-1")
QUERIES: dict[str, type[SubjectsQuery]] = {
    query.kind: query for query in vars(listing).values() if isinstance(query, type) and hasattr(query, "kind")
}
slugs = (f"subjects-{number}" for number in itertools.count(1))


async def listed(store: Store, workspace: Workspace, query: SubjectsQuery) -> list[dict[str, Any]]:
    """The first page of a list, brought up to date."""
    await follow(store.pool, LISTS, workspace, worker="test")
    return items_of(await list_subjects(store.pool, workspace.workspace_id, query))


async def states(store: Store, workspace: Workspace, query: SubjectsQuery, *history: Event) -> list[tuple[str, str]]:
    """Title and state of what is listed after these events."""
    await tell(store, workspace, *history)
    return [(item["title"], item["state"]) for item in await listed(store, workspace, query)]


def test_every_kind_has_a_list() -> None:
    assert {rows.kind for rows in KINDS} == set(QUERIES)


async def test_a_metric_is_renamed_and_retired(store: Store, workspace: Workspace) -> None:
    query = listing.MetricsQuery()
    assert await states(store, workspace, query, LEAD_TIME) == [("Lead time for change", "recorded")]
    renamed = MetricRenamed(metric="lead_time", name="Lead time", former="Lead time for change")
    retired = MetricRetired(metric="lead_time", reason="x")
    assert await states(store, workspace, query, renamed, retired) == [("Lead time", "retired")]
    assert await listed(store, workspace, listing.MetricsQuery(sort="quality")) == []
    assert len(await listed(store, workspace, listing.MetricsQuery(sort="delivery", state="retired"))) == 1


async def test_a_signal_is_challenged_answered_and_retracted(store: Store, workspace: Workspace) -> None:
    challenged = SignalChallenged(signal=SIG, challenge=DOUBT, text="x")
    answered = ChallengeAnswered(signal=SIG, challenge=DOUBT, answer="x")
    for event, state in (
        (RECORDED, "stands"),
        (challenged, "challenged"),
        (answered, "stands"),
        (SignalRetracted(signal=SIG, reason="x"), "retracted"),
    ):
        assert await states(store, workspace, listing.SignalsQuery(), event) == [("Hotfixes double", state)]


async def test_a_corrected_category_moves_the_signal(store: Store, workspace: Workspace) -> None:
    correction = RecordCorrected(
        event=an_id("evt", 1),
        subjects=(f"signal:{SIG}",),
        position=1,
        type=SignalRecorded.TOPIC,
        field="category",
        reason="x",
        to="delivery",
    )
    await tell(store, workspace, RECORDED, correction)
    assert len(await listed(store, workspace, listing.SignalsQuery(category="delivery"))) == 1
    assert await listed(store, workspace, listing.SignalsQuery(category="quality")) == []


async def test_objectives_are_activated_and_closed(store: Store, workspace: Workspace) -> None:
    await tell(store, workspace, DRAFTED)
    for event, state in ((None, "draft"), (ACTIVATED, "active"), (CLOSED, "closed")):
        await tell(store, workspace, *([event] if event else []))
        (item,) = await listed(store, workspace, listing.ObjectivesQuery(cycle=DRAFTED.cycle, owner=DRAFTED.owner))
        assert (item["id"], item["state"]) == (OKR, state)


async def test_a_definition_and_a_kata_are_found_by_team(store: Store, workspace: Workspace) -> None:
    scene = learned()
    await tell(store, workspace, *(recorded.event for recorded in scene.history))
    (definition,) = await listed(store, workspace, listing.DefinitionsQuery(state="adopted"))
    assert definition["title"].startswith("A pull request is in production")
    (kata,) = await listed(store, workspace, listing.KatasQuery(team=scene.state().team))
    assert (kata["id"], kata["state"], kata["marks"]["coach"]) == (KATA, "running", [scene.state().coach])


async def test_a_list_of_brainstorms_shows_no_idea(store: Store, workspace: Workspace) -> None:
    secret = IdeaSubmitted(brainstorm=STORM, idea=an_id("idea", 1), person=TED, side="team", commitment="0" * 64)
    said = IdeaSubmitted(brainstorm=STORM, idea=an_id("idea", 2), person=TED, side="team", text="Stop it all")
    query = listing.BrainstormsQuery()
    assert await states(store, workspace, query, OPENED, secret, said) == [(OPENED.question, "open")]
    revealed = BrainstormRevealed(brainstorm=STORM, ideas=(an_id("idea", 1),), policy=1)
    closed = BrainstormClosed(brainstorm=STORM, ideas=2, revealed=True)
    await tell(store, workspace, revealed, closed)
    (item,) = await listed(store, workspace, listing.BrainstormsQuery(revealed=True, topic="problems"))
    assert item["state"] == "closed"
    assert "Stop it all" not in msgspec.json.encode(item).decode()


async def test_benefits_are_listed_by_what_they_come_from(store: Store, workspace: Workspace) -> None:
    recorded = BenefitRecorded(
        benefit=an_id("ben", 1), about=f"opportunity:{OPP}", receiver="team", kind="time", text="Free weekends"
    )
    confirmed = BenefitConfirmed(benefit=an_id("ben", 1), about=recorded.about, side="business", person=TED)
    await tell(store, workspace, recorded, confirmed)
    asked = listing.BenefitsQuery(about=recorded.about, receiver="team", sort="time", confirmed_by="business")
    (item,) = await listed(store, workspace, asked)
    assert (item["title"], item["state"]) == ("Free weekends", "confirmed")


async def test_a_tracker_link_is_seen_and_unlinked(store: Store, workspace: Workspace) -> None:
    seen = TrackerStateObserved(link=LINKED.link, about=LINKED.about, state="In Progress", progress="doing")
    await tell(store, workspace, LINKED, seen)
    assert len(await listed(store, workspace, listing.TrackerLinksQuery(progress="doing", tracker="jira"))) == 1
    gone = TrackerUnlinked(link=LINKED.link, about=LINKED.about, item=LINKED.item, reason="x")
    assert await states(store, workspace, listing.TrackerLinksQuery(), gone) == [("jira A-1", "unlinked")]


async def test_maps_and_assessments_are_listed(store: Store, workspace: Workspace) -> None:
    mapped = ValueStreamOpened(
        map=an_id("vsm", 1),
        title="To production",
        begins="a",
        ends="b",
        unit_of_work="c",
        convention="elapsed",
        participants=(),
    )
    asked = AssessmentOpened(
        assessment=an_id("asm", 1),
        opportunities=(OPP,),
        pinned=(),
        scorers=(),
        scale=Scale(lowest=1, highest=5),
        blind=True,
        policy=1,
    )
    assert await states(store, workspace, listing.MapsQuery(), mapped) == [("To production", "open")]
    assert await states(store, workspace, listing.AssessmentsQuery(opportunity=OPP), asked) == [(OPP, "scoring")]


@pytest.mark.parametrize("descending", [False, True])
async def test_pages_follow_each_other(store: Store, workspace: Workspace, descending: bool) -> None:  # noqa: FBT001 - pytest's
    opened = [msgspec.structs.replace(OPENED, brainstorm=an_id("bst", number)) for number in range(1, 8)]
    await tell(store, workspace, *opened)
    await follow(store.pool, LISTS, workspace, worker="test")
    found: list[str] = []
    query = listing.BrainstormsQuery(limit=3, descending=descending)
    while True:
        page = await list_subjects(store.pool, workspace.workspace_id, query)
        found += [item["id"] for item in items_of(page)]
        if page.next_key is None:
            break
        query = msgspec.structs.replace(query, after=page.next_key)
    expected = [each.brainstorm for each in opened]
    assert found == (expected[::-1] if descending else expected)


async def test_an_empty_list_says_how_far_it_has_read(store: Store, workspace: Workspace) -> None:
    head = await tell(store, workspace, LEAD_TIME)
    await follow(store.pool, LISTS, workspace, worker="test")
    page = await list_subjects(store.pool, workspace.workspace_id, listing.KatasQuery())
    assert (page.items, page.next_key, page.position) == ([], None, head)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=st.lists(st.sampled_from([*STEPS, RecordCorrected]).flatmap(any_of), max_size=14),
    pages=st.lists(st.integers(1, 5), min_size=1, max_size=3),
)
async def test_any_history_in_any_batches_and_a_rebuild_make_the_same_rows(
    store: Store, history: list[Event], pages: list[int]
) -> None:
    workspaces = [await new_workspace(store.pool, next(slugs)) for _ in range(2)]
    for workspace in workspaces:
        await tell(store, workspace, *history)
    await follow(store.pool, LISTS, workspaces[0], worker="test")
    once = await live_rows(store.pool, workspaces[0])
    for position, page in zip(range(1, len(history) + 1), itertools.cycle(pages), strict=False):
        await follow(store.pool, LISTS, workspaces[1], worker="test", page=page, upto=position)
    assert await live_rows(store.pool, workspaces[1]) == once
    await rebuild_workspace(store.pool, LISTS, workspaces[1], page=pages[0])
    assert await live_rows(store.pool, workspaces[1]) == once
