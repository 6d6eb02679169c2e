"""Which events change the lists of subjects, and whose row they change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Final

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
from projections.playbook import PLAYBOOK
from projections.projector import Projector, Table
from projections.subjects.directing import DEFINITIONS, KATAS
from projections.subjects.gathering import ASSESSMENTS, BRAINSTORMS, MAPS
from projections.subjects.linking import TRACKER_LINKS
from projections.subjects.measuring import METRICS, OBJECTIVES, SIGNALS
from projections.subjects.outcomes import BENEFITS
from projections.subjects.rows import Fold, Rows, Step, SubjectItem, SubjectMemory, values_of

QUERIES = load(__file__)
KINDS: Final[tuple[Rows, ...]] = (
    METRICS,
    SIGNALS,
    OBJECTIVES,
    DEFINITIONS,
    KATAS,
    BRAINSTORMS,
    MAPS,
    ASSESSMENTS,
    BENEFITS,
    TRACKER_LINKS,
)
STEPS: Final[dict[type[Event], Step]] = {kind: step for rows in KINDS for kind, step in rows.steps.items()}
ITEMS: Final[dict[str, type[SubjectItem]]] = {rows.kind: rows.item for rows in KINDS}
CORRECTIONS: Final[dict[tuple[str, str], tuple[str, Fold]]] = {
    place: (rows.kind, fold) for rows in KINDS for place, fold in rows.corrections.items()
}


class Subjects(Projector[SubjectMemory]):
    """One row per subject, loaded by its tag `<kind>:<id>`."""

    folds: ClassVar[frozenset[type[Event]]] = events_in((*STEPS, RecordCorrected))
    ignores: ClassVar[frozenset[type[Event]]] = (
        PLAYBOOK
        | events_of(partnership, keys, policy, scopes, meetings, opportunities, decisions, voices)
        | events_in((RuleWaived, RecordAnnotated))
    ) - folds
    memory = SubjectMemory
    table: ClassVar[Table] = Table(
        name="subject",
        columns=("kind", "subject", "began_position", "marks", "item"),
        load=QUERIES.load,
        keep=QUERIES.keep,
        drop=QUERIES.drop,
    )

    def subjects(self, recorded: Recorded) -> Iterable[str]:
        """The subject that an event is about."""
        event: Any = recorded.event
        if isinstance(event, RecordCorrected):
            kind, _ = CORRECTIONS.get((event.type, event.field), ("", None))
            return [tag for tag in event.subjects if kind and tag.startswith(f"{kind}:")]
        step = STEPS[type(event)]
        return (f"{step.kind}:{getattr(event, step.field)}",)

    def begin(self, subject: str, recorded: Recorded) -> SubjectMemory | None:
        """The first event of a subject begins its row."""
        step = STEPS.get(type(recorded.event))
        if step is None or not step.begins:
            return None
        memory = SubjectMemory(
            position=recorded.position,
            effective=recorded.occurred_at,
            kind=step.kind,
            subject=subject.removeprefix(f"{step.kind}:"),
            began_at=recorded.occurred_at,
            began_position=recorded.position,
        )
        step.fold(memory, recorded.event, recorded)
        return memory

    def fold(self, memory: SubjectMemory, subject: str, recorded: Recorded) -> bool:  # noqa: ARG002 - of the protocol
        """Take an event in; nothing begins twice."""
        event = recorded.event
        if isinstance(event, RecordCorrected):
            _, fold = CORRECTIONS[event.type, event.field]
            fold(memory, event, recorded)
            return True
        step = STEPS[type(event)]
        if step.begins:
            return False
        step.fold(memory, event, recorded)
        return True

    def row(self, memory: SubjectMemory, workspace: Workspace) -> tuple[Any, ...]:  # noqa: ARG002 - of the protocol
        """The row's values."""
        return values_of(memory, ITEMS[memory.kind])
