"""Versions of events that are no longer written, and how they are read as the ones that are.

A new optional field keeps an event's version. Anything else is a new version: the former class stays as it was, named
`…1`, declared with `@former` and told how it becomes the next one. Rows are never rewritten; whatever folds events only
ever sees the version that is written now.

    @former("team-formed", 1, now=TeamFormed)
    class TeamFormed1(Former):
        team: Annotated[TeamId, Tag("team")]
        title: Line

        def upcast(self) -> TeamFormed:
            return TeamFormed(team=self.team, name=self.title)

Tags stay as they were written, so a new version may not be found by a tag that the former one did not carry. What may
be corrected keeps the names of its fields, as corrections name them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from domain.kernel import CATALOGUE, Event

__all__ = ["FORMER", "Former", "as_now", "former", "kind_now", "stored_as", "topics_of"]


class Former(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An event as an earlier release wrote it."""

    NOW: ClassVar[type[Event]]

    def upcast(self) -> Event:
        """The same fact in the next version, which may be a former one, too."""
        raise NotImplementedError(type(self).__name__)


F = TypeVar("F", bound=type[Former])
FORMER: dict[str, type[Former]] = {}


def former(name: str, version: int, *, now: type[Event], tags: Sequence[str] = ()) -> Callable[[F], F]:
    """Declare a version that is no longer written; `now` is the one that is, `tags` as in `event`."""
    written, _, latest = now.TOPIC.rpartition(".v")
    topic = f"{name}.v{version}"
    if written != name or version >= int(latest):
        raise TypeError(f"{topic} is no former version of {now.TOPIC}")

    def declare(cls: F) -> F:
        if topic in CATALOGUE or topic in FORMER:
            raise TypeError(f"event {topic} is declared twice")
        cls.TOPIC, cls.STATIC_TAGS, cls.NOW = topic, tuple(tags), now
        FORMER[topic] = cls
        return cls

    return declare


def stored_as(topic: str) -> type[Event] | None:
    """The type that reads an event as it was stored; None for one that this release does not know."""
    return CATALOGUE.get(topic) or FORMER.get(topic)


def kind_now(topic: str) -> type[Event] | None:
    """The type that an event stored under that name is read as."""
    found = FORMER.get(topic)
    return found.NOW if found else CATALOGUE.get(topic)


def topics_of(kind: type[Event]) -> tuple[str, ...]:
    """The names under which events of a type are stored, in all versions."""
    return (kind.TOPIC, *(topic for topic, each in FORMER.items() if each.NOW is kind))


def as_now(fact: Event) -> Event:
    """An event in the version that is written now."""
    while isinstance(fact, Former):
        fact = fact.upcast()
    return fact
