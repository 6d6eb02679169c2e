"""Events are facts for good: named in the past tense, described, and frozen once they are released."""

import json
import re
from typing import Any

import msgspec
import pytest

from domain.kernel import Event, tag_fields
from domain.upcasting import FORMER, as_now
from tests.architecture.event_schemas import breaks, current, kept
from tests.architecture.registries import events

OLD: dict[str, Any] = {
    "type": "object",
    "properties": {"side": {"type": "string"}, "title": {"type": "string", "maxLength": 200}},
    "required": ["side"],
    "x-tags": {"side": "side"},
}


def with_property(name: str, schema: dict[str, object], **changes: object) -> dict[str, object]:
    return {**OLD, "properties": {**OLD["properties"], name: schema}, **changes}


def test_kept_schemas_are_what_the_code_says() -> None:
    """`make generate` renews them."""
    assert kept() == current()


def test_names_are_kebab_case_with_a_version() -> None:
    assert [topic for topic in events() if not re.fullmatch(r"[a-z]+(-[a-z]+)*\.v[1-9]\d*", topic)] == []


def test_every_event_is_described() -> None:
    assert [topic for topic, event in events().items() if not (event.__doc__ or "").strip()] == []


def test_every_event_can_be_found_by_a_tag() -> None:
    assert [topic for topic, event in events().items() if not tag_fields(event) and not event.STATIC_TAGS] == []


def lost(row: Any, written: Any) -> bool:
    """Whether something of a row is gone; what has a default may be added."""
    if isinstance(row, dict):
        return any(name not in written or lost(value, written[name]) for name, value in row.items())
    return bool(row != written)


def read_and_written(row: Any, event: type[Event]) -> Any:
    return msgspec.json.decode(msgspec.json.encode(msgspec.json.decode(json.dumps(row), type=event)))


def test_example_rows_are_read_and_written_without_loss() -> None:
    """The rows of a released version never change, so whatever the code becomes, it still reads them."""
    losing = [
        f"{topic}: {row}"
        for topic, schema in kept().items()
        for row in schema["examples"]
        if lost(row, read_and_written(row, events()[topic]))
    ]
    assert losing == []


def test_example_rows_of_former_versions_are_read_as_what_is_written_now() -> None:
    read = [
        (as_now(msgspec.json.decode(json.dumps(row), type=former)), former.NOW)
        for topic, former in FORMER.items()
        for row in kept()[topic]["examples"]
    ]
    assert [fact for fact, now in read if type(fact) is not now] == []


def test_a_new_optional_field_keeps_the_version() -> None:
    assert breaks(OLD, with_property("reason", {"type": "string", "default": None})) == []


def test_other_words_keep_the_version() -> None:
    assert breaks(OLD, {**OLD, "description": "said better"}) == []


@pytest.mark.parametrize(
    "new",
    [
        with_property("reason", {"type": "string"}, required=["side", "reason"]),
        with_property("side", {"type": "integer"}),
        with_property("title", {"type": "string", "maxLength": 100}),
        {**OLD, "properties": {"side": {"type": "string"}}},
        {**OLD, "required": []},
        {**OLD, "x-tags": {}},
    ],
    ids=["new required field", "other type", "narrower", "field gone", "no longer required", "other tags"],
)
def test_anything_else_needs_a_new_version(new: dict[str, object]) -> None:
    assert breaks(OLD, new) != []
