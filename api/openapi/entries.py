"""Events in the document: one entry schema for each type, told apart by `type`, and one webhook for each."""

from __future__ import annotations

from typing import Any

from api.openapi.schemas import Schema, bounded
from domain.kernel import CATALOGUE, Event

SCHEMAS = "#/components/schemas/"
MOMENT: Schema = {"type": "string", "format": "date-time"}
NULLABLE_TEXT: Schema = {"anyOf": [{"type": "string", "maxLength": 200}, {"type": "null"}]}
HEAD: dict[str, Schema] = {
    "workspace": {"type": "string", "maxLength": 63, "description": "slug of the workspace"},
    "position": {"type": "integer", "minimum": 1, "description": "place in the workspace's ledger, without gaps"},
    "recorded_at": {**MOMENT, "description": "the ledger's clock"},
    "redacted": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
        "description": "only where texts were taken out: the leaf of what stood there, SHA-256 in hexadecimal",
    },
    "id": {"type": "string", "pattern": "^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$"},
    "occurred_at": {"anyOf": [MOMENT, {"type": "null"}], "description": "the claimed time; null means recorded_at"},
    "actor": {"type": "string", "maxLength": 100, "description": "whose act"},
    "side": {"type": "string", "maxLength": 32, "description": "the actor's side at that moment, `team` or `none`"},
    "recorder": {**NULLABLE_TEXT, "description": "who typed it, where that was somebody else"},
    "credential": {"type": "string", "maxLength": 200, "description": "the key's public part"},
    "basis": {"type": "string", "enum": ["first_hand", "minuted", "imported", "inferred"]},
    "meeting": {**NULLABLE_TEXT, "description": "where it was minuted"},
    "correlation": {**NULLABLE_TEXT, "description": "the client's Correlation-Id"},
    "causation": {**NULLABLE_TEXT, "description": "what caused it"},
    "tags": {
        "type": "array",
        "items": {"type": "string", "maxLength": 200},
        "maxItems": 500,
        "description": "the subjects that it concerns",
    },
}
# commands whose events have other words: what to look for instead
SAID_OTHERWISE = {
    "agree-decision": "side-agreed",
    "agree-value": "value-agreed-by-side",
    "counter-value": "value-proposed",
    "end-partner": "partner-left",
    "remove-team-member": "team-member-left",
    "update-person": "person-details-changed",
}
EXAMPLE = {
    "workspace": "acme",
    "position": 42,
    "recorded_at": "2026-11-25T08:00:00.000000Z",
    "id": "evt_01kb5v3n8rf4tt2q9w6zg0x1y7",
    "type": "",
    "occurred_at": None,
    "actor": "per_01kb5v3n8rf4tt2q9w6zg0x1y7",
    "side": "technology",
    "recorder": None,
    "credential": "acc_3fT9xKq2",
    "basis": "first_hand",
    "meeting": None,
    "correlation": None,
    "causation": None,
    "tags": [],
    "data": {},
}


def event_types() -> list[type[Event]]:
    """Every event type, in the order of their stored names."""
    return [CATALOGUE[topic] for topic in sorted(CATALOGUE)]


def entry_name(event: type[Event]) -> str:
    """The component of an event's entry."""
    return f"{event.__name__}Entry"


def typical_event(command: str) -> type[Event]:
    """The event that a command's example shows: the one whose name has most of the command's words."""
    stems = [word[:4] for word in SAID_OTHERWISE.get(command, command).split("-")]

    def likeness(event: type[Event]) -> tuple[int, int]:
        words = event.TOPIC.partition(".")[0].split("-")
        return sum(any(word.startswith(stem) for word in words) for stem in stems), -len(words)

    return max(event_types(), key=likeness)


def entry_example(event: type[Event], data: object) -> dict[str, object]:
    """An entry of that type."""
    return {**EXAMPLE, "type": event.TOPIC, "data": data}


def entry_schemas(data: dict[type[Event], Schema]) -> dict[str, Schema]:
    """One component an event type, and `Entry` for any of them; `data` refers to each type's own fields."""
    schemas: dict[str, Schema] = {}
    mapping: dict[str, str] = {}
    for event, reference in data.items():
        name = entry_name(event)
        schemas[name] = {
            "title": name,
            "description": (event.__doc__ or "").strip(),
            "allOf": [
                {"$ref": f"{SCHEMAS}EntryHead"},
                {
                    "type": "object",
                    "properties": {"type": {"type": "string", "const": event.TOPIC}, "data": reference},
                    "required": ["type", "data"],
                },
            ],
        }
        mapping[event.TOPIC] = SCHEMAS + name
    schemas["EntryHead"] = bounded(
        {
            "type": "object",
            "title": "EntryHead",
            "description": "What every entry of the ledger has beside its type and data.",
            "properties": HEAD,
            "required": [name for name in HEAD if name != "redacted"],
        }
    )
    del schemas["EntryHead"]["additionalProperties"]
    schemas["Entry"] = {
        "title": "Entry",
        "description": "One event as it stands in the ledger. `type` tells which fields `data` has.",
        "oneOf": [{"$ref": reference} for reference in mapping.values()],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    return schemas


def webhooks(examples: dict[type[Event], Any]) -> dict[str, Any]:
    """What the service tells subscribers: one operation an event type, an entry as its body."""
    described = {}
    for event, example in examples.items():
        summary, _, rest = (event.__doc__ or event.__name__).strip().partition("\n")
        name = event.__name__
        described[event.TOPIC] = {
            "post": {
                "operationId": f"on{name}{event.TOPIC.rpartition('.')[2].upper()}",
                "tags": ["events"],
                "summary": summary.rstrip("."),
                "description": " ".join([summary, *rest.split()]),
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {"$ref": SCHEMAS + entry_name(event)},
                            "examples": {"entry": {"value": example}},
                        }
                    },
                },
                "responses": {"2XX": {"description": "The subscriber has taken it in."}},
            }
        }
    return described
