"""What argparse answers to `add_subparsers`, as far as the parts of the service use it."""

from __future__ import annotations

import argparse
from typing import Protocol


class Subcommands(Protocol):
    """Takes subcommands in."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's own name
        """Begin a subcommand."""
        ...
