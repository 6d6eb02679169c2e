"""What an export says about itself, so that nobody has to trust that it is whole."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from eventstore.exporting.content import content
from eventstore.exporting.selection import Format, Selection, outline
from eventstore.proving.notes import encoded
from eventstore.proving.proofs import Prover
from eventstore.workspaces import Workspace

FORM = "accord-export/1"
Number = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
Type = Annotated[str, Meta(max_length=80, pattern="^[a-z][a-z-]*[.]v[0-9]+$(?!\\n)", examples=["side-agreed.v1"])]


class ExportQuery(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """What was asked for: positions `from` to `to`, all types (null) or these."""

    format: Format
    first: Number
    last: Number
    types: Annotated[tuple[Type, ...], Meta(max_length=1000)] | None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """An export: what it was asked for, how many events it holds, between which positions, and the hash of its bytes.

    `root` is that of the ledger's first `size` events, those up to the export's end, and `checkpoint` the signed note
    of it. Where every event from the first on is in the export, the root follows from the lines alone.
    """

    form: Annotated[str, Meta(max_length=40, examples=[FORM])]
    workspace: Annotated[str, Meta(max_length=64, examples=["acme"])]
    query: ExportQuery
    count: Number
    first_position: Number
    last_position: Number
    bytes: Number
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$(?!\\n)", description="SHA-256 of the bytes, in hexadecimal")]
    size: Number
    root: Annotated[str, Meta(max_length=44, description="SHA-256 in Base64")]
    checkpoint: Annotated[str, Meta(max_length=4000, description="A signed note (c2sp.org/tlog-checkpoint)")]


class Tally:
    """Counts and hashes bytes as they pass."""

    def __init__(self) -> None:
        self.bytes = 0
        self._hash = hashlib.sha256()

    def add(self, chunk: bytes) -> None:
        """Take the next bytes in."""
        self.bytes += len(chunk)
        self._hash.update(chunk)

    @property
    def sha256(self) -> str:
        """The hash of everything so far, in hexadecimal."""
        return self._hash.hexdigest()


async def tallied(prover: Prover, workspace: Workspace, selection: Selection) -> Tally:
    """Run through an export without keeping it."""
    tally = Tally()
    async for chunk in content(prover.store, workspace, selection):
        tally.add(chunk)
    return tally


async def manifest(prover: Prover, workspace: Workspace, selection: Selection, tally: Tally, at: datetime) -> Manifest:
    """Describe an export whose bytes were tallied."""
    found = await outline(prover.store, workspace, selection)
    checkpoint = await prover.checkpoint(workspace, selection.last)
    return Manifest(
        form=FORM,
        workspace=workspace.slug,
        query=msgspec.convert(selection, ExportQuery, from_attributes=True),
        count=found.events,
        first_position=found.first,
        last_position=found.last,
        bytes=tally.bytes,
        sha256=tally.sha256,
        size=checkpoint.size,
        root=encoded(checkpoint.root),
        checkpoint=prover.sign(checkpoint, at),
    )
