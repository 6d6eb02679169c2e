"""Exports into a folder: interrupted anywhere, they end as if nothing had happened."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventstore.appends import NewEvent
from eventstore.exporting import selection as selections
from eventstore.exporting.folder import MANIFEST, UNFINISHED, FolderError, Unfinished, begun, finish
from eventstore.exporting.selection import Format, Selection
from eventstore.proving.keyring import Keyring
from eventstore.proving.proofs import Prover
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.samples import ACTOR, append

NOW = datetime(2026, 11, 25, tzinfo=UTC)
KEYRING = Keyring.derived(b"a secret")
EVENTS = 23


def fact(note: str) -> NewEvent:
    envelope = f'"actor":"{ACTOR}","side":"none","recorder":null,"basis":"first_hand"'
    line = f'"id":"evt_1","type":"thing-happened.v1",{envelope},"data":{{"note":"{note}"}}}}'
    return NewEvent(id="evt_1", type="thing-happened.v1", actor=ACTOR, tags=(), line=line)


class CutOffError(Exception):
    """Stands for a process that ends."""


@pytest.fixture
async def prover(store: Store, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Prover:
    """A ledger that takes several pages."""
    monkeypatch.setattr(selections, "STRETCH", 5)
    for number in range(EVENTS):
        await store.append(append(workspace, fact(f"“{number}”")))
    return Prover(store, KEYRING)


async def begin(prover: Prover, workspace: Workspace, folder: Path, form: Format = "jsonl") -> Path:
    head = await prover.store.head(workspace)
    selection = Selection(format=form, last=EVENTS)
    begun(folder, Unfinished(workspace=workspace.slug, epoch=head.epoch, selection=selection))
    return folder / f"events.{form}"


@pytest.mark.parametrize("form", ["jsonl", "csv"])
async def test_an_interrupted_export_ends_like_any_other(
    prover: Prover, workspace: Workspace, tmp_path: Path, form: Format
) -> None:
    whole = await begin(prover, workspace, tmp_path / "whole", form)
    await finish(prover, workspace, tmp_path / "whole", NOW)
    content = whole.read_bytes()
    for cut in (0, 1, 40, len(content) // 2, len(content) - 1, len(content)):
        folder = tmp_path / str(cut)
        part = await begin(prover, workspace, folder, form)
        part.write_bytes(content[:cut])
        await prover.store.append(append(workspace, fact("later")))
        await finish(prover, workspace, folder, NOW)
        assert part.read_bytes() == content
        assert (folder / MANIFEST).read_bytes() == (tmp_path / "whole" / MANIFEST).read_bytes()
        assert sorted(each.name for each in folder.iterdir()) == sorted([part.name, MANIFEST])


async def test_an_export_is_cut_off_and_resumed(prover: Prover, workspace: Workspace, tmp_path: Path) -> None:
    path = await begin(prover, workspace, tmp_path / "export")

    def report(written: int) -> None:
        if written > 4000:
            raise CutOffError

    with pytest.raises(CutOffError):
        await finish(prover, workspace, tmp_path / "export", NOW, report)
    assert path.exists()
    made = await finish(prover, workspace, tmp_path / "export", NOW)
    assert (made.count, made.bytes) == (EVENTS, path.stat().st_size)
    entries = await prover.store.entries(workspace)
    assert path.read_text().splitlines() == [entry.text for entry in entries]


async def test_a_folder_is_used_once(prover: Prover, workspace: Workspace, tmp_path: Path) -> None:
    await begin(prover, workspace, tmp_path / "export")
    with pytest.raises(FolderError, match="interrupted"):
        await begin(prover, workspace, tmp_path / "export")
    await finish(prover, workspace, tmp_path / "export", NOW)
    with pytest.raises(FolderError, match="there already"):
        await begin(prover, workspace, tmp_path / "export")
    with pytest.raises(FolderError, match="no unfinished"):
        await finish(prover, workspace, tmp_path / "export", NOW)


async def test_what_cannot_be_resumed_says_why(prover: Prover, workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    path = await begin(prover, workspace, folder)
    path.write_text("no entry\n")
    with pytest.raises(FolderError, match="none of an export"):
        await finish(prover, workspace, folder, NOW)
    kept = msgspec.json.decode((folder / UNFINISHED).read_bytes(), type=Unfinished)
    (folder / UNFINISHED).write_bytes(msgspec.json.encode(msgspec.structs.replace(kept, epoch=7)))
    with pytest.raises(FolderError, match="restored"):
        await finish(prover, workspace, folder, NOW)
    (folder / UNFINISHED).write_text("{")
    with pytest.raises(FolderError, match="cannot be read"):
        await finish(prover, workspace, folder, NOW)


@given(st.sampled_from(["decision-*", "*.v1", "side-agreed", "side-agreed.v1,decision-*"]))
def test_patterns_mean_types(patterns: str) -> None:
    found = selections.types_like(patterns)
    assert found
    assert len(set(found)) == len(found)


def test_a_pattern_without_a_type_is_named() -> None:
    with pytest.raises(LookupError, match="no-such"):
        selections.types_like("side-agreed,no-such")
