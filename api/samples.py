"""A sample of agreed decisions with their records: random, and the same again for the same seed."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.declarations import Read
from api.living import Living
from api.membership import require_part
from api.pages import fingerprint
from api.preconditions import revalidated, weak_etag
from api.records import read_record
from api.reporting import FILTERS, WAITS, asked_of, caught_up, query_struct
from eventstore.faults import reaching
from projections.decisions.record import DecisionRecord
from projections.facts import Position
from projections.reporting.asking import lines_of

LARGEST_SAMPLE = 20
Seed = Annotated[
    str,
    Meta(min_length=1, max_length=100, pattern="^[^\\u0000]*$", description="Any word; the same one draws the same."),
]
Size = Annotated[int, Meta(ge=1, le=LARGEST_SAMPLE, description="How many decisions to draw.")]
SampleQuery = query_struct(
    "SampleQueryText",
    [("seed", Seed, "1"), ("size", Size, 5), *(each for each in FILTERS if each[0] != "format"), *WAITS],
)
_encode = msgspec.json.Encoder().encode


class SampledLine(msgspec.Struct):
    """As much of a line as a sample needs."""

    line: str


class Sample(msgspec.Struct, kw_only=True, frozen=True):
    """Decisions drawn from all agreed ones that were asked for (`population`), each with its record.

    With the same `seed` and filters the draw is the same; `to` with `clock=recorded` keeps later decisions out of it.
    """

    seed: str
    population: int
    items: list[DecisionRecord]
    position: Position


async def draw(living: Living, ask: Ask) -> Answer:
    """Draw a sample."""
    query: Any = ask.query(SampleQuery)
    await require_part(living, ask)
    wanted = msgspec.structs.replace(asked_of(living, ask, query), limit=query.size)
    await caught_up(living, ask, query.min_position)
    workspace = ask.workspace
    with reaching():
        found = await lines_of(
            living.services.pool,
            workspace.workspace_id,
            "decision",
            wanted,
            words=("agreed", "sample"),
            seed=query.seed,
        )
    names = [msgspec.json.decode(memory, type=SampledLine).line.removeprefix("decision:") for memory in found.memories]
    records = [await read_record(living, workspace, name) for name in names]
    sample = Sample(
        seed=query.seed,
        population=found.population,
        items=[each for each in records if each is not None],
        position=found.position,
    )
    body = _encode(sample)
    answer = Answer(200, body, [JSON, (b"accord-position", b"%d" % sample.position)])
    return revalidated(answer, weak_etag(f"{sample.position}-{fingerprint(body)}"), ask.headers.get(b"if-none-match"))


SAMPLE = Read(
    path="/reports/sample",
    operation="reportSample",
    summary="A random, repeatable sample of agreed decisions, each with its whole record",
    tag="reports",
    reader=draw,
    answers=Sample,
    query=SampleQuery,
)
