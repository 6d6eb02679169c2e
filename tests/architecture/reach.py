"""What a command can record and by which rules it can be refused, read from its code.

Starting at the methods that every command has, all code of the domain that they name is followed: functions by their
name, methods by their name on any class that has been named. So the result may hold a rule too many; one that is
missing was raised under a name of its own.
"""

import inspect
from collections.abc import Iterable, Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import TypeVar

from domain.acting import Act
from domain.kernel import Command, Event
from domain.refusals import Refusal

Kind = TypeVar("Kind")
ENTRANCES = ("prepare", "follow", "decide")
# what every act goes through is said once for all of them
SHARED = frozenset({Act, Command})


class _Reach:
    """All that has been named so far; grows until nothing new is named."""

    def __init__(self, command: type[Command]) -> None:
        self.classes: dict[type, None] = {}
        self.names: dict[str, None] = dict.fromkeys(ENTRANCES)
        self.functions: dict[FunctionType, None] = {}
        for kind in command.__mro__:
            if _of_domain(kind) and kind not in SHARED:
                self.classes[kind] = None
        body = getattr(command, "body_type", None)
        if inspect.isclass(body) and _of_domain(body):
            self.classes[body] = None

    def grow(self) -> bool:
        """Take in what the classes and names known lead to; tell whether that was anything new."""
        before = len(self.functions)
        for kind in tuple(self.classes):
            for name, value in vars(kind).items():
                if inspect.isclass(value) and _of_domain(value):
                    self._class(value)
                elif name in self.names:
                    self._function(value)
        return len(self.functions) > before

    def _function(self, value: object) -> None:
        plain = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        if not isinstance(plain, FunctionType) or plain in self.functions:
            return
        self.functions[plain] = None
        names = tuple(_names(plain.__code__))
        for name in names:
            self.names[name] = None
            self._named(plain.__globals__.get(name), names)

    def _named(self, found: object, names: tuple[str, ...]) -> None:
        if inspect.ismodule(found) and found.__name__.startswith("domain."):
            for name in names:
                self._named(vars(found).get(name), names)
        elif _of_domain(found):
            if inspect.isclass(found):
                self._class(found)
            else:
                self._function(found)

    def _class(self, kind: type) -> None:
        for each in kind.__mro__:
            if _of_domain(each) and each not in SHARED:
                self.classes[each] = None
                if "__init__" in vars(each):
                    self._function(vars(each)["__init__"])


@cache
def reached(command: type[Command]) -> tuple[tuple[type[Event], ...], tuple[type[Refusal], ...]]:
    """The events and the refusals of a command, in the order of their names."""
    reach = _Reach(command)
    while reach.grow():
        pass
    facts = sorted(_kinds(reach.classes, Event), key=lambda event: event.TOPIC)
    reasons = sorted((each for each in _kinds(reach.classes, Refusal) if each.rule), key=lambda each: each.rule)
    return tuple(each for each in facts if each.TOPIC), tuple(reasons)


def _kinds(classes: Iterable[type], kind: type[Kind]) -> Iterator[type[Kind]]:
    return (each for each in classes if issubclass(each, kind) and each is not kind)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _of_domain(found: object) -> bool:
    return (getattr(found, "__module__", None) or "").startswith("domain.")
