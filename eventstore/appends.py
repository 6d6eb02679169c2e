"""One append as the process holds it, and many of them as the arguments of one append_many call."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import asyncpg
import msgspec

from eventstore.conditions import Criterion, joined
from eventstore.errors import (
    BoundaryConflict,
    EntryTooLarge,
    KeyReused,
    PreconditionFailed,
    Skipped,
    StoreError,
    UnknownWorkspace,
)
from eventstore.idempotency import Idempotency
from eventstore.packing import numbers, sparse_numbers, sparse_texts, texts
from eventstore.people import Person

Status = Literal[
    "appended",
    "repeated",
    "key_reused",
    "precondition_failed",
    "conflict",
    "too_large",
    "unknown_workspace",
    "skipped",
]


class NewEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event on its way into the ledger; `line` is its entry without the head that the database writes."""

    id: str
    type: str
    actor: str
    tags: tuple[str, ...]
    line: str
    occurred_at: datetime | None = None


class PrivateContent(msgspec.Struct, frozen=True, kw_only=True):
    """Content that the ledger only commits to: `salt` is 32 bytes in hexadecimal."""

    event: str
    person: str
    salt: str
    content: str


class IssuedKey(msgspec.Struct, frozen=True, kw_only=True):
    """A new key for the register: `sha256` of its secret in hexadecimal; one that is not `accepted` waits for it."""

    key: str
    sha256: str
    prefix: str
    holder: str
    scopes: tuple[str, ...]
    expires_at: datetime | None
    accepted: bool


class RedactedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An earlier entry as it is to read from now on."""

    position: int
    entry: str


class Beside(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Rows beside the ledger, written with the events or not at all. `forget` names events whose content goes.

    `issued` and `keys` change the register: new keys; key ids `accepted` and `revoked`, and `holders` who lose all keys
    of the workspace. `redact`: entries that what is appended takes texts out of.
    """

    people: tuple[Person, ...] = ()
    private: tuple[PrivateContent, ...] = ()
    forget: tuple[str, ...] = ()
    issued: tuple[IssuedKey, ...] = ()
    keys: Mapping[str, tuple[str, ...]] = {}
    redact: tuple[RedactedEntry, ...] = ()


class Append(msgspec.Struct, frozen=True, kw_only=True):
    """Events under a condition.

    Nothing may match `criteria` after position `after` (None: unconditional), and each `expected` tag must have its
    last event at exactly that position (0: none).
    """

    workspace_id: int
    events: tuple[NewEvent, ...]
    after: int | None
    criteria: tuple[Criterion, ...] = ()
    expected: tuple[tuple[str, int], ...] = ()
    actor: str = ""
    idempotency: Idempotency | None = None
    beside: Beside | None = None

    def __post_init__(self) -> None:
        if (self.after is None) != (not self.criteria):
            raise ValueError(
                "a boundary needs criteria and the position it was read at; without either, say after=None"
            )


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one append. Without events `last` is `first` - 1."""

    status: Status
    first: int = 0
    last: int = 0
    recorded_at: datetime | None = None

    @classmethod
    def of(cls, row: asyncpg.Record) -> "Result":
        return cls(status=row["status"], first=row["first"] or 0, last=row["last"] or 0, recorded_at=row["recorded_at"])


_REFUSALS: dict[str, Callable[[Append], StoreError]] = {
    "key_reused": lambda _: KeyReused("the idempotency key was used for another request"),
    "precondition_failed": lambda append: PreconditionFailed(append.expected),
    "conflict": lambda _: BoundaryConflict("the boundary has changed since it was read"),
    "too_large": lambda _: EntryTooLarge("an event takes more than 65535 bytes"),
    "unknown_workspace": lambda append: UnknownWorkspace(f"no workspace {append.workspace_id}"),
    "skipped": lambda _: Skipped("an earlier append of the chain was refused"),
}


def refusal(append: Append, result: Result) -> StoreError | None:
    """Return the error that a result stands for, None where the events are in the ledger."""
    if result.status in ("appended", "repeated"):
        return None
    return _REFUSALS[result.status](append)


_encode_beside = msgspec.json.Encoder().encode


def arguments(appends: Sequence[Append], *, chain: bool = False) -> list[Any]:
    """Flatten appends into the parameters of append_many, in their order there."""
    conditions = [
        [
            *((tag, "", position) for tag, position in append.expected),
            *((criterion.tags, criterion.types, None) for criterion in append.criteria),
        ]
        for append in appends
    ]
    flat = [condition for group in conditions for condition in group]
    events = [event for append in appends for event in append.events]
    keys = [append.idempotency for append in appends]
    return [
        [append.workspace_id for append in appends],
        [append.after for append in appends],
        [append.actor for append in appends],
        [idempotency and idempotency.key for idempotency in keys],
        [idempotency and idempotency.digest for idempotency in keys],
        [len(append.events) for append in appends],
        [len(group) for group in conditions],
        [append.beside and _encode_beside(append.beside).decode() for append in appends],
        [tags for tags, _, _ in flat],
        [types for _, types, _ in flat],
        [position for _, _, position in flat],
        [event.type for event in events],
        [event.occurred_at for event in events],
        [event.actor for event in events],
        [joined(event.tags) for event in events],
        [event.line for event in events],
        chain,
    ]


def packed(appends: Sequence[Append], *, chain: bool = False) -> list[Any]:
    """Return the same parameters, each list as one text."""
    conditions: list[tuple[str, str, int | None]] = []
    counts: list[int] = []
    events: list[NewEvent] = []
    for append in appends:
        expected, criteria = append.expected, append.criteria
        conditions += [(tag, "", position) for tag, position in expected]
        conditions += [(tags, types, None) for tags, types, _ in criteria]
        counts.append(len(expected) + len(criteria))
        events += append.events
    keys = [append.idempotency for append in appends]
    return [
        numbers([append.workspace_id for append in appends]),
        sparse_numbers([append.after for append in appends]),
        texts([append.actor for append in appends]),
        sparse_texts([key.key if key else None for key in keys]),
        sparse_numbers([f"\\x{key.digest.hex()}" if key else None for key in keys]),
        numbers([len(append.events) for append in appends]),
        numbers(counts),
        sparse_texts([_encode_beside(append.beside).decode() if append.beside else None for append in appends]),
        texts([tags for tags, _, _ in conditions]),
        texts([types for _, types, _ in conditions]),
        sparse_numbers([position for _, _, position in conditions]),
        texts([event.type for event in events]),
        sparse_numbers([event.occurred_at.isoformat() if event.occurred_at else None for event in events]),
        texts([event.actor for event in events]),
        texts([joined(event.tags) for event in events]),
        texts([event.line for event in events]),
        chain,
    ]


def touched(appends: Iterable[Append], results: Iterable[Result]) -> dict[int, int]:
    """Return the new head of each workspace that got events."""
    heads: dict[int, int] = {}
    for append, result in zip(appends, results, strict=True):
        if result.status == "appended" and append.events:
            heads[append.workspace_id] = result.last
    return heads
