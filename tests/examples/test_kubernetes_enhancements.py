"""The converter: every record accounted for, the same bytes each time, lines that the importer can read."""

import json
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from domain.registry import COMMANDS
from eventstore.importing.lines import parse
from examples.kubernetes.records import UnreadableRecordError
from examples.kubernetes_enhancements import convert, counts_file
from tests.examples.sources import EXCERPT, SOURCE, STAGES, STATUSES, rows, tally, version, words


@pytest.mark.parametrize("source", dict.fromkeys((SOURCE, EXCERPT)), ids=lambda path: path.name)
def test_counts_equal_an_independent_count(source: Path, tmp_path: Path) -> None:
    counted, found = convert(source, tmp_path / "commands.jsonl").as_json(), rows(source)
    groups, enhancements = tally(found)
    assert counted["records"] == Counter(row["record"] for row in found)
    assert {name: counted["groups"][name] for name in groups} == groups
    assert {name: counted["enhancements"][name] for name in groups} == {n: len(k) for n, k in enhancements.items()}
    overlapping = enhancements["signer among others listed"] - enhancements["signer alone listed"]
    assert counted["enhancements"]["signer never alone, but among others"] == len(overlapping)


@pytest.mark.parametrize("source", dict.fromkeys((SOURCE, EXCERPT)), ids=lambda path: path.name)
def test_every_record_has_one_outcome(source: Path, tmp_path: Path) -> None:
    counted, found = convert(source, tmp_path / "commands.jsonl").as_json(), rows(source)
    assert {kind: sum(outcomes.values()) for kind, outcomes in counted["outcomes"].items()} == counted["records"]
    assert sum(counted["records"].values()) == len(found)


def test_words_that_are_not_known_are_reported_with_their_number(tmp_path: Path) -> None:
    found, counted = rows(), convert(SOURCE, tmp_path / "commands.jsonl").as_json()["words"]
    unknown = {
        "status": {word: number for word, number in words(found, "status").items() if word not in STATUSES},
        "stage": {word: number for word, number in words(found, "stage").items() if word not in STAGES},
        "milestone": {
            word: number for word, number in words(found, "milestone").items() if version(word) in {None, (0, 0)}
        },
    }
    for name, expected in unknown.items():
        reported = counted.get(f"{name}: unknown spelling", {}) | counted.get(f"{name}: placeholder", {})
        assert reported == expected


def test_the_whole_record_gives_the_numbers_of_its_description() -> None:
    """Only the whole record can: the excerpt is held to the numbers that are right for it."""
    groups, enhancements = tally(rows())
    numbers = (
        len(enhancements["signer alone listed"]),
        len(enhancements["signer among others listed"] - enhancements["signer alone listed"]),
        groups["signed off, nobody listed"],
        groups["signed off for another stage"],
        groups["milestone moved back"],
        groups["milestone became null"],
        groups["left implemented"],
        groups["begins without proposed"],
    )
    assert numbers == ((16, 51, 41, 111, 36, 18, 29, 5) if SOURCE != EXCERPT else (4, 1, 6, 7, 0, 4, 3, 3))


def test_the_same_records_give_the_same_bytes(commands: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.jsonl"
    convert(SOURCE, again)
    assert again.read_bytes() == commands.read_bytes()
    assert counts_file(again).read_bytes() == counts_file(commands).read_bytes()


def test_every_line_is_a_command_that_accord_knows(commands: Path) -> None:
    keys = Counter[tuple[str | None, str]]()
    for raw in commands.read_bytes().splitlines():
        line = parse(raw)
        kind = COMMANDS[line.command]
        msgspec.json.decode(line.body, type=kind.body_type)  # type: ignore[attr-defined]
        keys[(line.actor, line.idempotency_key)] += 1
    assert [key for key, number in keys.items() if number > 1] == []


def test_lines_stand_in_the_order_of_time(commands: Path) -> None:
    times = [json.loads(line)["occurred_at"] for line in commands.read_text(encoding="utf-8").splitlines()]
    assert times == sorted(times)


def test_what_is_no_record_is_named_by_its_line(tmp_path: Path) -> None:
    source = tmp_path / "records.jsonl"
    source.write_text(EXCERPT.read_text(encoding="utf-8").splitlines()[0] + '\n{"at": 1}\n', encoding="utf-8")
    with pytest.raises(UnreadableRecordError, match="line 2"):
        convert(source, tmp_path / "commands.jsonl")
