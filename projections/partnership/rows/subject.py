"""What the partnership's rows share: one table, one row a subject, marks to narrow lists by. They keep no past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

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
from projections.playbook import PLAYBOOK
from projections.projector import Memory, Projector, Table

QUERIES = load(__file__)
TABLE = Table(
    name="partnership",
    columns=("kind", "subject", "began_position", "marks", "item"),
    load=QUERIES.load,
    keep=QUERIES.keep,
    drop=QUERIES.drop,
)
# what the lists of the partnership are about; each looks at its own part of them
CONCERNED = events_of(partnership, keys, policy, scopes, meetings) | events_in((RecordCorrected,))
ELSEWHERE = events_of(opportunities, decisions, voices) | PLAYBOOK | events_in((RuleWaived, RecordAnnotated))
# of those, what no list shows: single views do
NOT_LISTED = events_in(
    (
        partnership.WorkspaceRenamed,
        partnership.WorkspaceArchived,
        partnership.PersonDetailsChanged,  # names are read from the directory
        partnership.SponsorshipGranted,
        partnership.SponsorshipWithdrawn,
        partnership.SideVacated,  # follows a partner's leaving
    )
)
_encode = msgspec.json.Encoder().encode


class SubjectMemory(Memory, kw_only=True, omit_defaults=True):
    """One subject: its id, and where it began."""

    subject: str
    began_position: int


S = TypeVar("S", bound=SubjectMemory)
Subjects: TypeAlias = Callable[[Any], Iterable[str]]
Fold: TypeAlias = Callable[[Any, Any, Recorded], None]
Steps: TypeAlias = Mapping[type[Event], tuple[Subjects, Fold]]


class SubjectRows(Projector[S], Generic[S]):
    """Rows of one kind. `steps` names, for each event type, whose rows it changes and how.

    `begins` are the types that begin a row, and are then folded into it. Rows are loaded by `<kind>:<id>`.
    """

    kind: ClassVar[str]
    steps: ClassVar[Steps]
    begins: ClassVar[frozenset[type[Event]]]
    table: ClassVar[Table] = TABLE

    def __init_subclass__(cls, **keywords: Any) -> None:  # noqa: ANN401 - Python's own protocol
        super().__init_subclass__(**keywords)
        cls.folds = events_in(cls.steps)
        cls.ignores = ELSEWHERE | (CONCERNED - cls.folds)

    def item(self, memory: S) -> msgspec.Struct:
        """What the list shows."""
        raise NotImplementedError(type(self).__name__)

    def marks(self, memory: S) -> Iterable[str]:
        """What the list can be narrowed by."""
        raise NotImplementedError(type(self).__name__)

    def subjects(self, recorded: Recorded) -> Iterable[str]:
        """Whose rows an event may change."""
        subjects, _ = self.steps[type(recorded.event)]
        return [f"{self.kind}:{subject}" for subject in subjects(recorded.event)]

    def begin(self, subject: str, recorded: Recorded) -> S | None:
        """The first event of a subject."""
        if type(recorded.event) not in self.begins:
            return None
        memory = self.memory(
            position=recorded.position,
            effective=recorded.occurred_at,
            subject=subject.removeprefix(f"{self.kind}:"),
            began_position=recorded.position,
        )
        self.fold(memory, subject, recorded)
        return memory

    def fold(self, memory: S, subject: str, recorded: Recorded) -> bool:  # noqa: ARG002 - of the protocol
        """Take an event in."""
        _, fold = self.steps[type(recorded.event)]
        fold(memory, recorded.event, recorded)
        return True

    def row(self, memory: S, workspace: Workspace) -> tuple[Any, ...]:  # noqa: ARG002 - of the protocol
        """The row's values."""
        item = _encode(self.item(memory)).decode()
        marks = sorted(set(self.marks(memory)))
        return self.kind, memory.subject, memory.began_position, marks, item
