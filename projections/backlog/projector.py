"""Which events change the backlog, and whose row they change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from database.queries import load
from domain.acting import RuleWaived
from domain.decisions import events as decisions
from domain.decisions import voices
from domain.kernel import Event, Recorded
from domain.meetings import events as meetings
from domain.opportunities.events import (
    OpportunityRaised,
    OpportunitySuggested,
    ValueAgreementReached,
    ValuePerspectiveGiven,
)
from domain.partnership import events as partnership
from domain.partnership import keys, policy, scopes
from domain.partnership.annotate import RecordAnnotated
from domain.partnership.correctable import RecordCorrected
from eventstore.workspaces import Workspace
from projections.backlog.item import COLUMNS, row_of
from projections.backlog.memory import FOLDS, BacklogMemory
from projections.declared import events_in, events_of
from projections.playbook import PLAYBOOK
from projections.projector import Projector, Table

QUERIES = load(__file__)
BEGINNINGS: frozenset[type[Event]] = frozenset({OpportunityRaised, OpportunitySuggested})
PREFIX = "opportunity:"


class Backlog(Projector[BacklogMemory]):
    """One row per opportunity. Proposals change nothing here: only what is agreed does."""

    folds: ClassVar[frozenset[type[Event]]] = BEGINNINGS | events_in(FOLDS)
    ignores: ClassVar[frozenset[type[Event]]] = (
        events_of(partnership, keys, policy, scopes, meetings, voices) | (PLAYBOOK - folds)
    ) | events_in(
        (
            ValuePerspectiveGiven,
            ValueAgreementReached,  # facets count each side's own agreement
            RuleWaived,
            RecordAnnotated,
            decisions.DecisionProposed,
            decisions.CounterProposed,
            decisions.DecisionRevised,
            decisions.SideAgreed,
            decisions.AgreementCarried,
            decisions.AgreementVoided,
            decisions.DecisionDeclined,
            decisions.DecisionWithdrawn,
            decisions.DecisionReaffirmed,
            decisions.RevocationSupported,
        )
    )
    memory = BacklogMemory
    table: ClassVar[Table] = Table(
        name="backlog",
        columns=COLUMNS,
        load=QUERIES.load,
        keep=QUERIES.keep,
        drop=QUERIES.drop,
        versions="backlog_version",
        drop_versions=QUERIES.drop_versions,
    )

    def subjects(self, recorded: Recorded) -> Iterable[str]:
        """The opportunities that an event is about."""
        event: Any = recorded.event
        if isinstance(event, RecordCorrected):
            return [tag.removeprefix(PREFIX) for tag in event.subjects if tag.startswith(PREFIX)]
        if hasattr(event, "opportunity"):
            return (event.opportunity,)
        return tuple(dict.fromkeys(event.opportunities))

    def begin(self, subject: str, recorded: Recorded) -> BacklogMemory | None:
        """A row begins when an opportunity is raised or suggested."""
        event = recorded.event
        if not isinstance(event, OpportunityRaised | OpportunitySuggested):
            return None
        return BacklogMemory(
            position=recorded.position,
            effective=recorded.occurred_at,
            opportunity=subject,
            title=event.title,
            theme=event.theme,
            scope=event.scope,
            raised_at=recorded.occurred_at,
            raised_position=recorded.position,
            raised_by=event.raised_by if isinstance(event, OpportunityRaised) else (),
            suggested=isinstance(event, OpportunitySuggested),
            external_ref=event.external_ref,
        )

    def fold(self, memory: BacklogMemory, subject: str, recorded: Recorded) -> bool:  # noqa: ARG002 - of the protocol
        """Take an event into an opportunity's row; nobody raises one twice."""
        fold = FOLDS.get(type(recorded.event))
        if fold is None:
            return False
        fold(memory, recorded.event, recorded)
        return True

    def row(self, memory: BacklogMemory, workspace: Workspace) -> tuple[Any, ...]:
        """Its values."""
        return row_of(memory, workspace.sides)
