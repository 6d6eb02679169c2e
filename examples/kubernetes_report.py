"""Report on an imported record of the Kubernetes enhancements.

    python examples/kubernetes_report.py COMMANDS [--data-dir DIR | --database-url URL]

COMMANDS is the file that was imported. Its counts and the refusals of the import stand beside it; all else is read
from the ledger. Prints Markdown, and leaves it beside COMMANDS as COMMANDS.report.md and, for programs, as
COMMANDS.report.json.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from eventstore.importing.chunk import Refusal
from eventstore.store import Store
from examples.kubernetes.cast import WORKSPACE
from examples.kubernetes.ledger import Ledger
from examples.kubernetes.reporting import markdown
from examples.kubernetes_enhancements import counts_file
from service.databases import database
from service.settings import Settings, add_options
from service.stores import opened_store

PAGE = 2_000


async def report(store: Store, commands: Path) -> dict[str, Any]:
    """Put together what was counted, what the ledger holds and what was refused."""
    workspace = await store.workspace(WORKSPACE)
    ledger, after = Ledger(), 0
    while page := await store.follow(workspace, after=after, limit=PAGE):
        ledger.take(page)
        after = page[-1].position
    return {
        "counts": msgspec.json.decode(counts_file(commands).read_bytes()),
        "ledger": ledger.as_json(_refusals(commands)),
    }


def _refusals(commands: Path) -> Iterator[Refusal]:
    decoder = msgspec.json.Decoder(Refusal)
    with commands.with_name(commands.name + ".refusals.jsonl").open("rb") as file:
        yield from map(decoder.decode, file)


async def _printed(commands: Path, settings: Settings) -> None:
    async with database(settings) as address, opened_store(address) as store:
        found = await report(store, commands)
    text = markdown(found)
    as_json = msgspec.json.format(msgspec.json.encode(found)) + b"\n"
    await asyncio.to_thread(commands.with_name(commands.name + ".report.json").write_bytes, as_json)
    await asyncio.to_thread(commands.with_name(commands.name + ".report.md").write_text, text, encoding="utf-8")
    print(text, end="")


def main() -> None:
    """Report from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("commands", type=Path, help="the file that was imported")
    add_options(parser, "ACCORD_DATABASE_URL", "ACCORD_DATA_DIR")
    options = parser.parse_args()
    asyncio.run(_printed(options.commands, Settings.read(vars(options))))


if __name__ == "__main__":
    main()
