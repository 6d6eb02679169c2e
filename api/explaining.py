"""Why one opportunity ranks above another, over HTTP."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.declarations import Read
from api.lists import MinPosition, patience_of
from api.living import Living
from api.membership import require_part
from api.moments import AsOf, KnownAt, as_of, known_at
from api.pages import fingerprint
from api.preconditions import revalidated, weak_etag
from api.problems import NOT_FOUND, Problem
from eventstore.faults import reaching
from projections.backlog.explanation import BacklogExplanation, ExplanationQuery, explain
from projections.groups import LISTS
from projections.waiting import wait_for

PATTERN = "^opp_[0-9A-Za-z]{1,60}$(?!\\n)"
_encode = msgspec.json.Encoder().encode


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which two opportunities, and when."""

    above: Annotated[str, Meta(pattern=PATTERN, description="The opportunity that ranks higher.")]
    below: Annotated[str, Meta(pattern=PATTERN, description="The opportunity that ranks lower.")]
    min_position: MinPosition | None = None
    as_of: AsOf | None = None
    known_at: KnownAt | None = None


async def read(living: Living, ask: Ask) -> Answer:
    """Answer why one ranks above the other."""
    query = ask.query(Query)
    await require_part(living, ask)
    pool, workspace, patience = living.services.pool, ask.workspace, patience_of(ask)
    if query.min_position is not None:
        with reaching():
            await wait_for(
                pool, workspace.workspace_id, LISTS.name, query.min_position, patience, ending=living.services.ending
            )
    position = await known_at(living, query.known_at, workspace)
    wanted = ExplanationQuery(
        above=query.above, below=query.below, as_of=as_of(query.as_of, workspace), known_at=position
    )
    with reaching():
        found = await explain(pool, workspace.workspace_id, wanted)
    if not isinstance(found, BacklogExplanation):
        raise Problem(NOT_FOUND, f"There is no opportunity {found!r} here, or there was none then.")
    body = _encode(found)
    headers = [JSON, (b"accord-position", b"%d" % found.position)]
    tag = weak_etag(f"{found.position}-{fingerprint(body)}")
    return revalidated(Answer(200, body, headers), tag, ask.headers.get(b"if-none-match"))


EXPLANATION = Read(
    path="/backlog/explanation",
    operation="explainBacklog",
    summary="Why one opportunity ranks above another: the decisions behind each rank, in words and as data",
    tag="backlog",
    reader=read,
    answers=BacklogExplanation,
    query=Query,
)
