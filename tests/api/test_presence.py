"""Views are written with every field, and the document says so; what clients send keeps its optional fields."""

from typing import Any

import pytest

from api.openapi.document import write_document

SCHEMAS: dict[str, Any] = write_document()["components"]["schemas"]


@pytest.mark.parametrize("name", ["Opportunity", "Decision", "Person", "DecisionRecord", "TrailEntry", "Fact"])
def test_every_field_of_a_view_is_there(name: str) -> None:
    assert set(SCHEMAS[name]["required"]) == set(SCHEMAS[name]["properties"])
    assert [field for field, schema in SCHEMAS[name]["properties"].items() if "default" in schema] == []


def test_a_body_needs_only_what_it_must_say() -> None:
    assert "occurred_at" in SCHEMAS["ProposeDecision"]["properties"]
    assert "occurred_at" not in SCHEMAS["ProposeDecision"]["required"]
