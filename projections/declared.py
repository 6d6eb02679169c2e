"""The event types that a module of the domain declares."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from domain.kernel import Event


def events_of(*modules: ModuleType) -> frozenset[type[Event]]:
    """Every event type that these modules declare themselves."""
    return frozenset(
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type)
        and issubclass(found, Event)
        and found is not Event
        and found.__module__ == module.__name__
    )


def events_in(folds: Iterable[type[Event]]) -> frozenset[type[Event]]:
    """The event types that a table of folds has."""
    return frozenset(folds)
