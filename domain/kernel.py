"""The one place where the domain touches the `eventsourcing` library: events, states and commands.

A *command* is a library Slice, an *event* is a library Decision (that noun means something else here, so the
library's class is renamed on import). A command names the states it decides on; its consistency boundary is
derived from them.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal, Self, TypeVar

import msgspec
from eventsourcing.dcb.domain import Decision as LibraryEvent
from eventsourcing.dcb.domain import Selector, Slice, Tagged

from domain.blind import VEIL, PrivateEntry, no_pseudonym, no_salt
from domain.refusals import Refusal, Refused
from domain.tagging import Tag, tag_fields, tags_of

__all__ = [
    "CATALOGUE",
    "COMMANDS",
    "Command",
    "Context",
    "Event",
    "Recorded",
    "Selector",
    "State",
    "Tag",
    "event",
    "tag_fields",
    "tags_of",
]


@typing.dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Event(msgspec.Struct, LibraryEvent, frozen=True, kw_only=True, omit_defaults=True):
    """A fact. Subclasses are declared once with `@event`; fields marked with `Tag` index it in the ledger."""

    TOPIC: ClassVar[str] = ""
    STATIC_TAGS: ClassVar[tuple[str, ...]] = ()

    def mutate(self, obj: Any) -> Any:
        """Hand this event to whatever folds it (the library's replay protocol)."""
        obj.fold(Recorded.bare(self))
        return obj


E = TypeVar("E", bound=type[Event])
CATALOGUE: dict[str, type[Event]] = {}


def event(name: str, version: int = 1, tags: Sequence[str] = ()) -> Callable[[E], E]:
    """Declare an event type: its stored name is `<name>.v<version>`; `tags` are carried by every event of the type."""

    def declare(cls: E) -> E:
        topic = f"{name}.v{version}"
        if topic in CATALOGUE:
            raise TypeError(f"event {topic} is declared twice")
        cls.TOPIC = topic
        cls.STATIC_TAGS = tuple(tags)
        CATALOGUE[topic] = cls
        return cls

    return declare


class Recorded(msgspec.Struct, LibraryEvent, frozen=True, kw_only=True):
    """An event with its envelope, as states, views and projections fold it.

    `position` is 0 while the event is not yet in the ledger. `occurred_at` is the claimed time, equal to
    `recorded_at` where nothing was claimed. `side` is the actor's side at that moment.
    """

    event: Event
    tags: tuple[str, ...] = ()
    id: str = ""
    position: int = 0
    occurred_at: datetime
    recorded_at: datetime
    actor: str = ""
    side: str = "none"
    recorder: str | None = None
    credential: str = ""
    basis: str = "first_hand"
    meeting: str | None = None
    correlation: str | None = None
    causation: str | None = None

    def mutate(self, obj: Any) -> Any:
        """Hand this record to whatever folds it (the library's replay protocol)."""
        obj.fold(self)
        return obj

    @classmethod
    def bare(cls, fact: Event) -> Self:
        """A record without envelope, for the library's own repository."""
        epoch = datetime.min.replace(tzinfo=UTC)
        return cls(event=fact, tags=tags_of(fact), occurred_at=epoch, recorded_at=epoch)


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, when and on which ground; everything a command may not find out by itself.

    `occurred_at` is the claimed time, None for "now". `new_id` answers a fresh id for a prefix such as `dec`,
    `new_salt` 32 fresh random bytes, `pseudonym` a text's HMAC-SHA-256 in hexadecimal under the service's secret.
    """

    workspace: str
    sides: tuple[str, ...]
    actor: str
    now: datetime
    new_id: Callable[[str], str]
    recorder: str | None = None
    credential: str = ""
    scopes: frozenset[str] = frozenset()
    basis: str = "first_hand"
    meeting: str | None = None
    occurred_at: datetime | None = None
    correlation: str | None = None
    causation: str | None = None
    new_salt: Callable[[], bytes] = no_salt
    pseudonym: Callable[[str], str] = no_pseudonym

    @property
    def claimed(self) -> datetime:
        """The time the act is said to have happened."""
        return self.occurred_at or self.now

    @property
    def effective(self) -> datetime:
        """What deadlines measure: the ledger's clock for first-hand acts, else the claimed time."""
        return self.now if self.basis == "first_hand" else self.claimed

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The times at which a delegation has to hold: one that is over does not reach back."""
        return self.claimed, self.effective


class State:
    """A small fold over the events of one tag (or, with an empty tag, of its types alone).

    `folds` lists the event types it reads; with `latest` only the newest of them is read. `types` may name others for
    one instance. Folds only assign.
    """

    folds: ClassVar[tuple[type[Event], ...]] = ()
    latest: ClassVar[bool] = False

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.types: tuple[type[Event], ...] = self.folds

    @property
    def selector(self) -> Selector:
        """The state's part of a boundary, in the library's terms."""
        return Selector(types=self.types, tags=[self.tag] if self.tag else [])

    def sees(self, recorded: Recorded) -> bool:
        """Whether the event belongs to this state."""
        return (not self.tag or self.tag in recorded.tags) and type(recorded.event) in self.folds

    def fold(self, recorded: Recorded) -> None:
        """Take one event in."""
        raise NotImplementedError(type(self).__name__)


S = TypeVar("S", bound=State)
COMMANDS: dict[str, type[Command]] = {}


class Command(Slice[Any]):
    """A decision to be made: states in, refusals or events out. It never inherits from another concrete one.

    Life of a command: built with `prepare()` naming its states; the first read is folded; `follow()` may name further
    states that depend on it (read next); `execute()` puts its guards first and its events last.
    """

    name: ClassVar[str] = ""
    unconditional: ClassVar[bool] = False
    repeatable: ClassVar[bool] = False  # may find it all on the record: no event, no refusal

    def __init__(self, context: Context) -> None:
        self.context = context
        self.side = "none"
        self.states: list[State] = []
        self.refusals: list[Refusal] = []
        self.directory: dict[str, dict[str, str | None]] = {}  # personal data by person, kept beside the ledger
        # keys (`accepted`, `revoked`) and people who lose all of theirs (`holders`), written in the same append too
        self.keys: dict[Literal["accepted", "revoked", "holders"], tuple[str, ...]] = {}
        # content that an event only commits to, by the event's place among the new ones
        self.private: dict[int, PrivateEntry] = {}
        # whether the envelope keeps the author to itself
        self.veiled = False
        # what the events named by `unseals` commit to, by event id; put here before `execute`
        self.contents: dict[str, PrivateEntry] = {}
        # events whose content beside the ledger goes with the append
        self.forget: list[str] = []

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.name:
            if cls.name in COMMANDS:
                raise TypeError(f"command {cls.name} is declared twice")
            if any(parent.name for parent in cls.__mro__[1:] if issubclass(parent, Command)):
                raise TypeError(f"{cls.__name__} inherits from another command; compose states instead")
            COMMANDS[cls.name] = cls

    def know(self, state: S) -> S:
        """Make a state part of the boundary (the same type and tag is shared) and answer it."""
        kind, tag = type(state), state.tag
        for known in self.states:
            if type(known) is kind and known.tag == tag:
                return known
        self.states.append(state)
        return state

    def consistency_boundary(self) -> list[Selector]:
        """One selector per state: what this command must have read to decide."""
        return [state.selector for state in self.states]

    def follow(self) -> None:
        """Name further states, with `know`, that depend on what the first read showed."""

    def unseals(self) -> tuple[str, ...]:
        """Name the events whose sealed contents `execute` opens; asked for once everything is folded."""
        return ()

    def fold(self, recorded: Recorded) -> None:
        """Pass one event to the states that it concerns."""
        for state in self.states:
            if state.sees(recorded):
                state.fold(recorded)

    def check(self, condition: object, refusal: Refusal) -> bool:
        """Note a refusal unless the condition holds; all noted ones are raised together before the first event."""
        if not condition:
            self.refusals.append(refusal)
        return bool(condition)

    def require(self, condition: object, refusal: Refusal) -> None:
        """As `check`, for guards without which the later ones make no sense: refuses at once."""
        if not condition:
            raise Refused([*self.refusals, refusal])

    def settle(self) -> None:
        """Raise every refusal noted so far."""
        if self.refusals:
            raise Refused(self.refusals)

    def record(self, fact: Event) -> None:
        """Accept an event: fold it into this command's states and keep it for the append."""
        self.settle()
        tags = tags_of(fact)
        self.new_decisions.append(Tagged(list(tags), fact))
        context = self.context
        self.fold(
            Recorded(
                event=fact,
                tags=tags,
                occurred_at=context.claimed,
                recorded_at=context.now,
                actor=VEIL if self.veiled else context.actor,
                side=self.side,
                recorder=None if self.veiled else context.recorder,
                credential="" if self.veiled else context.credential,
                basis=context.basis,
                meeting=context.meeting,
            )
        )
