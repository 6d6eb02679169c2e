"""Corrections of facts (rule G1): which fields may be mended, the event that mends one, and how folds apply it.

Agreements, predictions and scores are never declared here: they are only followed by later ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from domain.fields import Text
from domain.ids import EventId
from domain.kernel import Event, Tag, event
from domain.upcasting import kind_now

E = TypeVar("E", bound=type[Event])
CORRECTABLE: dict[type[Event], frozenset[str]] = {}

FieldName = Annotated[str, Meta(max_length=64, pattern="^[a-z][a-z0-9_]*$(?!\\n)")]
SubjectTag = Annotated[
    str,
    Meta(
        max_length=240,
        pattern="^[a-z][a-z-]*(:[^\\u0000-\\u0020]{1,220})?$(?!\\n)",
        examples=["meeting:mtg_01kb5v3n8rf4tt2q9w6zg0x1y7"],
    ),
]


def correctable(*fields: str) -> Callable[[E], E]:
    """Declare, above `@event`, the fields of an event type that state plain facts and may be corrected."""

    def declare(cls: E) -> E:
        unknown = set(fields) - set(cls.__struct_fields__)
        if unknown:
            raise TypeError(f"{cls.__name__} has no field {', '.join(sorted(unknown))}")
        CORRECTABLE[cls] = frozenset(fields)
        return cls

    return declare


@event("record-corrected")
class RecordCorrected(Event):
    """A fact was recorded wrongly: `field` of an earlier event reads `to` instead of `from`. The earlier one stays.

    `subjects` are the tags of the earlier event, so that whatever folds that one sees its correction too.
    """

    event: Annotated[EventId, Tag("event")]
    subjects: Annotated[tuple[SubjectTag, ...], Tag("*")]
    position: int
    type: str
    field: FieldName
    reason: Text
    former: Any = msgspec.field(name="from", default=None)
    to: Any = None

    def __post_init__(self) -> None:
        """Speak about the version that the corrected event is read as."""
        now = kind_now(self.type)
        if now is not None and self.type != now.TOPIC:
            msgspec.structs.force_setattr(self, "type", now.TOPIC)


F = TypeVar("F", bound=Event)


def as_kept(fact: Event, field: str) -> object:
    """A field of an event as the ledger keeps it: plain JSON values."""
    kept: object = msgspec.json.decode(msgspec.json.encode(getattr(fact, field)))
    return kept


def corrected(fact: F, field: str, to: object) -> F:
    """The event as it should have read; raises `msgspec.ValidationError` if the value does not fit the field."""
    return msgspec.convert({**msgspec.to_builtins(fact), field: to}, type(fact))
