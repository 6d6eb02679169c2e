"""The service's secret: given, or made once and kept in the data folder."""

from __future__ import annotations

import asyncio
import os
import secrets
from pathlib import Path

from eventstore.proving.keyring import Keyring
from eventstore.proving.notes import BadNoteError
from service.exits import CommandError
from service.settings import Settings

FILE = "secret"
LENGTH = 32
SHORTEST = 16


async def service_secret(settings: Settings) -> bytes:
    """Answer the secret for digests and cursors.

    With a database of one's own it has to be given: processes on several machines must agree on it.
    """
    if settings.secret:
        if len(settings.secret) < SHORTEST:
            raise CommandError(f"ACCORD_SECRET needs at least {SHORTEST} characters.")
        return settings.secret.encode()
    if settings.database_url:
        raise CommandError("With ACCORD_DATABASE_URL, set ACCORD_SECRET too: all processes must share it.")
    return await asyncio.to_thread(_kept, settings.data_dir / FILE)


async def signing_keyring(settings: Settings, secret: bytes) -> Keyring:
    """The keys that sign checkpoints: those of the file, or the one that follows from the secret."""
    if settings.signing_keys is None:
        return Keyring.derived(secret, settings.instance)
    text = await asyncio.to_thread(settings.signing_keys.read_text, encoding="utf-8")
    try:
        return Keyring.parse(text, settings.instance)
    except BadNoteError as error:
        raise CommandError(f"{settings.signing_keys}: {error}.") from error


def _kept(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{FILE}.{os.getpid()}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()
    return path.read_bytes()
