"""However a list is asked for, its pages together are the whole list, in order, each row once."""

import itertools
from datetime import timedelta
from typing import Any, get_args

import asyncpg
import msgspec
import pytest

from domain.decisions.events import AgreementReached, DecisionProposed, DecisionRevoked
from domain.decisions.terms import DecisionContent, DecisionKind, Option
from domain.kernel import Event
from domain.opportunities.events import (
    EvidenceAttached,
    ImpactStated,
    OpportunityConcluded,
    OpportunityRaised,
    ValueAgreedBySide,
)
from domain.opportunities.terms import ImpactedGroup, Raiser, UrlEvidence
from domain.partnership.correctable import RecordCorrected
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.backlog import listing as backlog
from projections.backlog.listing import BacklogQuery, list_backlog
from projections.decisions import listing as decisions
from projections.decisions.listing import DecisionsQuery, list_decisions
from projections.following import follow
from projections.groups import LISTS
from projections.paging import ALWAYS, Key
from tests.domain.story import BEGINNING, an_id
from tests.projections.histories import DIGEST, PERSON
from tests.projections.ledger import Said, items_of, tell

MANY = 40
THEMES = ("culture", "resiliency", "other")
FIRST, ORDER, REVOKED = (an_id("dec", number) for number in (1, 2, 3))


def opportunity(number: int) -> str:
    return an_id("opp", number)


def raised(number: int) -> OpportunityRaised:
    return OpportunityRaised(
        opportunity=opportunity(number),
        revision=1,
        digest=DIGEST,
        title=f"{'Straße' if number % 3 else 'fast'} {number % 7}",
        problem="Slow",
        theme=THEMES[number % 3],  # type: ignore[arg-type]
        raised_by=(Raiser(person=PERSON),),
        scope="main" if number % 2 else "platform",
    )


def proposed(number: int) -> DecisionProposed:
    kind: DecisionKind = "backlog_order" if number % 2 else "practice"
    content = DecisionContent(
        decision=an_id("dec", number),
        kind=kind,
        scope="main" if number % 4 else "platform",
        options=(Option(opportunity=opportunity(1 + number % 3)), Option(words="x"), Option(do_nothing=True)),
        rationale="Because",
        respond_by=BEGINNING + timedelta(days=number % 5) if number % 3 else None,
        review_on=(BEGINNING + timedelta(days=number % 4)).date() if number % 5 else None,
    )
    return DecisionProposed(
        decision=an_id("dec", number),
        revision=1,
        digest=DIGEST,
        content=content,
        side="business" if number % 2 else "technology",
        policy=1,
    )


def reached(decision: str, kind: Any, *opportunities: str) -> AgreementReached:
    return AgreementReached(
        decision=decision,
        revision=1,
        digest=DIGEST,
        kind=kind,
        scope="main",
        opportunities=opportunities,
        sides=(),
        in_force_from=BEGINNING,
        policy=1,
        place=f"{kind}/main",
    )


def story() -> list[Said]:
    events: list[tuple[int, Event]] = [(number % 9, raised(number)) for number in range(1, MANY + 1)]
    events += [(number % 6, proposed(number)) for number in range(1, MANY + 1)]
    for number in range(1, MANY + 1):
        one = opportunity(number)
        if number % 4 == 0:
            link = UrlEvidence(url="https://example.org/a")
            evidence = EvidenceAttached(opportunity=one, evidence=an_id("evd", number), stance="supports", what=link)
            events.append((number % 5, evidence))
        if number % 5 == 0:
            groups = (ImpactedGroup(name="a", kind="team", how="b"),)
            events.append((9, ImpactStated(opportunity=one, groups=groups)))
        for side in ("technology", "business")[: number % 3]:
            agreed = ValueAgreedBySide(
                opportunity=one, revision=1, digest=DIGEST, side=side, person=PERSON, policy=1, complete=True
            )
            events.append((9, agreed))
        if number % 8 == 0:
            events.append((12, OpportunityConcluded(opportunity=one, outcome="achieved", reason="x")))
    events.append((10, reached(REVOKED, "first_priority", opportunity(3))))
    events.append(
        (
            11,
            DecisionRevoked(
                decision=REVOKED,
                kind="first_priority",
                scope="main",
                sides=(),
                policy=1,
                opportunities=(opportunity(3),),
            ),
        )
    )
    events.append((11, reached(FIRST, "first_priority", opportunity(9))))
    events.append((11, reached(ORDER, "backlog_order", *(opportunity(number) for number in (21, 9, 5, 8, 2, 7)))))
    events.append(
        (
            11,
            RecordCorrected(
                event=an_id("evt", 1),
                subjects=(f"opportunity:{opportunity(1)}",),
                position=1,
                type=OpportunityRaised.TOPIC,
                field="theme",
                reason="x",
                to="features_faster",
            ),
        )
    )
    return [Said(event=event, at=BEGINNING + timedelta(hours=hours)) for hours, event in events]


@pytest.fixture
async def told(store: Store, workspace: Workspace) -> Workspace:
    await tell(store, workspace, *story())
    await follow(store.pool, LISTS, workspace, worker="test")
    return workspace


async def in_pages(pool: asyncpg.Pool, workspace: Workspace, lister: Any, query: Any) -> list[dict[str, Any]]:
    """Every page of three, the key of each sent through JSON as a cursor does."""
    items: list[dict[str, Any]] = []
    after: Key | None = None
    while True:
        page = await lister(pool, workspace.workspace_id, msgspec.structs.replace(query, after=after, limit=3))
        found = items_of(page)
        items += found
        if page.next_key is None:
            return items
        assert len(found) == 3
        after = tuple(msgspec.json.decode(msgspec.json.encode(page.next_key)))


BACKLOG_FILTERS: dict[str, Any] = {
    "none": (dict[str, Any](), lambda item: item["state"] != "achieved"),
    "all": ({"ended": None}, lambda _: True),
    "ended": ({"ended": True}, lambda item: item["state"] == "achieved"),
    "scope": ({"scope": "platform"}, lambda item: item["scope"] == "platform" and item["state"] != "achieved"),
    "state": ({"state": "achieved"}, lambda item: item["state"] == "achieved"),
    "theme": ({"theme": "resiliency"}, lambda item: item["theme"] == "resiliency" and item["state"] != "achieved"),
    "ranked": ({"ranked": True}, lambda item: item["ranked"]),
    "unranked": ({"ranked": False}, lambda item: not item["ranked"] and item["state"] != "achieved"),
    "decision": ({"decision": ORDER, "ended": None}, lambda item: ORDER in item["in_force"]),
    "evidence": ({"missing": "evidence", "ended": None}, lambda item: not item["readiness"]["evidence"]),
    "impacted": ({"missing": "impacted", "ended": None}, lambda item: not item["readiness"]["impacted"]),
    "value": ({"missing": "value", "ended": None}, lambda item: not all(item["readiness"]["value"].values())),
    "value of a side": (
        {"missing": "value:business", "ended": None},
        lambda item: not item["readiness"]["value"]["business"],
    ),
    "aligned": ({"missing": "aligned", "ended": None}, lambda _: True),
    "title": ({"title": "STRASSE", "ended": None}, lambda item: item["title"].startswith("Straße")),
    "suggested": ({"suggested": True}, lambda _: False),
    "several": (
        {"scope": "main", "theme": "other", "missing": "evidence"},
        lambda item: (
            (item["scope"], item["theme"]) == ("main", "other")
            and not item["readiness"]["evidence"]
            and item["state"] != "achieved"
        ),
    ),
}
SORTED = {
    "raised": lambda item: item["raised_at"],
    "title": lambda item: item["title"].casefold(),
    "changed": lambda item: item["changed_at"],
}


@pytest.mark.parametrize("past", [False, True], ids=["now", "past"])
@pytest.mark.parametrize("name", list(BACKLOG_FILTERS))
async def test_pages_of_the_backlog(store: Store, told: Workspace, name: str, *, past: bool) -> None:
    given, fits = BACKLOG_FILTERS[name]
    everything = await in_pages(store.pool, told, list_backlog, BacklogQuery(ended=None))
    assert len(everything) == MANY
    expected = {item["opportunity"]: item for item in everything if fits(item)}
    for sort, descending in itertools.product(get_args(backlog.Sort), (False, True)):
        query = BacklogQuery(sort=sort, descending=descending, as_of=ALWAYS if past else None, **given)
        items = await in_pages(store.pool, told, list_backlog, query)
        assert {item["opportunity"]: item for item in items} == expected, sort
        assert len(items) == len(expected), sort
        if sort in SORTED:
            keys = [SORTED[sort](item) for item in items]
            assert keys == sorted(keys, reverse=descending), sort


async def test_ranks(store: Store, told: Workspace) -> None:
    items = await in_pages(store.pool, told, list_backlog, BacklogQuery(scope="main"))
    ranked = [(item["rank"], item["opportunity"]) for item in items if item["ranked"]]
    # 8 is achieved and 2 is at home in another scope: the others close up
    assert ranked == [(n, opportunity(number)) for n, number in enumerate((9, 21, 5, 7), start=1)]
    assert [item["ranked"] for item in items] == sorted((item["ranked"] for item in items), reverse=True)
    assert all(item["rank"] is None for item in items[4:])
    (theme,) = [item["theme"] for item in items if item["opportunity"] == opportunity(1)]
    assert theme == "features_faster"


DECISION_FILTERS: dict[str, Any] = {
    "none": (dict[str, Any](), lambda _: True),
    "state": ({"state": "open"}, lambda item: item["state"] == "open"),
    "in force": ({"in_force": True}, lambda item: item["in_force"]),
    "not in force": ({"in_force": False}, lambda item: not item["in_force"]),
    "kind": ({"kind": "practice"}, lambda item: item["kind"] == "practice"),
    "scope": ({"scope": "platform"}, lambda item: item["scope"] == "platform"),
    "side": ({"side": "business"}, lambda item: item["proposed_side"] == "business"),
    "opportunity": ({"opportunity": opportunity(2)}, lambda item: opportunity(2) in item["opportunities"]),
}
DATED = {"proposed": "proposed_at", "agreed": "agreed_at", "respond_by": "respond_by", "review_on": "review_on"}


@pytest.mark.parametrize("past", [False, True], ids=["now", "past"])
@pytest.mark.parametrize("name", list(DECISION_FILTERS))
async def test_pages_of_decisions(store: Store, told: Workspace, name: str, *, past: bool) -> None:
    given, fits = DECISION_FILTERS[name]
    everything = await in_pages(store.pool, told, list_decisions, DecisionsQuery())
    assert len(everything) == MANY
    for sort, descending in itertools.product(get_args(decisions.Sort), (False, True)):
        query = DecisionsQuery(sort=sort, descending=descending, as_of=ALWAYS if past else None, **given)
        items = await in_pages(store.pool, told, list_decisions, query)
        expected = [item for item in everything if fits(item) and item[DATED[sort]] is not None]
        assert sorted(item["decision"] for item in items) == sorted(item["decision"] for item in expected), sort
        dates = [item[DATED[sort]] for item in items]
        assert dates == sorted(dates, reverse=descending), sort


async def test_a_workspace_without_events_has_empty_lists(store: Store, workspace: Workspace) -> None:
    for past in (None, ALWAYS):
        page = await list_backlog(store.pool, workspace.workspace_id, BacklogQuery(as_of=past))
        assert (page.items, page.next_key, page.position) == ([], None, 0)


async def test_a_list_says_which_position_it_shows(store: Store, told: Workspace) -> None:
    head = (await store.head(told)).position
    assert (await list_backlog(store.pool, told.workspace_id, BacklogQuery())).position == head
    assert (await list_backlog(store.pool, told.workspace_id, BacklogQuery(known_at=5))).position == 5
    assert (await list_backlog(store.pool, told.workspace_id, BacklogQuery(known_at=9999))).position == head
