"""A file may begin its own workspace: its first line is then `create-workspace` with the workspace's slug."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from domain import ids
from domain.acting import Act
from domain.kernel import Command, Context
from domain.refusals import Refused
from eventstore.found import found
from eventstore.idempotency import Idempotency, request_digest
from eventstore.importing.lines import MAX_LINE, MalformedLineError, parse
from eventstore.store import Store
from eventstore.workspaces import Workspace

FOUNDING = "create-workspace"


class NotAFoundationError(Exception):
    """The workspace does not exist and the file's first line does not found it; the message says why."""


async def found_by_first_line(
    store: Store,
    slug: str,
    path: Path,
    *,
    secret: bytes,
    clock: Callable[[], datetime],
    commands: Mapping[str, type[Command]],
) -> Workspace:
    """Found the workspace by the file's first line; the import then finds that line recorded already."""
    with path.open("rb") as file:
        raw = file.readline(MAX_LINE).rstrip(b"\r\n")
    missing = f"There is no workspace {slug}, and the file does not begin with {FOUNDING} for it"
    try:
        line = parse(raw)
        kind = commands[FOUNDING]
        if line.command != FOUNDING or line.subject != slug or line.actor is None or not issubclass(kind, Act):
            raise NotAFoundationError(f"{missing}.")
        body: Any = msgspec.json.decode(line.body, type=kind.body_type)
        claimed, actor = line.occurred_at, line.actor
        context = Context(
            workspace=slug,
            sides=tuple(body.sides),
            actor=actor,
            now=clock(),
            new_id=lambda prefix: ids.new_id(
                prefix, max(int(claimed.timestamp() * 1000), 0), int.from_bytes(secrets.token_bytes(10))
            ),
            basis=line.basis,
            occurred_at=claimed,
        )
        outcome = await found(
            store,
            lambda: kind(context, slug, body),
            time_zone=body.time_zone,
            idempotency=Idempotency(line.idempotency_key, request_digest(secret, "IMPORT", line.command, raw)),
        )
    except (MalformedLineError, msgspec.MsgspecError) as error:
        raise NotAFoundationError(f"{missing}: {error}") from error
    except Refused as refused:
        raise NotAFoundationError(f"{missing}: {refused}") from refused
    return outcome.workspace
