"""Which events change the list of decisions, and whose row they change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from database.queries import load
from domain.acting import RuleWaived
from domain.decisions import voices
from domain.decisions.events import DecisionProposed, DecisionReaffirmed, RevocationSupported
from domain.kernel import Event, Recorded
from domain.meetings import events as meetings
from domain.opportunities import events as opportunities
from domain.partnership import events as partnership
from domain.partnership import keys, policy, scopes
from domain.partnership.annotate import RecordAnnotated
from domain.partnership.correctable import RecordCorrected
from eventstore.workspaces import Workspace
from projections.decisions.item import COLUMNS, row_of
from projections.decisions.memory import FOLDS, DecisionMemory, on_the_table
from projections.declared import events_in, events_of
from projections.playbook import PLAYBOOK
from projections.projector import Projector, Table

QUERIES = load(__file__)


class Decisions(Projector[DecisionMemory]):
    """One row per decision."""

    folds: ClassVar[frozenset[type[Event]]] = events_in((DecisionProposed, *FOLDS))
    ignores: ClassVar[frozenset[type[Event]]] = (
        events_of(partnership, keys, policy, scopes, meetings, opportunities) | PLAYBOOK
    ) | events_in(
        (
            DecisionReaffirmed,  # the row changes when all sides have
            RevocationSupported,
            RuleWaived,
            RecordAnnotated,
            RecordCorrected,  # nothing about a decision can be corrected
            voices.AdviceAsked,
            voices.AdviceGiven,
            voices.OverrulingSupported,
            voices.StanceTaken,
            voices.WinStated,
            voices.WinVoided,
            voices.DecisionOutcomeRecorded,
            voices.WinAssessed,
        )
    )
    memory = DecisionMemory
    table: ClassVar[Table] = Table(
        name="decision",
        columns=COLUMNS,
        load=QUERIES.load,
        keep=QUERIES.keep,
        drop=QUERIES.drop,
        versions="decision_version",
        drop_versions=QUERIES.drop_versions,
    )

    def subjects(self, recorded: Recorded) -> Iterable[str]:
        """The decision that an event is about; what supersedes another changes by its own events."""
        event: Any = recorded.event
        return (event.decision,)

    def begin(self, subject: str, recorded: Recorded) -> DecisionMemory | None:
        """A row begins with a proposal."""
        event = recorded.event
        if not isinstance(event, DecisionProposed):
            return None
        memory = DecisionMemory(
            position=recorded.position,
            effective=recorded.occurred_at,
            decision=subject,
            kind=event.content.kind,
            scope=event.content.scope,
            proposed_by=recorded.actor,
            proposed_side=event.side,
            proposed_at=recorded.occurred_at,
            proposed_position=recorded.position,
            imported=recorded.basis in {"imported", "inferred"},
        )
        on_the_table(memory, event, recorded)
        return memory

    def fold(self, memory: DecisionMemory, subject: str, recorded: Recorded) -> bool:  # noqa: ARG002 - of the protocol
        """Take an event into a decision's row; nobody proposes one twice."""
        fold = FOLDS.get(type(recorded.event))
        if fold is None:
            return False
        fold(memory, recorded.event, recorded)
        return True

    def row(self, memory: DecisionMemory, workspace: Workspace) -> tuple[Any, ...]:
        """Its values."""
        return row_of(memory, workspace.sides)
