"""Reports for auditors and for looking back: each line with the events that it rests on, as JSON or as a table."""

from __future__ import annotations

from typing import Any

import msgspec

from api.answers import Answer
from api.asking import Ask
from api.declarations import Read
from api.lists import continued, page_type
from api.living import Living
from api.membership import require_part
from api.pages import list_of
from api.reporting import FILTERS, PAGES, WAITS, asked_of, caught_up, figures, paged, query_struct, report
from api.samples import SAMPLE
from eventstore.faults import reaching
from projections.reporting import decisions, listing
from projections.reporting import figures as counted
from projections.reporting.acts import ActItem, list_acts
from projections.reporting.promised import SupportLine
from projections.reporting.raised import FlowLine
from projections.reporting.single import AttributionLine, ScoreLine, WaiverLine
from projections.reporting.tried import PredictionLine, TargetLine

WITHOUT_PERSON = [each for each in FILTERS if each[0] not in {"person", "scope"}]
ActsQuery = query_struct("PersonActsQueryText", [*WITHOUT_PERSON, *PAGES, *WAITS])
ACT_COLUMNS = [field.encode_name for field in msgspec.structs.fields(ActItem)]


async def acts_of(living: Living, ask: Ask) -> Answer:
    """Answer what a person did."""
    query: Any = ask.query(ActsQuery)
    await require_part(living, ask)
    person, least, after = ask.path["person"], query.min_position, None
    name = f"people/{person}/acts"
    if query.cursor is not None:
        query, after = continued(living, query, list_of(ask, name), ActsQuery)
    wanted = msgspec.structs.replace(asked_of(living, ask, query, after), person=person)
    await caught_up(living, ask, least)
    with reaching():
        page = await list_acts(living.services.pool, ask.workspace.workspace_id, wanted)
    return paged(living, ask, page, name=name, query=query, columns=ACT_COLUMNS)


READS: tuple[Read, ...] = (
    report(
        "gaps",
        summary="Agreed priorities that lack evidence, impact, value, alignment, assessment or a side",
        lister=listing.readiness("gaps"),
        item=listing.ReadinessItem,
    ),
    report(
        "revisit",
        summary="Deferred or declined opportunities that would be ready now",
        lister=listing.readiness("revisit"),
        item=listing.ReadinessItem,
    ),
    report(
        "waivers",
        summary="Which rules were skipped, by whom and why",
        lister=listing.listing("waiver"),
        item=WaiverLine,
    ),
    report(
        "one-sided-decisions",
        summary="Agreed decisions in which one side hardly had a part, and in which way",
        lister=decisions.list_one_sided,
        item=decisions.OneSidedItem,
    ),
    report(
        "duties",
        summary="Who proposed, agreed, typed and issued keys in each agreed decision, and how long it took",
        lister=decisions.list_duties,
        item=decisions.DutiesItem,
    ),
    report(
        "attention",
        summary="Decisions that are overdue for review, expired, contested, or rest on reworded or retracted ground",
        lister=decisions.list_attention,
        item=decisions.AttentionItem,
    ),
    report(
        "wins",
        summary="What each side would win by decisions, in its own words, and whether it got that",
        lister=decisions.list_wins,
        item=decisions.WinsItem,
    ),
    report(
        "flow",
        summary="When each opportunity was raised, valued, proposed, agreed, started and achieved",
        lister=listing.listing("opportunity", "raised"),
        item=FlowLine,
    ),
    figures(
        "flow-times",
        summary="How long it takes from raised to value agreed, proposed, agreed, started, achieved: median and p90",
        counter=counted.flow_times,
        answers=counted.FlowTimes,
        rows="spans",
    ),
    figures(
        "balance-of-sides",
        summary="Which side raises what, whose items come first, and who yields",
        counter=counted.balance_of_sides,
        answers=counted.BalanceOfSides,
        rows="sides",
    ),
    report(
        "predictions",
        summary="What experiments predicted, what was measured, by how much it was off, and what was learned",
        lister=listing.listing("experiment"),
        item=PredictionLine,
    ),
    figures(
        "learning",
        summary="How fast teams learn: experiments learned from by kata and week, and what came of them",
        counter=counted.learning_rate,
        answers=counted.LearningRate,
        rows="katas",
    ),
    report(
        "target-conditions",
        summary="Target conditions reached, missed or abandoned, and by how many days late",
        lister=listing.listing("target"),
        item=TargetLine,
    ),
    report(
        "attribution",
        summary="Whether priorities moved the key results that they were aligned with",
        lister=listing.listing("attribution"),
        item=AttributionLine,
    ),
    report(
        "scores",
        summary="What each opportunity scored before the reveal, the most disputed first",
        lister=listing.listing("score"),
        item=ScoreLine,
    ),
    report(
        "support",
        summary="Support promised and delivered, by whom",
        lister=listing.listing("support"),
        item=SupportLine,
    ),
    report(
        "feedback",
        summary="What teams said about definitions before and after adoption, and what was answered",
        lister=listing.list_feedback,
        item=listing.FeedbackItem,
    ),
    SAMPLE,
    Read(
        path="/people/{person}/acts",
        operation="listActsOfPerson",
        summary="Everything that a person did or typed for somebody else",
        tag="reports",
        reader=acts_of,
        answers=page_type("ActsPage", ActItem),
        also=("text/csv",),
        query=ActsQuery,
    ),
)
