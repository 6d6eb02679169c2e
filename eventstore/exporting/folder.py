"""An export into a folder: the events, then the manifest. What was interrupted goes on where it stopped."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import datetime
from io import BufferedWriter
from pathlib import Path
from typing import NamedTuple

import msgspec

from eventstore.exporting.content import FILES, HEADING, content
from eventstore.exporting.manifest import Manifest, Tally, manifest
from eventstore.exporting.selection import Selection
from eventstore.proving.proofs import Prover
from eventstore.workspaces import Workspace

MANIFEST = "manifest.json"
UNFINISHED = "unfinished.json"
BLOCK = 1 << 20
Progress = Callable[[int], None]
"""Hears how many bytes are written."""


class FolderError(Exception):
    """The folder cannot be used for this export; the message says why."""


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder is to hold once its export is finished."""

    workspace: str
    epoch: int
    selection: Selection


class _Line(msgspec.Struct):
    position: int


def begun(folder: Path, wanted: Unfinished) -> None:
    """Begin an export in a folder; raises FolderError where one was begun or is there."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / UNFINISHED).exists():
        raise FolderError(f"{folder} holds an export that was interrupted; --resume finishes it.")
    for name in (MANIFEST, *FILES.values()):
        if (folder / name).exists():
            raise FolderError(f"{folder / name} is there already.")
    (folder / UNFINISHED).write_bytes(msgspec.json.encode(wanted))


def interrupted(folder: Path) -> Unfinished | None:
    """What the folder was to hold; None where nothing was interrupted."""
    try:
        return msgspec.json.decode((folder / UNFINISHED).read_bytes(), type=Unfinished)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        raise FolderError(f"{folder / UNFINISHED} cannot be read: {error}") from error


async def finish(
    prover: Prover, workspace: Workspace, folder: Path, at: datetime, report: Progress | None = None
) -> Manifest:
    """Write what is missing of a begun export, then its manifest."""
    wanted = await asyncio.to_thread(interrupted, folder)
    head = await prover.store.head(workspace)
    if wanted is None or wanted.workspace != workspace.slug:
        raise FolderError(f"{folder} holds no unfinished export of {workspace.slug}.")
    if wanted.epoch != head.epoch:
        raise FolderError(f"The ledger was restored from a copy since {folder} was begun; begin another export.")
    selection = wanted.selection
    path = folder / FILES[selection.format]
    kept = await asyncio.to_thread(_kept, path, selection)
    with await asyncio.to_thread(path.open, "ab") as file:
        rest = msgspec.structs.replace(selection, first=kept.following)
        async for chunk in content(prover.store, workspace, rest, heading=not kept.tally.bytes):
            kept.tally.add(chunk)
            await asyncio.to_thread(file.write, chunk)
            if report is not None:
                report(kept.tally.bytes)
        await asyncio.to_thread(_stored, file)
    made = await manifest(prover, workspace, selection, kept.tally, at)
    text = msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
    await asyncio.to_thread((folder / MANIFEST).write_bytes, text)
    await asyncio.to_thread((folder / UNFINISHED).unlink)
    return made


class _Kept(NamedTuple):
    """What is there of an export, and the position that follows."""

    tally: Tally
    following: int


def _kept(path: Path, selection: Selection) -> _Kept:
    """Read what is there of the events; a line that was cut off goes."""
    if not path.exists():
        return _Kept(Tally(), selection.first)
    tally, rest, last = Tally(), b"", b""
    with path.open("r+b") as file:
        while block := file.read(BLOCK):
            whole, newline, rest = (rest + block).rpartition(b"\n")
            tally.add(whole + newline)
            last = whole[whole.rfind(b"\n") + 1 :] if newline else last
        file.truncate(tally.bytes)
    return _Kept(tally, _position(path, last, selection) + 1 if last else selection.first)


def _position(path: Path, line: bytes, selection: Selection) -> int:
    """The position of a line's event; that before the first where it is a heading."""
    if line + b"\n" == HEADING:
        return selection.first - 1
    try:
        if selection.format == "csv":
            return int(line.partition(b",")[0])
        return msgspec.json.decode(line, type=_Line).position
    except ValueError as error:
        raise FolderError(f"{path} holds a line that is none of an export: {error}") from error


def _stored(file: BufferedWriter) -> None:
    file.flush()
    os.fsync(file.fileno())
