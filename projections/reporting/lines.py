"""A line of a report: what its fold remembers, and how any kind of lines is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from database.queries import load
from domain.acting import RuleWaived
from domain.decisions import events as decisions
from domain.decisions import voices
from domain.kernel import Event, Recorded
from domain.meetings import events as meetings
from domain.opportunities import events as opportunities
from domain.partnership import events as partnership
from domain.partnership import keys, policy, scopes
from domain.partnership.annotate import RecordAnnotated
from domain.partnership.correctable import RecordCorrected
from eventstore.workspaces import Workspace
from projections.declared import events_in, events_of
from projections.facts import EventRef
from projections.playbook import PLAYBOOK
from projections.projector import Memory, Projector, Table

QUERIES = load(__file__)
NO_SIDE = frozenset({"none", "team"})
COLUMNS = (
    "line",
    "kind",
    "began_position",
    "began_at",
    "began_recorded_at",
    "weight",
    "parent",
    "scope",
    "people",
    "sides",
    "opportunities",
    "marks",
)
TABLE = Table(name="report_line", columns=COLUMNS, load=QUERIES.load, keep=QUERIES.keep, drop=QUERIES.drop)
KNOWN: frozenset[type[Event]] = (
    PLAYBOOK
    | events_of(partnership, keys, policy, scopes, meetings, opportunities, decisions, voices)
    | events_in((RuleWaived, RecordAnnotated, RecordCorrected))
)


class ReportItem(msgspec.Struct, kw_only=True):
    """What every line shows: when it began by both clocks, and the events that it rests on, in their order."""

    at: datetime
    recorded_at: datetime
    rests_on: list[EventRef] = msgspec.field(default_factory=list)


I = TypeVar("I", bound=ReportItem)  # noqa: E741 - an item


class LineMemory(Memory, Generic[I], kw_only=True, omit_defaults=True):
    """One line. `parent` is the line whose scope and opportunities it shares, where it has none of its own.

    Where `weight` is not 0 the lines with the largest come first.
    """

    item: I
    line: str
    kind: str
    began: int
    weight: int = 0
    parent: str | None = None
    scope: str | None = None
    people: list[str] = msgspec.field(default_factory=list)
    sides: list[str] = msgspec.field(default_factory=list)
    opportunities: list[str] = msgspec.field(default_factory=list)
    marks: list[str] = msgspec.field(default_factory=list)

    def involve(self, *people: str | None) -> None:
        """These people had a part in it."""
        self.people = list(dict.fromkeys((*self.people, *(one for one in people if one))))

    def concern(self, *opportunities: str) -> None:
        """It is about these opportunities."""
        self.opportunities = list(dict.fromkeys((*self.opportunities, *opportunities)))

    def mark(self, *marks: str) -> None:
        """Reports find it by these marks."""
        self.marks = list(dict.fromkeys((*self.marks, *marks)))

    def unmark(self, mark: str) -> None:
        """It is no longer found by this mark."""
        self.marks = [each for each in self.marks if each != mark]

    def note(self, recorded: Recorded) -> None:
        """Rest on one more event, of the people and the side that it names."""
        self.item.rests_on.append(EventRef.of(recorded))
        event: Any = recorded.event
        self.involve(recorded.actor, recorded.recorder, getattr(event, "person", None))
        for side in (recorded.side, getattr(event, "side", None)):
            if side and side not in NO_SIDE and side not in self.sides:
                self.sides.append(side)


Begin = Callable[[Any, Recorded], LineMemory[Any]]
Step = Callable[[LineMemory[Any], Any, Recorded], None]


def others(*folded: Iterable[type[Event]]) -> frozenset[type[Event]]:
    """The event types that a kind of lines has nothing to do with."""
    return KNOWN - frozenset(kind for kinds in folded for kind in kinds)


def begun(kind: str, name: str, item: I, recorded: Recorded, **more: Any) -> LineMemory[I]:  # noqa: ANN401 - fields
    """A new line with its first event."""
    memory = LineMemory(
        position=recorded.position,
        effective=recorded.occurred_at,
        item=item,
        line=f"{kind}:{name}",
        kind=kind,
        began=recorded.position,
        **more,
    )
    memory.note(recorded)
    return memory


class Lines(Projector[LineMemory[I]], Generic[I]):
    """One kind of lines. `names` finds the lines of an event, `begins` and `steps` say what events do to them."""

    kind: ClassVar[str]
    table: ClassVar[Table] = TABLE
    begins: ClassVar[Mapping[type[Event], Begin]]
    steps: ClassVar[Mapping[type[Event], Step]] = {}

    def names(self, recorded: Recorded) -> Iterable[str]:
        """What the lines are named by that an event is about."""
        raise NotImplementedError(type(self).__name__)

    def subjects(self, recorded: Recorded) -> Iterable[str]:
        """The lines that an event may change."""
        return tuple(dict.fromkeys(f"{self.kind}:{name}" for name in self.names(recorded)))

    def begin(self, subject: str, recorded: Recorded) -> LineMemory[I] | None:
        """A new line, where the event begins one."""
        begin = self.begins.get(type(recorded.event))
        memory = begin(recorded.event, recorded) if begin else None
        return memory if memory is None or memory.line == subject else None

    def fold(self, memory: LineMemory[I], subject: str, recorded: Recorded) -> bool:  # noqa: ARG002 - of the protocol
        """Take an event into a line."""
        step = self.steps.get(type(recorded.event))
        if step is None:
            return False
        step(memory, recorded.event, recorded)
        memory.note(recorded)
        return True

    def row(self, memory: LineMemory[I], workspace: Workspace) -> tuple[Any, ...]:  # noqa: ARG002 - as above
        """The values of COLUMNS."""
        return (
            memory.line,
            memory.kind,
            memory.began,
            memory.item.at,
            memory.item.recorded_at,
            -memory.weight,
            memory.parent,
            memory.scope,
            memory.people,
            memory.sides,
            memory.opportunities,
            memory.marks,
        )
