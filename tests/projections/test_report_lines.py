"""The lines of reports: any history is folded, and a rebuild comes to the same lines."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel import Recorded
from eventstore.store import Store
from eventstore.workspaces import Workspace
from projections.copying import line
from projections.following import follow
from projections.rebuilding import rebuild_workspace
from projections.reporting.group import REPORTS
from projections.reporting.lines import COLUMNS, LineMemory, Lines
from tests.domain.katas.scene import learned
from tests.domain.story import SIDES
from tests.projections.any_history import histories, numbered
from tests.projections.ledger import Said, tell

KINDS: list[Lines[Any]] = list(REPORTS.projectors)  # type: ignore[arg-type]  # each is a kind of lines
ROWS = """
SELECT line, to_jsonb(r) - 'generation' AS row FROM report_line r WHERE workspace_id = $1 ORDER BY line, generation
"""


def folded(kind: Lines[Any], history: list[Recorded], workspace: Workspace) -> dict[str, LineMemory[Any]]:
    """The lines of a kind after a history, each written and read again after every event."""
    lines: dict[str, LineMemory[Any]] = {}
    decode = msgspec.json.Decoder(kind.memory).decode
    for recorded in history:
        if type(recorded.event) not in kind.folds:
            continue
        for subject in kind.subjects(recorded):
            memory = lines.get(subject)
            if memory is None:
                memory = kind.begin(subject, recorded)
            elif kind.fold(memory, subject, recorded):
                memory.position = recorded.position
            if memory is not None:
                lines[subject] = decode(msgspec.json.encode(memory))
                row = kind.row(memory, workspace)
                assert len(row) == len(COLUMNS)
                assert line(row)
    return lines


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(data=st.data())
def test_any_history_is_folded(kind: Lines[Any], data: st.DataObject) -> None:
    kinds = sorted(kind.folds, key=lambda each: each.TOPIC)
    history = data.draw(histories("partnership", kinds))
    workspace = Workspace(workspace_id=1, slug="acme", sides=SIDES, time_zone="UTC", created_at=MOMENT)
    for name, memory in folded(kind, history, workspace).items():
        places = [event.position for event in memory.item.rests_on]
        assert places == sorted(places), name
        assert memory.line == name


MOMENT = numbered(learned().history)[0].recorded_at


async def test_a_rebuild_comes_to_the_same_lines(store: Store, workspace: Workspace) -> None:
    await tell(store, workspace, *(Said(event=each.event, at=each.occurred_at) for each in learned().history))
    await follow(store.pool, REPORTS, workspace, worker="test")
    before = await store.pool.fetch(ROWS, workspace.workspace_id)
    await rebuild_workspace(store.pool, REPORTS, workspace)
    after = await store.pool.fetch(ROWS, workspace.workspace_id)
    assert before
    assert [dict(row) for row in before] == [dict(row) for row in after]
