"""The published JSON schema of each event type, and when two versions of one may carry the same version number."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from domain.kernel import Event, tag_fields
from tests.architecture.house import ROOT
from tests.architecture.registries import events
from tests.architecture.samples import sample

FOLDER = ROOT / "openapi" / "events"
NAMED_PARTS = {"properties", "$defs"}
WORDS = {"title", "description", "examples", "x-tags", "x-released"}

Schema = Mapping[str, Any]


def schema_of(topic: str, event: type[Event], known: Schema) -> dict[str, Any]:
    """Describe what an event's `data` looks like, which tags it carries, since which release, with example rows."""
    schema = json.loads(msgspec.json.encode(msgspec.json.schema(event)))
    definitions = schema.pop("$defs")
    body = definitions.pop(schema.pop("$ref").rpartition("/")[2])
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **body, "title": topic}
    described["x-tags"] = {"fields": dict(tag_fields(event)), "always": list(event.STATIC_TAGS)}
    if definitions:
        described["$defs"] = definitions
    if "x-released" in known:
        described["x-released"] = known["x-released"]
        described["examples"] = known["examples"]
    else:
        rows = [sample(body, definitions, full=full) for full in (False, True)]
        described["examples"] = rows[: 1 + (rows[0] != rows[1])]
    return described


def kept() -> dict[str, dict[str, Any]]:
    """The schemas under version control, by topic."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def current() -> dict[str, dict[str, Any]]:
    """The schemas as the code has them; a released one keeps its release and its example rows."""
    known = kept()
    return {topic: schema_of(topic, event, known.get(topic, {})) for topic, event in events().items()}


def breaks(old: Schema, new: Schema) -> list[str]:
    """Name what keeps rows of the old schema from being rows of the new one. A new optional field does not."""
    return [*_breaks(_shape(old), _shape(new), ""), *(["/x-tags"] if old.get("x-tags") != new.get("x-tags") else [])]


def _breaks(old: Any, new: Any, where: str) -> Iterator[str]:
    if not (isinstance(old, dict) and isinstance(new, dict)):
        if old != new:
            yield where
        return
    for key in sorted(old.keys() | new.keys()):
        if key in NAMED_PARTS:
            before, after = old.get(key, {}), new.get(key, {})
            for name, part in before.items():
                yield from _breaks(part, after.get(name), f"{where}/{key}/{name}")
        else:
            yield from _breaks(old.get(key), new.get(key), f"{where}/{key}")


def _shape(schema: Any) -> Any:
    """A schema without what is only said to people, its lists in one order (a property may be named like a word)."""
    match schema:
        case dict():
            return {
                key: {name: _shape(value) for name, value in content.items()} if key in NAMED_PARTS else _shape(content)
                for key, content in schema.items()
                if key not in WORDS
            }
        case list():
            return sorted((_shape(item) for item in schema), key=json.dumps)
        case _:
            return schema


def path_of(topic: str) -> Path:
    return FOLDER / f"{topic}.json"


def text_of(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
