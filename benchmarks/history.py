"""A long ledger to read lists from: opportunities raised, valued, decided on and ended, many at a time."""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from domain import ids
from domain.decisions.events import AgreementReached, DecisionProposed, SideAgreed
from domain.decisions.terms import AgreedBy, DecisionContent, Option
from domain.decisions.voices import WinStated
from domain.kernel import Event, Recorded, tags_of
from domain.opportunities.events import (
    EvidenceAttached,
    ImpactStated,
    OpportunityConcluded,
    OpportunityRaised,
    OpportunityReworded,
    OpportunityStarted,
    ValueAgreedBySide,
    ValueAgreementReached,
    ValuePerspectiveGiven,
    ValueProposed,
)
from domain.opportunities.terms import ImpactedGroup, Raiser, Theme, UrlEvidence, ValueBySide
from eventstore.codec import entry_of, line_of

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=2)
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
WORDS = [
    "Releases",
    "wait",
    "for",
    "a",
    "manual",
    "sign-off",
    "that",
    "has",
    "never",
    "stopped",
    "one",
    "and",
    "nobody",
    "remembers",
    "why",
    "it",
    "is",
    "there",
]
THEMES: tuple[Theme, ...] = ("features_faster", "resiliency", "technical_debt", "culture", "other")
SIDES = ("technology", "business")
RARELY, SOMETIMES, HALF, MOSTLY, OFTEN = 0.3, 0.4, 0.5, 0.6, 0.7
AT_ONCE = 2000  # opportunities that are under way at the same time
RANKED = 50
LEAF = bytes(32)
COLUMNS = ("workspace_id", "position", "type", "occurred_at", "recorded_at", "actor", "entry", "leaf")


def an_id(prefix: str, number: int) -> str:
    return ids.new_id(prefix, 1_580_000_000_000 + number, number)


def life(number: int, lots: random.Random) -> Iterator[Event]:
    """What happens to one opportunity, in order: 10 events on average."""
    one, person = an_id("opp", number), an_id("per", number % 200)
    title = " ".join(lots.sample(WORDS, 6)) + f" {number}"
    named: dict[str, Any] = {"opportunity": one, "revision": 1, "digest": DIGEST}
    yield OpportunityRaised(
        **named,
        title=title,
        problem=" ".join(lots.choices(WORDS, k=25)),
        theme=THEMES[number % 5],
        raised_by=(Raiser(person=person, side=SIDES[number % 2]),),
        scope="main" if number % 3 else f"team-{number % 7}",
    )
    groups = (ImpactedGroup(name="Support", kind="team", how="Waits two days for each release."),)
    yield ImpactStated(opportunity=one, groups=groups)
    if lots.random() < OFTEN:
        link = UrlEvidence(url="https://example.org/lead-times", note="Lead times of the last quarter")
        yield EvidenceAttached(opportunity=one, evidence=an_id("evd", number), stance="supports", what=link)
    if lots.random() < HALF:
        yield ValuePerspectiveGiven(opportunity=one, side="business", text="Support hears of it every week.")
    yield ValueProposed(**named, statement="Two days sooner", beneficiaries=("customers",), side="technology")
    if lots.random() < MOSTLY:
        for side in SIDES:
            yield ValueAgreedBySide(**named, side=side, person=person, policy=1, complete=True)
        agreed = tuple(ValueBySide(side=side, person=person) for side in SIDES)
        yield ValueAgreementReached(**named, opportunity_revision=1, sides=agreed, policy=1)
    if lots.random() < SOMETIMES:
        yield OpportunityReworded(
            opportunity=one,
            revision=2,
            digest=DIGEST,
            title=title + " again",
            problem="Slow",
            former_title=title,
            former_problem="Slow",
        )
    if lots.random() < RARELY:
        yield from deciding(one, number, person)
        yield OpportunityStarted(opportunity=one)
        if lots.random() < HALF:
            yield OpportunityConcluded(opportunity=one, outcome="achieved", reason="Releases go out the same day.")


def deciding(one: str, number: int, person: str) -> Iterator[Event]:
    """A commitment to one opportunity, or in a few cases the backlog order of its scope."""
    decision = an_id("dec", number)
    named: dict[str, Any] = {"decision": decision, "revision": 1, "digest": DIGEST}
    content = DecisionContent(
        decision=decision,
        kind="commitment",
        scope="main",
        options=(Option(opportunity=one, revision=1, digest=DIGEST), Option(do_nothing=True)),
        ranking=(one,),
        rationale="Every other promise waits for a release.",
        cycle="2026-q1",
    )
    yield DecisionProposed(**named, content=content, side="technology", policy=1, opportunities=(one,))
    for side in SIDES:
        yield WinStated(**named, side=side, text="Releases that nobody fears")
        yield SideAgreed(**named, side=side, person=person, policy=1, complete=True)
    yield AgreementReached(
        **named,
        kind="commitment",
        scope="main",
        opportunities=(one,),
        sides=tuple(AgreedBy(side=side, person=person) for side in SIDES),
        in_force_from=BEGIN,
        policy=1,
        cycle="2026-q1",
    )


def events(count: int, most: int | None) -> Iterator[Event]:
    """That many events of lives that interleave, and now and then an order of the backlog.

    With `most` only that many events of each life are told.
    """
    lots = random.Random(7)  # noqa: S311 - the same history each time
    begun = AT_ONCE
    lives = [itertools.islice(life(number, lots), most) for number in range(1, AT_ONCE + 1)]
    orders = 0
    for told in range(count):
        if told and told % 100_000 == 0:
            orders += 1
            ranked = tuple(an_id("opp", begun - number * 7) for number in range(RANKED))
            yield AgreementReached(
                decision=an_id("dec", 10_000_000 + orders),
                revision=1,
                digest=DIGEST,
                kind="backlog_order",
                scope="main",
                opportunities=ranked,
                sides=(),
                in_force_from=BEGIN,
                policy=1,
                place="backlog_order/main",
            )
            continue
        while True:
            slot = lots.randrange(AT_ONCE)
            event = next(lives[slot], None)
            if event is not None:
                yield event
                break
            begun += 1
            lives[slot] = itertools.islice(life(begun, lots), most)


def rows(workspace_id: int, slug: str, count: int, most: int | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows of the ledger's events."""
    for position, event in enumerate(events(count, most), start=1):
        at = BEGIN + STEP * position
        recorded = Recorded(
            event=event,
            tags=tags_of(event),
            id=an_id("evt", position),
            occurred_at=at,
            recorded_at=at,
            actor=an_id("per", position % 200),
            side=SIDES[position % 2],
            credential="acc_bench",
        )
        kind = type(event).TOPIC
        entry = entry_of(slug, position, at, line_of(recorded, claimed=None))
        yield workspace_id, position, kind, at, at, recorded.actor, entry, LEAF


async def fill(dsn: str, count: int, *, most: int | None = None, workspace_id: int = 1, slug: str = "w1") -> None:
    """Put a history into an empty ledger, past the appends: nothing here is about them. `dsn`: of a superuser."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.copy_records_to_table("event", records=rows(workspace_id, slug, count, most), columns=COLUMNS)
        await connection.execute(
            "UPDATE ledger SET head = $2, recorded_at = $3 WHERE workspace_id = $1",
            workspace_id,
            count,
            BEGIN + STEP * count,
        )
        await connection.execute("VACUUM ANALYZE event")
    finally:
        await connection.close()
