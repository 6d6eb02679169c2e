"""Imports: every line once, refusals on the record, resumed where it was cut off."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import ids
from domain.registry import COMMANDS
from eventstore.importing import engine, memory
from eventstore.importing.founding import NotAFoundationError, found_by_first_line
from eventstore.importing.lines import MAX_LINE, chunks_of_lines, measure
from eventstore.store import Store
from eventstore.workspaces import Workspace

SECRET = b"a secret of tests"
OWNER = ids.new_id("per", 1_550_000_000_000, 1)


def person(number: int) -> str:
    return ids.new_id("per", 1_550_000_000_000, number)


def line(command: str, key: str, body: dict[str, Any] | None = None, **more: Any) -> str:
    return json.dumps(
        {
            "command": command,
            "idempotency_key": key,
            "occurred_at": "2019-03-01T09:00:00Z",
            "actor": OWNER,
            "body": body or {},
            **more,
        }
    )


FOUNDING = line("create-workspace", "w", {"name": "Acme"}, subject="acme")


def joins(number: int) -> list[str]:
    return [
        line("register-person", f"r{number}", {"name": f"Person {number}"}, subject=person(number)),
        line("add-partner", f"p{number}", {"person": person(number), "of": "technology"}),
    ]


def a_file(folder: Path, *lines: str) -> Path:
    path = folder / "commands.jsonl"
    path.write_text("".join(each + "\n" for each in lines), encoding="utf-8")
    return path


@pytest.fixture
async def store(pool: asyncpg.Pool) -> AsyncIterator[Store]:
    async with Store(pool) as opened:
        yield opened


def now() -> datetime:
    return datetime.now(UTC)


async def founded(store: Store, path: Path) -> Workspace:
    return await found_by_first_line(store, "acme", path, secret=SECRET, clock=now, commands=COMMANDS)


async def imported(store: Store, path: Path, *, chunk: int = 3) -> engine.Progress:
    try:
        workspace = await store.workspace("acme")
    except Exception:  # noqa: BLE001 - the first import of a test founds it
        workspace = await founded(store, path)
    return await engine.import_file(store, workspace, path, importer=OWNER, secret=SECRET, clock=now, chunk=chunk)


async def facts(store: Store) -> list[tuple[Any, ...]]:
    """The ledger without what differs from run to run: event ids, recorded times."""
    rows = await store.follow(await store.workspace("acme"), limit=10_000)
    return [(row.position, row.event, row.tags, row.actor, row.occurred_at, row.basis, row.correlation) for row in rows]


async def test_lines_build_on_earlier_ones_and_a_repeat_adds_nothing(store: Store, tmp_path: Path) -> None:
    path = a_file(tmp_path, FOUNDING, *joins(2), *joins(3), *joins(4))
    first = await imported(store, path)
    assert (first.last_line, first.recorded, first.repeated, first.refused, first.finished) == (7, 6, 1, 0, True)
    again = await imported(store, path)
    assert (again.recorded, again.position) == (6, first.position)
    assert first.position == 8


async def test_refusals_keep_line_rule_and_reason_and_later_lines_go_on(store: Store, tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        FOUNDING,
        *joins(2),
        line("add-partner", "twice", {"person": person(2), "of": "technology"}),
        "not json",
        line("fly-away", "f"),
        line("add-partner", "odd", {"person": person(2), "of": "technology", "colour": "red"}),
        line("add-partner", "p2", {"person": person(9), "of": "technology"}),
        "",
        *joins(3),
    )
    done = await imported(store, path)
    assert (done.recorded, done.refused, done.last_line) == (4, 5, 11)
    kept = await engine.refusals(store, await store.workspace("acme"), bytes.fromhex(done.sha256))
    assert [(each.line, each.rule) for each in kept] == [
        (4, "partnership.already-partner"),
        (5, "import.malformed-line"),
        (6, "import.unknown-command"),
        (7, "import.malformed-body"),
        (8, "import.key-reused"),
    ]
    assert all(each.detail for each in kept)


async def test_what_could_not_be_read_again_is_refused_and_later_lines_go_on(store: Store, tmp_path: Path) -> None:
    hers = {"title": "Slow", "problem": "Slow.", "theme": "other"}
    path = a_file(
        tmp_path,
        FOUNDING,
        line("raise-opportunity", "id", hers, subject="x"),
        line("raise-opportunity", "kind", hers, subject=person(2)),
        line("raise-opportunity", "time", hers, occurred_at="0001-01-01T00:00:00+14:00"),
        line("raise-opportunity", "utf", hers | {"title": "broken \u00e9"}),
        line("raise-opportunity", "moment", hers | {"occurred_at": "9999-12-31T23:59:59-14:00"}),
        line("issue-key", "key", {"holder": OWNER, "scopes": ["admin"]}),
        line("confirm-minutes", "minutes", subject=ids.new_id("mtg", 1_550_000_000_000, 1)),
        line("raise-opportunity", "fine", hers),
    )
    path.write_bytes(path.read_bytes().replace(b"\\u00e9", b"\xff"))
    done = await imported(store, path)
    assert (done.recorded, done.refused, done.finished) == (1, 7, True)
    kept = await engine.refusals(store, await store.workspace("acme"), bytes.fromhex(done.sha256))
    assert [each.rule for each in kept] == [
        "acting.subject-malformed",
        "acting.subject-malformed",
        "acting.time-out-of-range",
        "import.malformed-body",
        "acting.time-out-of-range",
        "import.not-imported",
        "import.not-imported",
    ]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_the_chunk_size_changes_nothing(tmp_path_factory: pytest.TempPathFactory, sizes: list[int]) -> None:
    """Any way to cut a file into chunks reads the same lines."""
    folder = tmp_path_factory.mktemp("lines")
    path = a_file(folder, *(f"line {number}" for number in range(1, 12)))
    whole = [each for part in chunks_of_lines(path, after=0, size=100) for each in part]
    for size in sizes:
        for after in range(12):
            cut = [each for part in chunks_of_lines(path, after=after, size=size) for each in part]
            assert cut == whole[after:]


async def test_cut_off_anywhere_and_resumed_it_equals_an_uninterrupted_import(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = line("add-partner", "again", {"person": person(2), "of": "technology"})
    path = a_file(tmp_path, FOUNDING, *(text for number in range(2, 12) for text in joins(number)), refused)
    workspace = await founded(store, path)
    original = engine.store_chunk
    calls = 0

    async def cut_off(*arguments: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls % 2 == 0:
            raise ConnectionResetError("cut off before the chunk was stored")
        return await original(*arguments, **more)

    monkeypatch.setattr(engine, "store_chunk", cut_off)
    attempts = 0
    while True:
        attempts += 1
        try:
            done = await engine.import_file(store, workspace, path, importer=OWNER, secret=SECRET, clock=now, chunk=2)
        except ConnectionResetError:
            continue
        break
    assert attempts > 5
    assert (done.recorded, done.refused) == (20, 1)
    interrupted = await facts(store)
    assert [fact[0] for fact in interrupted] == list(range(1, len(interrupted) + 1))
    monkeypatch.undo()


@pytest.mark.parametrize(("chunk", "remembered"), [(1, 0), (1, 1000), (2, 10), (3, 1000), (7, 0), (100, 1000)])
async def test_neither_chunk_size_nor_memory_changes_the_outcome(
    store: Store, tmp_path: Path, chunk: int, remembered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a line repeats, reuses a key or builds on one of the chunk that is still being stored."""
    monkeypatch.setattr(memory, "LIMIT", remembered)
    path = a_file(
        tmp_path,
        FOUNDING,
        *(text for number in range(2, 8) for text in joins(number)),
        joins(7)[1],
        line("add-partner", "p7", {"person": person(6), "of": "business"}),
        line("add-partner", "again", {"person": person(7), "of": "technology"}),
        joins(2)[0],
        *joins(8),
    )
    done = await imported(store, path, chunk=chunk)
    assert (done.recorded, done.repeated, done.refused) == (14, 3, 2)
    kept = await engine.refusals(store, await store.workspace("acme"), bytes.fromhex(done.sha256))
    assert [(each.line, each.rule) for each in kept] == [
        (15, "import.key-reused"),
        (16, "partnership.already-partner"),
    ]
    counts = [fact[1].partners for fact in await facts(store) if type(fact[1]).TOPIC == "partner-joined.v1"]
    assert counts == list(range(1, 8))


async def test_two_processes_cannot_import_one_file_twice(store: Store, tmp_path: Path) -> None:
    path = a_file(tmp_path, FOUNDING, *(text for number in range(2, 30) for text in joins(number)))
    workspace = await founded(store, path)
    results = await asyncio.gather(
        *(
            engine.import_file(store, workspace, path, importer=OWNER, secret=SECRET, clock=now, chunk=5)
            for _ in range(2)
        ),
        return_exceptions=True,
    )
    assert any(isinstance(result, engine.Progress) for result in results)
    assert all(isinstance(result, engine.Progress | engine.ImportContested) for result in results)
    assert (await store.head(workspace)).position == 2 + 2 * 28


async def test_an_import_goes_on_beside_other_writers(store: Store, tmp_path: Path) -> None:
    path = a_file(tmp_path, FOUNDING, *(text for number in range(2, 40) for text in joins(number)))
    other = tmp_path / "other"
    other.mkdir()
    beside = a_file(other, *(text for number in range(100, 140) for text in joins(number)))
    workspace = await founded(store, path)
    done = await asyncio.gather(
        *(
            engine.import_file(store, workspace, each, importer=OWNER, secret=SECRET, clock=now, chunk=4)
            for each in (path, beside)
        )
    )
    assert [(each.recorded, each.refused) for each in done] == [(76, 0), (80, 0)]
    counts = [fact[1].partners for fact in await facts(store) if type(fact[1]).TOPIC == "partner-joined.v1"]
    assert counts == list(range(1, 79))


async def test_a_file_founds_its_workspace_only_by_its_first_line(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotAFoundationError, match="does not begin with create-workspace"):
        await founded(store, a_file(tmp_path, *joins(2)))
    with pytest.raises(NotAFoundationError):
        await founded(store, a_file(tmp_path, line("create-workspace", "w", {"name": "Other"}, subject="other")))


def test_a_line_without_end_stays_bounded(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"x" * (3 * MAX_LINE) + b"\n" + b"{}")
    numbers = [(number, len(raw)) for part in chunks_of_lines(path, after=0, size=10) for number, raw in part]
    assert numbers == [(1, MAX_LINE + 1), (2, 2)]
    assert measure(path)[1] == 2
