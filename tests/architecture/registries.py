"""The domain's registries, filled: every event, refusal and command, whatever module declares it."""

import pkgutil
from functools import cache
from importlib import import_module

import domain
from domain.kernel import CATALOGUE, COMMANDS, Command, Event
from domain.refusals import REFUSALS, Refusal


@cache
def _import_everything() -> None:
    for module in pkgutil.walk_packages(domain.__path__, prefix="domain."):
        import_module(module.name)


def events() -> dict[str, type[Event]]:
    """Every event type by its stored name."""
    _import_everything()
    return dict(sorted(CATALOGUE.items()))


def refusals() -> dict[str, type[Refusal]]:
    """Every refusal by the id of its rule."""
    _import_everything()
    return dict(sorted(REFUSALS.items()))


def commands() -> dict[str, type[Command]]:
    """Every command by its name."""
    _import_everything()
    return dict(sorted(COMMANDS.items()))
