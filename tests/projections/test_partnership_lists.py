"""The partnership's lists show people, teams, scopes, policies, keys, meetings and minuted acts as they are now."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import Event
from domain.meetings.events import ActMinuted, MeetingHeld, MinuteConfirmed, MinuteDisputed, place
from domain.partnership.correctable import RecordCorrected
from domain.partnership.events import (
    DelegationGranted,
    DelegationRevoked,
    PartnerJoined,
    PartnerLeft,
    PersonForgotten,
    PersonRegistered,
    RoleGranted,
    RoleWithdrawn,
    TeamDisbanded,
    TeamFormed,
    TeamMemberJoined,
    TeamMemberLeft,
    TeamRenamed,
    WorkspaceCreated,
)
from domain.partnership.keys import KeyAccepted, KeyIssued, KeyRevoked
from domain.partnership.policy import DEFAULTS, PolicyAdopted, PolicyConfirmed, PolicyProposalVoided, PolicyProposed
from domain.partnership.scopes import ScopeDeclared
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.following import follow
from projections.groups import LISTS
from projections.partnership.listing import (
    ActsQuery,
    DelegationsQuery,
    KeysQuery,
    MeetingsQuery,
    PartnershipQuery,
    PeopleQuery,
    PoliciesQuery,
    ScopesQuery,
    TeamsQuery,
    list_partnership,
)
from projections.partnership.rows.subject import CONCERNED
from projections.rebuilding import rebuild_workspace
from tests.domain.anything import any_of
from tests.domain.story import BEGINNING, an_id
from tests.projections.ledger import items_of, live_rows, new_workspace, tell

ADA, BEA, CYN = (an_id("per", number) for number in (1, 2, 3))
TEAM, OTHER_TEAM, MEETING, KEY, GRANT = (
    an_id("team", 1),
    an_id("team", 2),
    an_id("mtg", 1),
    an_id("key", 1),
    an_id("del", 1),
)
DIGEST = "0" * 64
CREATED = WorkspaceCreated(name="Acme", sides=("technology", "business"), time_zone="UTC", owner=ADA)
PEOPLE: tuple[Event, ...] = (
    CREATED,
    PersonRegistered(person=BEA),
    PersonRegistered(person=CYN),
    PartnerJoined(person=ADA, side="technology", partners=1),
    PartnerJoined(person=BEA, side="business", partners=1),
)
slugs = (f"partnership-{number}" for number in itertools.count(1))


async def listed(store: Store, workspace: Workspace, query: PartnershipQuery) -> list[dict[str, Any]]:
    await follow(store.pool, LISTS, workspace, worker="test")
    page = await list_partnership(store.pool, workspace.workspace_id, query)
    return items_of(page)


async def test_people_and_their_names(store: Store, workspace: Workspace) -> None:
    await tell(store, workspace, *PEOPLE, TeamMemberJoined(team=TEAM, person=CYN, role="qa"))
    await tell(
        store, workspace, RoleGranted(person=CYN, role="coach"), RoleGranted(person="integration:jira", role="auditor")
    )
    await store.pool.execute(
        "INSERT INTO person (workspace_id, person, name) VALUES ($1, $2, 'Béa \"B\"')", workspace.workspace_id, BEA
    )
    ada, bea, cyn, jira = await listed(store, workspace, PeopleQuery())
    assert (ada["person"], ada["sides"], ada["roles"], ada["name"]) == (ADA, ["technology"], ["owner"], None)
    assert (bea["person"], bea["name"], bea["email"]) == (BEA, 'Béa "B"', None)
    assert (cyn["person"], cyn["roles"], cyn["teams"]) == (CYN, ["coach"], {TEAM: "qa"})
    assert (jira["person"], jira["roles"]) == ("integration:jira", ["auditor"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PeopleQuery(side="business"), [BEA]),
        (PeopleQuery(role="partner"), [ADA, BEA]),
        (PeopleQuery(role="owner"), [ADA]),
        (PeopleQuery(role="member"), [CYN]),
        (PeopleQuery(team=TEAM), [CYN]),
        (PeopleQuery(role="coach"), []),
    ],
)
async def test_people_narrowed(store: Store, workspace: Workspace, query: PeopleQuery, expected: list[str]) -> None:
    await tell(store, workspace, *PEOPLE, TeamMemberJoined(team=TEAM, person=CYN, role="qa"))
    assert [item["person"] for item in await listed(store, workspace, query)] == expected


async def test_people_who_left(store: Store, workspace: Workspace) -> None:
    await tell(
        store,
        workspace,
        *PEOPLE,
        PartnerLeft(person=BEA, side="business", partners=0),
        RoleGranted(person=BEA, role="coach"),
        RoleWithdrawn(person=BEA, role="coach", reason="x"),
        TeamMemberJoined(team=TEAM, person=CYN, role="qa"),
        TeamMemberJoined(team=OTHER_TEAM, person=CYN, role="qa"),
        TeamMemberLeft(team=TEAM, person=CYN),
        TeamDisbanded(team=OTHER_TEAM, members=(CYN,), reason="x"),
        PersonForgotten(person=CYN),
    )
    _, bea, cyn = await listed(store, workspace, PeopleQuery())
    assert (bea["sides"], bea["roles"], cyn["teams"], cyn["forgotten"]) == ([], [], {}, True)


async def test_people_in_pages(store: Store, workspace: Workspace) -> None:
    await tell(store, workspace, *PEOPLE)
    await follow(store.pool, LISTS, workspace, worker="test")
    first = await list_partnership(store.pool, workspace.workspace_id, PeopleQuery(limit=2))
    second = await list_partnership(store.pool, workspace.workspace_id, PeopleQuery(limit=2, after=first.next_key))
    people = [item["person"] for page in (first, second) for item in items_of(page)]
    assert (people, second.next_key) == ([ADA, BEA, CYN], None)


async def test_delegations(store: Store, workspace: Workspace) -> None:
    granted = DelegationGranted(
        delegation=GRANT, giver=BEA, receiver=CYN, side="business", begins=BEGINNING, ends=BEGINNING + timedelta(days=1)
    )
    await tell(store, workspace, *PEOPLE, granted)
    (item,) = await listed(store, workspace, DelegationsQuery(giver=BEA, receiver=CYN, side="business", revoked=False))
    assert (item["delegation"], item["scope"], item["revoked_at"]) == (GRANT, None, None)
    await tell(store, workspace, DelegationRevoked(delegation=GRANT, giver=BEA, receiver=CYN, reason="x"))
    assert await listed(store, workspace, DelegationsQuery(revoked=False)) == []
    (item,) = await listed(store, workspace, DelegationsQuery(revoked=True))
    assert item["revoked_at"] is not None


async def test_teams(store: Store, workspace: Workspace) -> None:
    await tell(
        store,
        workspace,
        *PEOPLE,
        TeamFormed(team=TEAM, name="Checkout", external_ref="T-1"),
        TeamMemberJoined(team=TEAM, person=CYN, role="qa"),
        TeamRenamed(team=TEAM, name="Payments", former="Checkout"),
        RecordCorrected(
            event=an_id("evt", 1),
            subjects=(f"team:{TEAM}",),
            position=1,
            type=TeamFormed.TOPIC,
            field="external_ref",
            reason="x",
            to="T-2",
        ),
    )
    (item,) = await listed(store, workspace, TeamsQuery(member=CYN, disbanded=False))
    assert (item["name"], item["external_ref"], item["members"]) == ("Payments", "T-2", {CYN: "qa"})
    await tell(store, workspace, TeamMemberLeft(team=TEAM, person=CYN))
    assert await listed(store, workspace, TeamsQuery(member=CYN)) == []
    await tell(store, workspace, TeamDisbanded(team=TEAM, members=(), reason="x"))
    (item,) = await listed(store, workspace, TeamsQuery(disbanded=True))
    assert item["disbanded_at"] is not None


async def test_scopes(store: Store, workspace: Workspace) -> None:
    await tell(store, workspace, CREATED, ScopeDeclared(scope="platform", kind="team", team=TEAM))
    main, platform = await listed(store, workspace, ScopesQuery())
    assert (main["scope"], main["kind"], platform["scope"], platform["team"]) == ("main", "workspace", "platform", TEAM)
    assert await listed(store, workspace, ScopesQuery(scope_kind="team")) == [platform]


async def test_policies(store: Store, workspace: Workspace) -> None:
    common = {"revision": 2, "digest": DIGEST}
    await tell(
        store,
        workspace,
        CREATED,
        PolicyProposed(policy=DEFAULTS, side="business", **common),  # type: ignore[arg-type]
        PolicyConfirmed(side="business", person=BEA, confirmed={"business": BEA}, **common),  # type: ignore[arg-type]
    )
    defaults, proposal = await listed(store, workspace, PoliciesQuery())
    assert (defaults["revision"], defaults["standing"], proposal["standing"]) == (1, "adopted", "proposed")
    assert (proposal["confirmed"], proposal["side"]) == ({"business": BEA}, "business")
    await tell(store, workspace, PolicyAdopted(policy=DEFAULTS, **common))  # type: ignore[arg-type]
    await tell(store, workspace, PolicyProposed(policy=DEFAULTS, side="business", revision=3, digest=DIGEST))
    await tell(store, workspace, PolicyProposalVoided(revision=3, digest=DIGEST, by=4))
    standings = {item["revision"]: item["standing"] for item in await listed(store, workspace, PoliciesQuery())}
    assert standings == {1: "adopted", 2: "adopted", 3: "voided"}


async def test_keys(store: Store, workspace: Workspace) -> None:
    issued = KeyIssued(key=KEY, holder=BEA, issuer=ADA, prefix="abcdefgh", scopes=("read",), pending=True)
    await tell(store, workspace, *PEOPLE, issued)
    (item,) = await listed(store, workspace, KeysQuery(holder=BEA, issuer=ADA, revoked=False))
    assert (item["pending"], item["accepted_at"], item["scopes"]) == (True, None, ["read"])
    await tell(store, workspace, KeyAccepted(key=KEY, holder=BEA), KeyRevoked(key=KEY, holder=BEA, reason="x"))
    (item,) = await listed(store, workspace, KeysQuery(revoked=True))
    assert (item["pending"], item["revoked_at"] is not None) == (False, True)


async def test_meetings_and_minuted_acts(store: Store, workspace: Workspace) -> None:
    acts = [an_id("act", number) for number in (1, 2, 3)]
    where = {"meeting": MEETING, "person": BEA, "place": place(MEETING, BEA)}
    await tell(
        store,
        workspace,
        *PEOPLE,
        MeetingHeld(meeting=MEETING, title="Weekly", held_at=BEGINNING, present=(ADA, BEA)),
        *(ActMinuted(act=act, command="state-win", subject="dec_1", body={"a": 1}, **where) for act in acts),
        MinuteConfirmed(acts=(acts[0],), **where),
        MinuteDisputed(acts=(acts[1],), reason="No", **where),
        RecordCorrected(
            event=an_id("evt", 1),
            subjects=(f"meeting:{MEETING}",),
            position=1,
            type=MeetingHeld.TOPIC,
            field="title",
            reason="x",
            to="Weekly sync",
        ),
    )
    (meeting,) = await listed(store, workspace, MeetingsQuery(present=BEA))
    assert (meeting["title"], meeting["minutes"]) == ("Weekly sync", None)
    items = await listed(store, workspace, ActsQuery(meeting=MEETING, person=BEA))
    assert [item["standing"] for item in items] == ["confirmed", "disputed", "waiting"]
    assert (items[1]["reason"], items[2]["body"]) == ("No", {"a": 1})
    assert [item["act"] for item in await listed(store, workspace, ActsQuery(standing="waiting"))] == [acts[2]]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=st.lists(
        st.sampled_from(sorted(CONCERNED - {RecordCorrected}, key=lambda kind: kind.TOPIC)).flatmap(any_of), max_size=15
    ),
    page=st.integers(1, 5),
)
async def test_batches_and_a_rebuild_make_the_same_rows(store: Store, history: list[Event], page: int) -> None:
    first, second = [await new_workspace(store.pool, next(slugs)) for _ in range(2)]
    for workspace in (first, second):
        await tell(store, workspace, *history)
    await follow(store.pool, LISTS, first, worker="test")
    await follow(store.pool, LISTS, second, worker="test", page=page)
    once = await live_rows(store.pool, first)
    assert await live_rows(store.pool, second) == once
    await rebuild_workspace(store.pool, LISTS, second, page=page)
    assert await live_rows(store.pool, second) == once
