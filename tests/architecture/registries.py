"""The domain's registries, filled and in order: every event, refusal and command."""

from domain.kernel import Command, Event
from domain.refusals import Refusal
from domain.registry import CATALOGUE, COMMANDS, REFUSALS
from domain.upcasting import FORMER


def events() -> dict[str, type[Event]]:
    """Every event type by its stored name, former versions too."""
    return dict(sorted({**CATALOGUE, **FORMER}.items()))


def refusals() -> dict[str, type[Refusal]]:
    """Every refusal by the id of its rule."""
    return dict(sorted(REFUSALS.items()))


def commands() -> dict[str, type[Command]]:
    """Every command by its name."""
    return dict(sorted(COMMANDS.items()))
