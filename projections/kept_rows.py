"""The rows of one projection in one workspace and generation, while events change them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic

import msgspec

from domain.kernel import Recorded
from eventstore.faults import AnyConnection
from eventstore.workspaces import Workspace
from projections.copying import copy, line
from projections.projector import M, Projector

COPY_FROM = 50  # below that many new rows, one statement a row is quicker than COPY
CHUNK = 2000
COPIED_AT_ONCE = 20_000
_encode = msgspec.json.Encoder().encode


class _Row(Generic[M]):
    """A row at hand. `values` are computed once a version; `stored`: the table has it, maybe in an older version."""

    __slots__ = ("changed", "memory", "stored", "values")

    def __init__(self, memory: M, *, stored: bool) -> None:
        self.memory = memory
        self.stored = stored
        self.changed = not stored
        self.values: tuple[Any, ...] | None = None


class KeptRows(Generic[M]):
    """Load the rows concerned, take events in, write. Between writes nothing is in the database.

    For a rebuild, `fresh` says that the generation starts empty, so that nothing is looked up that was never written.
    """

    def __init__(self, projector: Projector[M], workspace: Workspace, generation: int, *, fresh: bool = False) -> None:
        self.projector = projector
        self.workspace = workspace
        self.prefix = (workspace.workspace_id, generation)
        self._lead = f"{workspace.workspace_id}\t{generation}\t"
        self._rows: dict[str, _Row[M]] = {}
        self._former: list[str] = []
        self._nothing_stored = fresh
        self._decoder = msgspec.json.Decoder(projector.memory)

    async def load(self, connection: AnyConnection, events: Iterable[Recorded]) -> None:
        """Fetch the rows that these events may change."""
        projector = self.projector
        subjects = {subject for recorded in events for subject in projector.subjects(recorded)}
        missing = list(subjects - self._rows.keys())
        if missing:
            for row in await connection.fetch(projector.table.load, *self.prefix, missing):
                self._rows[row["subject"]] = _Row(self._decoder.decode(row["memory"]), stored=True)

    def take(self, recorded: Recorded) -> None:
        """Let one event, of a type that the projection folds, change the rows that it concerns."""
        projector = self.projector
        for subject in projector.subjects(recorded):
            row = self._rows.pop(subject, None)
            if row is None:
                memory = projector.begin(subject, recorded)
                if memory is not None:
                    self._rows[subject] = _Row(memory, stored=False)
                continue
            self._rows[subject] = row  # the latest used come last
            self._change(row, subject, recorded)

    def _change(self, row: _Row[M], subject: str, recorded: Recorded) -> None:
        memory = row.memory
        values = row.values
        if self.projector.table.versions is not None and values is None:
            values = row.values = self.projector.row(memory, self.workspace)
        if not self.projector.fold(memory, subject, recorded):
            return
        effective = max(recorded.occurred_at, memory.effective)
        if values is not None:
            self._former.append(self._lead + line((*values, recorded.position, effective)))
        memory.position, memory.effective = recorded.position, effective
        row.values, row.changed = None, True

    @property
    def looks_up(self) -> bool:
        """Whether the table may have rows that are not at hand."""
        return not self._nothing_stored

    @property
    def many_former(self) -> bool:
        """Whether so many former versions wait that they should be written now."""
        return len(self._former) >= COPIED_AT_ONCE

    def more_than(self, keep: int) -> bool:
        """Whether more rows are at hand."""
        return len(self._rows) > keep

    async def write(self, connection: AnyConnection) -> None:
        """Write former versions and all rows."""
        await self.write_former(connection)
        await self.write_rows(connection)

    async def write_rows(self, connection: AnyConnection, *, keep: int = 0) -> None:
        """Write all rows but the `keep` latest used ones, which stay at hand only."""
        going = list(self._rows)[: max(0, len(self._rows) - keep)]
        for start in range(0, len(going), CHUNK):
            await self._put(connection, [self._rows.pop(subject) for subject in going[start : start + CHUNK]])

    async def write_former(self, connection: AnyConnection) -> None:
        """Write former versions alone; nothing reads them before all is written."""
        table = self.projector.table
        if self._former and table.versions is not None:
            former, self._former = self._former, []
            columns = ("workspace_id", "generation", *table.columns, "to_position", "effective_to")
            for start in range(0, len(former), COPIED_AT_ONCE):
                await copy(connection, table.versions, columns, former[start : start + COPIED_AT_ONCE])

    async def _put(self, connection: AnyConnection, rows: list[_Row[M]]) -> None:
        table = self.projector.table
        new = [self._values(row) for row in rows if not row.stored]
        changed = [self._values(row) for row in rows if row.stored and row.changed]
        self._nothing_stored = self._nothing_stored and not new
        if len(new) >= COPY_FROM:
            columns = ("workspace_id", "generation", *table.columns, "memory")
            await copy(connection, table.name, columns, [line(values) for values in new])
        else:
            changed.extend(new)
        if len(changed) == 1:
            await connection.execute(table.keep, *changed[0])
        elif changed:
            await connection.executemany(table.keep, changed)

    def _values(self, row: _Row[M]) -> tuple[Any, ...]:
        values = row.values or self.projector.row(row.memory, self.workspace)
        return (*self.prefix, *values, _encode(row.memory).decode())
