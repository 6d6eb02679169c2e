"""The command line: `accord <command>`. Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 130 interrupted."""

from __future__ import annotations

import argparse
import asyncio
import importlib.metadata
import sys
from collections.abc import Sequence

import asyncpg
import uvloop

from database.cluster import ServerError
from database.migrations import SchemaMismatchError
from service import (
    checkpointing,
    demo,
    documents,
    exporting,
    importing,
    keys,
    migrating,
    rebuilding,
    serving,
    status,
    verifying,
)
from service.exits import CommandError
from service.settings import SettingsError

PARTS = (serving, demo, keys, importing, exporting, status, rebuilding, migrating, checkpointing, verifying, documents)


def parser() -> argparse.ArgumentParser:
    """Every subcommand with its options; each part of the service adds its own."""
    top = argparse.ArgumentParser(
        prog="accord",
        description="The system of record for what a technology side and a business side decide together.",
    )
    top.add_argument("--version", action="version", version=importlib.metadata.version("accord-backlog"))
    subcommands = top.add_subparsers(required=True, metavar="COMMAND")
    for part in PARTS:
        part.add_commands(subcommands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; faults a user can mend become one line on standard error, without a trace."""
    options = parser().parse_args(arguments)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return int(runner.run(options.run(options)))
    except (CommandError, SettingsError, SchemaMismatchError, ServerError) as error:
        print(f"accord: {error}", file=sys.stderr)
        return 1
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        print(f"accord: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
