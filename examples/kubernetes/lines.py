"""Writing the lines of an import file, with ids that come from the source alone."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, BinaryIO

import msgspec

from domain import ids
from eventstore.importing.lines import Line

ENCODER = msgspec.json.Encoder()


def identity(prefix: str, at: str, *words: object) -> str:
    """An id of the usual form: its time is when the source first names the thing, the rest a hash of the words."""
    moment = int(datetime.fromisoformat(at).timestamp() * 1000)
    digest = hashlib.sha256(" ".join(map(str, (prefix, *words))).encode()).digest()
    return ids.new_id(prefix, moment, int.from_bytes(digest[:10]))


class Lines:
    """An import file being written, in the form of `eventstore.importing.lines`. Keeps how often each command came."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.written: dict[str, int] = {}

    def write(
        self,
        command: str,
        key: str,
        at: str,
        body: dict[str, Any],
        *,
        actor: str,
        subject: str | None = None,
        inferred: bool = False,
    ) -> None:
        """Append one command; `inferred` says that the source implies the act without recording it."""
        line = Line(
            command=command,
            idempotency_key=key,
            occurred_at=datetime.fromisoformat(at),
            body=msgspec.Raw(ENCODER.encode(body)),
            subject=subject,
            actor=actor,
            basis="inferred" if inferred else "imported",
        )
        self.file.write(ENCODER.encode(line) + b"\n")
        self.written[command] = self.written.get(command, 0) + 1
