"""What can be verified without the service: an export, or the proof of a decision."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from eventstore.merkle import leaf_hash
from eventstore.proving.checkpoints import Checkpoint
from eventstore.proving.judging import judge
from eventstore.proving.notes import BadNoteError, VerifierKey, decoded
from eventstore.proving.paths import root_of_inclusion
from eventstore.proving.scanning import BrokenLedgerError, Scan
from eventstore.proving.trust import trusted

BATCH = 4096
MANIFEST = "manifest.json"
csv.field_size_limit(sys.maxsize)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What held: how many events, which of them without their prose, the root, and the checkpoints."""

    count: int
    root: bytes
    redacted: tuple[int, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()


class Manifest(msgspec.Struct):
    """As far as it matters here, what an export says about itself."""

    checkpoint: str | None = None
    count: int | None = None
    first_position: int | None = None
    last_position: int | None = None


class _Entry(msgspec.Struct):
    index: int
    entry: str
    path: tuple[str, ...]


class DecisionFile(msgspec.Struct):
    """The answer of `decisions/{decision}/proof`."""

    decision: str
    checkpoint: str
    entries: tuple[_Entry, ...]


def verify_export(path: Path, keys: Sequence[VerifierKey], outside: Sequence[Checkpoint], *, restored: bool) -> Found:
    """Read an export (a folder with its manifest, or the file alone) and compute everything anew."""
    manifest, entries = _parts(path)
    checkpoints = list(outside)
    if manifest.checkpoint is not None:
        checkpoints.append(trusted(manifest.checkpoint, keys))
    if manifest.first_position not in {None, 0, 1}:
        raise BadNoteError("this export does not begin at position 1: only a whole one can be computed anew")
    scan = Scan(sizes=(each.size for each in checkpoints))
    source = _entries(entries)
    while batch := list(islice(source, BATCH)):
        scan.feed(batch)
    if manifest.count not in {None, scan.size}:
        raise BrokenLedgerError(scan.size + 1, f"the manifest counts {manifest.count} events, here are {scan.size}")
    latest = max(checkpoints, key=lambda each: (each.epoch, each.size), default=None)
    judge(
        scan,
        checkpoints,
        log=latest.log if latest else None,
        epoch=latest.epoch if latest else None,
        restored=restored,
    )
    return Found(count=scan.size, root=scan.root, redacted=tuple(scan.redacted), checkpoints=tuple(checkpoints))


def verify_decision(path: Path, keys: Sequence[VerifierKey]) -> Found:
    """Check a decision's proof: each entry leads to the root that was signed."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=DecisionFile)
    except msgspec.DecodeError as error:
        raise BadNoteError(f"{path} is no proof of a decision: {error}") from error
    checkpoint = trusted(file.checkpoint, keys)
    for each in file.entries:
        try:
            root = root_of_inclusion(
                leaf_hash(each.entry), each.index, checkpoint.size, [decoded(text) for text in each.path]
            )
        except BadNoteError as error:
            raise BrokenLedgerError(each.index + 1, str(error)) from error
        if root != checkpoint.root:
            raise BrokenLedgerError(each.index + 1, "the entry does not lead to the signed root")
        if f'"{file.decision}"' not in each.entry:
            raise BrokenLedgerError(each.index + 1, f"the entry is not about {file.decision}")
    return Found(count=len(file.entries), root=checkpoint.root, checkpoints=(checkpoint,))


def _parts(path: Path) -> tuple[Manifest, Path]:
    folder = path if path.is_dir() else path.parent
    manifest = folder / MANIFEST
    told = msgspec.json.decode(manifest.read_bytes(), type=Manifest) if manifest.is_file() else Manifest()
    if not path.is_dir():
        return told, path
    found = [each for each in sorted(folder.iterdir()) if each.suffix in {".jsonl", ".csv"}]
    if len(found) != 1:
        raise BadNoteError(f"{path} holds {len(found)} files of events; name the one to verify")
    return told, found[0]


def _entries(path: Path) -> Iterator[bytes]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row["entry"].encode() for row in csv.DictReader(file))
        return
    with path.open("rb") as lines:
        for line in lines:
            yield line[:-1] if line.endswith(b"\n") else line
