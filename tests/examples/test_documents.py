"""The documents about imports say what is so."""

import re
from pathlib import Path

import msgspec

from domain.acting import Act
from domain.registry import COMMANDS
from eventstore.importing.lines import Line, parse
from tests.examples.sources import ROOT

IMPORT = (ROOT / "docs/import.md").read_text(encoding="utf-8")


def test_the_lines_shown_are_lines() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", IMPORT, re.DOTALL)
    for raw in block.encode().splitlines():
        line = parse(raw)
        kind = COMMANDS[line.command]
        assert issubclass(kind, Act)
        assert isinstance(msgspec.json.decode(line.body, type=kind.body_type), kind.body_type)


def test_every_field_is_described() -> None:
    described = set(re.findall(r"^\| `(\w+)` \|", IMPORT, re.MULTILINE))
    assert described == set(Line.__struct_fields__)


def test_every_rule_of_the_importer_is_described() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(ROOT / "eventstore/importing").glob("*.py"))
    assert set(re.findall(r"^\| `(import\.[a-z-]+)` \|", IMPORT, re.MULTILINE)) == set(
        re.findall(r'"(import\.[a-z-]+)"', source)
    )
