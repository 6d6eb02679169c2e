"""Whoever writes a client learns from the document what each field of a body means."""

from api.openapi.document import write_document
from api.openapi.glossary import OF_ACTS, reached


def test_every_field_of_every_body_is_described() -> None:
    document = write_document()
    schemas = document["components"]["schemas"]
    operations = [each for path in document["paths"].values() for each in path.values()]
    bodies = [each["requestBody"] for each in operations if "requestBody" in each]
    parts = {
        (name, field): part
        for name in reached(bodies, schemas)
        for field, part in schemas[name].get("properties", {}).items()
    }
    assert len(parts) > 1000
    assert [where for where, part in parts.items() if not {"$ref", "description"} & part.keys()] == []
    assert OF_ACTS.keys() - {field for _, field in parts} == set()
