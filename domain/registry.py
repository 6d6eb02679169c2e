"""Importing this module declares every event, refusal and command: it imports all modules of the domain."""

from __future__ import annotations

import importlib
import pkgutil

import domain
from domain.kernel import CATALOGUE, COMMANDS
from domain.refusals import REFUSALS

__all__ = ["CATALOGUE", "COMMANDS", "REFUSALS"]

for _module in pkgutil.walk_packages(domain.__path__, prefix="domain."):
    if _module.name != __name__:
        importlib.import_module(_module.name)
