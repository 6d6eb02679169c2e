"""Which events change the rows of observations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec

from database.queries import load
from domain.acting import RuleWaived
from domain.decisions import events as decisions
from domain.decisions import voices
from domain.kernel import Event, Recorded
from domain.meetings import events as meetings
from domain.metrics.events import ObservationRecorded
from domain.opportunities import events as opportunities
from domain.partnership import events as partnership
from domain.partnership import keys, policy, scopes
from domain.partnership.annotate import RecordAnnotated
from domain.partnership.correctable import RecordCorrected, corrected
from eventstore.workspaces import Workspace
from projections.declared import events_in, events_of
from projections.metrics.observed import COLUMNS, ObservationMemory, values_of
from projections.playbook import PLAYBOOK
from projections.projector import Projector, Table

QUERIES = load(__file__)
PREFIX = "observation:"


class Observations(Projector[ObservationMemory]):
    """One row per observation. Nothing else is shown here: acts that cite a number pin it as it read then."""

    folds: ClassVar[frozenset[type[Event]]] = events_in((ObservationRecorded, RecordCorrected))
    ignores: ClassVar[frozenset[type[Event]]] = (
        PLAYBOOK
        | events_of(partnership, keys, policy, scopes, meetings, opportunities, decisions, voices)
        | events_in((RuleWaived, RecordAnnotated))
    ) - folds
    memory = ObservationMemory
    table: ClassVar[Table] = Table(
        name="observation",
        columns=COLUMNS,
        load=QUERIES.load,
        keep=QUERIES.keep,
        drop=QUERIES.drop,
        versions="observation_version",
        drop_versions=QUERIES.drop_versions,
    )

    def subjects(self, recorded: Recorded) -> Iterable[str]:
        """The observation that an event is about."""
        event: Any = recorded.event
        if isinstance(event, ObservationRecorded):
            return (event.observation,)
        if event.type != ObservationRecorded.TOPIC:
            return ()
        return [tag.removeprefix(PREFIX) for tag in event.subjects if tag.startswith(PREFIX)]

    def begin(self, subject: str, recorded: Recorded) -> ObservationMemory | None:  # noqa: ARG002 - of the protocol
        """A row begins when the observation is recorded."""
        event = recorded.event
        return ObservationMemory.of(event, recorded) if isinstance(event, ObservationRecorded) else None

    def fold(self, memory: ObservationMemory, subject: str, recorded: Recorded) -> bool:  # noqa: ARG002 - as above
        """Take a correction in; nothing is recorded twice."""
        event = recorded.event
        if not isinstance(event, RecordCorrected) or event.event != memory.event:
            return False
        try:
            mended = corrected(memory.seen, event.field, event.to)
        except msgspec.ValidationError:  # a value that fitted then; this release reads the field more strictly
            return False
        memory.correct(mended, event, recorded)
        return True

    def row(self, memory: ObservationMemory, workspace: Workspace) -> tuple[Any, ...]:  # noqa: ARG002 - as above
        """The row's values."""
        return values_of(memory)
