"""The wall of signals: what the data say by category, what each side makes of it, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, get_args

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.decisions.events import CounterProposed, DecisionProposed, DecisionRevised
from domain.kernel import Recorded
from domain.metrics.terms import ObservationPin
from domain.opportunities.events import EvidenceAttached, EvidenceDetached
from domain.signals.terms import Category, SignalSource
from eventstore.faults import AnyConnection
from projections.facts import EventRef, Position
from projections.paging import LARGEST, Page
from projections.references.events import histories
from projections.signals.view import ChallengeView, InterpretationView, SignalView, fold_signal
from projections.subjects.listing import SignalsQuery, list_subjects
from projections.subjects.rows import SubjectItem

QUERIES = load(__file__)
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
STANDING: Final = frozenset({"open", "agreed", "contested"})
_encode = msgspec.json.Encoder().encode
_items = msgspec.json.Decoder(list[SubjectItem]).decode


class Reliant(msgspec.Struct, frozen=True, kw_only=True):
    """An opportunity or a decision that cites the signal.

    `rests` is true while it still does: the evidence is attached, or the decision's latest revision cites the signal
    and the decision is open or in force. `on` is the event that cited it last.
    """

    subject: str
    rests: bool
    on: EventRef


class WallSignal(msgspec.Struct, frozen=True, kw_only=True):
    """A signal on the wall.

    `interpretations` are by side, the first one first; `challenges` are those that nobody has answered. `retracted`
    says by which event it fell, if it did, and `retracted_because` why. `rests_on` are the events behind this line.
    """

    signal: str
    state: Literal["stands", "challenged", "retracted"]
    statement: str
    observations: tuple[ObservationPin, ...]
    sources: tuple[SignalSource, ...]
    metrics: tuple[str, ...]
    interpretations: dict[str, list[InterpretationView]]
    challenges: list[ChallengeView]
    retracted: EventRef | None
    retracted_because: str | None
    reliant: list[Reliant]
    rests_on: list[EventRef]
    position: Position


class WallPart(msgspec.Struct, frozen=True, kw_only=True):
    """The signals of a page that are of one category, in the order in which they were recorded."""

    category: Category
    signals: Annotated[tuple[WallSignal, ...], Meta(max_length=LARGEST)]


async def list_wall(connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: SignalsQuery) -> Page:
    """Put a page of the signals on the wall, all four categories of it."""
    page = await list_subjects(connection, workspace_id, query)
    tags = {f"signal:{item.id}": item.id for item in _items(f"[{','.join(page.items)}]")}
    told = await histories(connection, workspace_id, list(tags), page.position)
    views = [view for tag, signal in tags.items() if (view := fold_signal(signal, told[tag]))]
    citing = {tags[tag]: _cited(history) for tag, history in told.items()}
    resting = await _resting(connection, workspace_id, citing.values(), page.position)
    parts: dict[Category, list[WallSignal]] = {category: [] for category in CATEGORIES}
    for view in views:
        reliant = [
            Reliant(subject=subject, rests=any(key in resting for key in keys), on=on)
            for subject, (keys, on) in citing[view.signal].items()
        ]
        parts[view.category].append(_on_wall(view, reliant))
    made = [WallPart(category=category, signals=tuple(there)) for category, there in parts.items()]
    return msgspec.structs.replace(page, items=[_encode(part).decode() for part in made])


def _on_wall(view: SignalView, reliant: list[Reliant]) -> WallSignal:
    sides: dict[str, list[InterpretationView]] = {}
    for said in view.interpretations:
        sides.setdefault(said.side, []).append(said)
    doubts = [challenge for challenge in view.challenges if challenge.open]
    facts = [view.recorded, *(each.fact for each in view.interpretations), *(each.fact for each in doubts)]
    facts.append(view.retracted)
    return WallSignal(
        signal=view.signal,
        state=view.state,
        statement=view.statement,
        observations=view.observations,
        sources=view.sources,
        metrics=view.metrics,
        interpretations=sides,
        challenges=doubts,
        retracted=view.retracted.ref if view.retracted else None,
        retracted_because=view.retracted_because,
        reliant=reliant,
        rests_on=[fact.ref for fact in facts if fact],
        position=view.position,
    )


Citing = dict[str, tuple[list[tuple[str, Any]], EventRef]]


def _cited(history: Sequence[Recorded]) -> Citing:
    """Who cited a signal: by the subject's tag what shows that it still does, and the event that cited it last.

    That is a piece of evidence, attached, or a revision, still on the table.
    """
    found: Citing = {}
    for recorded in history:
        match recorded.event:
            case EvidenceAttached(opportunity=opportunity, evidence=evidence):
                tag = f"opportunity:{opportunity}"
                before = found[tag][0] if tag in found else []
                found[tag] = ([*before, (tag, evidence)], EventRef.of(recorded))
            case DecisionProposed() | CounterProposed() | DecisionRevised() as said:
                tag = f"decision:{said.decision}"
                found[tag] = ([(tag, said.revision)], EventRef.of(recorded))
    return found


async def _resting(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, citing: Iterable[Citing], position: int
) -> frozenset[tuple[str, Any]]:
    """Which evidence is still attached, and which revisions are those of decisions that are open or in force."""
    keys = {key for each in citing for found, _ in each.values() for key in found}
    tags = sorted({tag for tag, _ in keys})
    opportunities = [tag for tag in tags if tag.startswith("opportunity:")]
    told = await histories(connection, workspace_id, opportunities, position, [EvidenceDetached])
    gone = {(tag, event.evidence) for tag, history in told.items() for event in _detached(history)}
    decisions = [tag.partition(":")[2] for tag in tags if tag.startswith("decision:")]
    rows = await connection.fetch(QUERIES.tables, workspace_id, decisions) if decisions else []
    tables: Mapping[str, Any] = {f"decision:{row['decision']}": row for row in rows}
    latest = {(tag, row["revision"]) for tag, row in tables.items() if row["state"] in STANDING}
    return frozenset(key for key in keys if (key in latest if key[0].startswith("decision:") else key not in gone))


def _detached(history: Iterable[Recorded]) -> list[EvidenceDetached]:
    return [recorded.event for recorded in history if isinstance(recorded.event, EvidenceDetached)]
