"""What waits, folded in memory as the rows are, from any history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from domain.kernel import Event, Recorded
from domain.partnership.member import Member
from eventstore.workspaces import Workspace
from projections.matters.item import Day, Duty, MatterItem, row_of
from projections.matters.listing import Asker, WaitingQuery, asker_of, waiting_at
from projections.matters.memory import MatterMemory
from projections.matters.projector import Waiting
from tests.domain.story import BEGINNING, SIDES
from tests.projections.any_history import numbered

PROJECTOR = Waiting()
ACME = Workspace(workspace_id=1, slug="acme", sides=SIDES, time_zone="Europe/Copenhagen", created_at=BEGINNING)


class Board:
    """The matters of a ledger."""

    def __init__(self, history: Iterable[Recorded | Event] = (), workspace: Workspace = ACME) -> None:
        self.workspace = workspace
        self.rows: dict[str, MatterMemory] = {}
        self.history: list[Recorded] = []
        for recorded in numbered(history):
            self.take(recorded)

    def take(self, recorded: Recorded) -> None:
        """Take the next event in."""
        self.history.append(recorded)
        if type(recorded.event) not in PROJECTOR.folds:
            return
        for subject in PROJECTOR.subjects(recorded):
            if (row := self.rows.get(subject)) is not None:
                PROJECTOR.fold(row, subject, recorded)
            elif (begun := PROJECTOR.begin(subject, recorded)) is not None:
                self.rows[subject] = begun

    def item(self, subject: str) -> tuple[MatterItem, list[Day]]:
        """A row as it is written and read back, its days beside it."""
        *_, item, days = row_of(self.rows[subject], self.workspace)
        return msgspec.json.decode(item, type=MatterItem), msgspec.json.decode(days, type=list[Day])

    def duties(self, subject: str, at: datetime, person: str | None = None) -> tuple[Duty, ...]:
        """What waits at a subject, for a person or anybody."""
        if subject not in self.rows:
            return ()
        item, _ = self.item(subject)
        return waiting_at(item, item.scope, WaitingQuery(at=at, asker=self.asker(person, at) if person else None))

    def acts(self, subject: str, at: datetime, person: str | None = None) -> list[tuple[str, str]]:
        """Act and first audience of each."""
        return [(duty.act, duty.whom[0]) for duty in self.duties(subject, at, person)]

    def asker(self, person: str, at: datetime) -> Asker:
        """What a person belongs to."""
        member = Member(person)
        for recorded in self.history:
            if member.sees(recorded):
                member.fold(recorded)
        return asker_of(member, at)
