"""Imports over HTTP: the body is written to a temporary file as it comes, then taken in like any file."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec

from eventstore.importing.engine import import_file
from eventstore.store import Store
from eventstore.workspaces import Workspace
from service.clock import utc_now


class HttpImporter:
    """Takes a streamed file of commands into a workspace."""

    def __init__(self, store: Store, secret: bytes) -> None:
        self._store = store
        self._secret = secret

    async def run(self, workspace: Workspace, actor: str, chunks: AsyncIterator[bytes]) -> dict[str, Any]:
        """Read the whole stream to disk, import it and answer its summary (see engine.Progress)."""
        with tempfile.TemporaryDirectory(prefix="accord-import-") as folder:
            path = Path(folder) / "commands.jsonl"
            with path.open("wb") as file:
                async for chunk in chunks:
                    await asyncio.to_thread(file.write, chunk)
            done = await import_file(self._store, workspace, path, importer=actor, secret=self._secret, clock=utc_now)
        answer: dict[str, Any] = msgspec.to_builtins(done)
        return answer
