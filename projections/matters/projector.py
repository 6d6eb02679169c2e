"""Which events change what waits, and at which subjects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar, Final

from database.queries import load
from domain.acting import RuleWaived
from domain.kernel import Event, Recorded
from domain.metrics import events as metrics
from domain.objectives import events as objectives
from domain.partnership import events as partnership
from domain.partnership import scopes
from domain.partnership.annotate import RecordAnnotated
from domain.partnership.correctable import RecordCorrected
from domain.redactions import events as redactions
from domain.trackers import events as trackers
from domain.value_streams import events as value_streams
from eventstore.workspaces import Workspace
from projections.declared import events_in, events_of
from projections.matters.claims import BENEFITS, SIGNALS
from projections.matters.decisions import DECISIONS
from projections.matters.definitions import DEFINITIONS
from projections.matters.item import COLUMNS, row_of
from projections.matters.katas import KATAS
from projections.matters.membership import KEYS, MEETINGS, POLICY
from projections.matters.memory import MatterMemory
from projections.matters.opportunities import OPPORTUNITIES
from projections.matters.rounds import ASSESSMENTS, BRAINSTORMS
from projections.matters.rows import Fold, Matters, Step
from projections.projector import Projector, Table

QUERIES = load(__file__)
KINDS: Final[tuple[Matters, ...]] = (
    DECISIONS,
    OPPORTUNITIES,
    DEFINITIONS,
    KATAS,
    BRAINSTORMS,
    ASSESSMENTS,
    SIGNALS,
    BENEFITS,
    POLICY,
    MEETINGS,
    KEYS,
)
STEPS: Final[defaultdict[type[Event], list[Step]]] = defaultdict(list)
for _matters in KINDS:
    for _kind, _step in _matters.steps.items():
        STEPS[_kind].append(_step)
CORRECTIONS: Final[dict[tuple[str, str], tuple[str, Fold]]] = {
    place: (matters.kind, fold) for matters in KINDS for place, fold in matters.corrections.items()
}


class Waiting(Projector[MatterMemory]):
    """One row per subject, loaded by its tag `<kind>:<id>`."""

    folds: ClassVar[frozenset[type[Event]]] = events_in((*STEPS, RecordCorrected))
    # who speaks for a side or works in a team is looked up for whoever asks
    ignores: ClassVar[frozenset[type[Event]]] = (
        events_in(kind for matters in KINDS for kind in matters.ignored)
        | events_of(partnership, scopes, metrics, objectives, redactions, trackers, value_streams)
        | events_in((RuleWaived, RecordAnnotated))
    )
    memory = MatterMemory
    table: ClassVar[Table] = Table(
        name="matter", columns=COLUMNS, load=QUERIES.load, keep=QUERIES.keep, drop=QUERIES.drop
    )

    def subjects(self, recorded: Recorded) -> Iterable[str]:
        """The subjects that an event is about."""
        event: Any = recorded.event
        if isinstance(event, RecordCorrected):
            kind, _ = CORRECTIONS.get((event.type, event.field), ("", None))
            return [tag for tag in event.subjects if kind and tag.startswith(f"{kind}:")]
        return [f"{step.kind}:{name}" for step in STEPS[type(event)] for name in step.named(event)]

    def begin(self, subject: str, recorded: Recorded) -> MatterMemory | None:
        """The first event of a subject that may make something wait."""
        kind, _, name = subject.partition(":")
        if not any(step.begins and step.kind == kind for step in STEPS.get(type(recorded.event), ())):
            return None
        memory = MatterMemory(
            position=recorded.position,
            effective=recorded.occurred_at,
            kind=kind,
            subject=name,
            began_position=recorded.position,
        )
        self.fold(memory, subject, recorded)
        return memory

    def fold(self, memory: MatterMemory, subject: str, recorded: Recorded) -> bool:  # noqa: ARG002 - of the protocol
        """Take an event in."""
        event = recorded.event
        if isinstance(event, RecordCorrected):
            _, correct = CORRECTIONS[event.type, event.field]
            correct(memory, event, recorded)
            return True
        for step in STEPS[type(event)]:
            if step.kind == memory.kind:
                step.fold(memory, event, recorded)
        return True

    def row(self, memory: MatterMemory, workspace: Workspace) -> tuple[Any, ...]:
        """The row's values."""
        return row_of(memory, workspace)
