"""The test vectors of the documents hold, by this code and by an independent reading of the rule (G4)."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.canonical import content_hash
from domain.decisions.terms import DecisionContent
from domain.opportunities.terms import OpportunityContent, ValueContent

DOCUMENT = Path(__file__).parents[3] / "docs" / "content-hash.md"
VECTOR = re.compile(r"^### (.+)\n(?:.*\n)*?```json\n(.+)\n```\n\nSHA-256 `([0-9a-f]{64})`$", re.MULTILINE)
VECTORS: list[tuple[str, str, str]] = VECTOR.findall(DOCUMENT.read_text(encoding="utf-8"))
CONTENTS: dict[str, Any] = {
    "An opportunity's wording": OpportunityContent,
    "A value statement": ValueContent,
    "A first priority": DecisionContent,
    "A commitment with everything": DecisionContent,
}
EACH = pytest.mark.parametrize(("name", "content", "digest"), VECTORS, ids=[name for name, _, _ in VECTORS])


def test_every_vector_is_read() -> None:
    assert [name for name, _, _ in VECTORS] == list(CONTENTS)


@EACH
def test_the_content_has_its_hash(name: str, content: str, digest: str) -> None:
    assert content_hash(msgspec.json.decode(content, type=CONTENTS[name])) == digest


@EACH
def test_the_written_bytes_have_it_too(name: str, content: str, digest: str) -> None:
    assert hashlib.sha256(content.encode()).hexdigest() == digest, name


@EACH
def test_the_json_is_canonical(name: str, content: str, digest: str) -> None:
    """For contents with plain keys and integers alone, RFC 8785 is sorted keys without spaces."""
    canonical = json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert (canonical, len(digest)) == (content, 64), name


def test_a_vector_holds_every_part_of_a_decision() -> None:
    parts = {part for name, content, _ in VECTORS if CONTENTS[name] is DecisionContent for part in json.loads(content)}
    assert parts == set(DecisionContent.__struct_fields__)
