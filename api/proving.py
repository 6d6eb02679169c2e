"""Checkpoints and proofs over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from api.answers import JSON, TEXT, Answer
from api.asking import Ask
from api.declarations import NoQuery
from api.living import Living
from api.membership import require_part
from api.problems import NOT_FOUND, Problem
from eventstore.proving.checkpoints import origin_of
from eventstore.proving.notes import encoded
from eventstore.proving.proofs import Inclusion, OutsideError, Proven, Prover, proof_text

Size = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991, description="How many events; all of them unless given.")]
Position = Annotated[int, Meta(ge=1, le=9_007_199_254_740_991, description="An event's position.")]
Hash = Annotated[
    str,
    Meta(
        max_length=44,
        pattern="^[A-Za-z0-9+/]{43}=$(?!\\n)",
        description="SHA-256 in Base64",
        examples=["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
    ),
]
Path = Annotated[tuple[Hash, ...], Meta(max_length=64)]
Note = Annotated[
    str, Meta(max_length=4000, description="A signed checkpoint (c2sp.org/tlog-checkpoint): log, size, root, signature")
]
Origin = Annotated[str, Meta(max_length=200, examples=["accord.local/acme/1"])]
_encode = msgspec.json.Encoder().encode


class SizeQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of which state."""

    size: Size | None = None


class InclusionQuery(SizeQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which event, in which state."""

    position: Position


class ConsistencyQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"older": "from"}):
    """From which state to which."""

    older: Annotated[int, Meta(ge=0, le=9_007_199_254_740_991, description="How many events the earlier state had.")]
    to: Size | None = None


class AuditKey(msgspec.Struct, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """A key that signs, or signed, this workspace's checkpoints."""

    verifier_key: Annotated[str, Meta(max_length=300, description="name, id and Ed25519 key (c2sp.org/signed-note)")]
    key_id: Annotated[str, Meta(max_length=8, pattern="^[0-9a-f]{8}$(?!\\n)", examples=["3f2a91c0"])]
    since: datetime | None
    until: datetime | None


class AuditKeys(msgspec.Struct, frozen=True, kw_only=True):
    """Whose signatures hold for this workspace. Keep them: what came from elsewhere is worth more than this page."""

    origin: Origin
    keys: Annotated[tuple[AuditKey, ...], Meta(max_length=1000)]


class InclusionProof(msgspec.Struct, frozen=True, kw_only=True):
    """That an event is in the ledger: `leaf` is the hash of its entry, and `path` leads from it to the root."""

    position: Position
    index: Annotated[int, Meta(ge=0, le=9_007_199_254_740_991, description="The position, counted from 0.")]
    size: Size
    leaf: Hash
    path: Path
    root: Hash
    checkpoint: Note


class ConsistencyProof(msgspec.Struct, frozen=True, kw_only=True, rename={"older": "from"}):
    """That the ledger of `to` events begins with what it was when it had `from`."""

    older: Size
    to: Size
    from_root: Hash
    to_root: Hash
    path: Path
    checkpoint: Note


class ProvenEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An event's exact entry, and the hashes beside its way to the root."""

    index: Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
    entry: Annotated[str, Meta(max_length=65_535, description="The entry byte for byte; its leaf is SHA-256(0x00, it)")]
    path: Path


class DecisionProof(msgspec.Struct, frozen=True, kw_only=True):
    """A decision's entries under one checkpoint: `accord verify` checks the file without this service."""

    decision: Annotated[str, Meta(max_length=40)]
    checkpoint: Note
    entries: Annotated[tuple[ProvenEntry, ...], Meta(max_length=1000)]


def prover(living: Living) -> Prover:
    """What proves."""
    return Prover(living.services.store, living.services.keyring)


async def keys(living: Living, ask: Ask) -> Answer:
    """Show every public key."""
    ask.query(NoQuery)
    await require_part(living, ask)
    keyring = living.services.keyring
    head = await living.services.store.head(ask.workspace)
    origin = origin_of(keyring.instance, ask.workspace.slug, head.epoch)
    shown = tuple(
        AuditKey(verifier_key=verifier.text, key_id=verifier.id.hex(), since=key.since, until=key.until)
        for key, verifier in zip(keyring.keys, keyring.verifiers(origin), strict=True)
    )
    return Answer(200, _encode(AuditKeys(origin=origin, keys=shown)), [JSON])


async def checkpoint(living: Living, ask: Ask) -> Answer:
    """Sign the state of the ledger."""
    query = ask.query(SizeQuery)
    await require_part(living, ask)
    proves = prover(living)
    try:
        found = await proves.checkpoint(ask.workspace, query.size)
    except OutsideError as error:
        raise Problem(NOT_FOUND, str(error)) from error
    note = proves.sign(found, living.services.clock())
    return Answer(200, note.encode(), [TEXT, (b"accord-position", b"%d" % found.size)])


async def inclusion(living: Living, ask: Ask) -> Answer:
    """Prove an event."""
    proven = await _included(living, ask)
    return Answer(200, _encode(_shown(proven, proven.inclusions[0])), [JSON])


async def inclusion_file(living: Living, ask: Ask) -> Answer:
    """Prove an event, as a file."""
    proven = await _included(living, ask)
    return Answer(200, proof_text(proven.inclusions[0], proven.note).encode(), [TEXT])


async def consistency(living: Living, ask: Ask) -> Answer:
    """Prove that the ledger has only grown."""
    query = ask.query(ConsistencyQuery)
    await require_part(living, ask)
    try:
        found = await prover(living).consistency(ask.workspace, query.older, query.to, living.services.clock())
    except OutsideError as error:
        raise Problem(NOT_FOUND, str(error)) from error
    shown = ConsistencyProof(
        older=found.old.size,
        to=found.new.size,
        from_root=encoded(found.old.root),
        to_root=encoded(found.new.root),
        path=tuple(map(encoded, found.path)),
        checkpoint=found.note,
    )
    return Answer(200, _encode(shown), [JSON])


async def decision(living: Living, ask: Ask) -> Answer:
    """Prove a decision's events."""
    ask.query(NoQuery)
    await require_part(living, ask)
    subject = ask.path["decision"]
    proven = await prover(living).history(ask.workspace, f"decision:{subject}", living.services.clock())
    if not proven.entries:
        raise Problem(NOT_FOUND, f"There is no {subject} here.")
    entries = tuple(
        ProvenEntry(index=each.index, entry=entry, path=tuple(map(encoded, each.path)))
        for each, entry in zip(proven.inclusions, proven.entries, strict=True)
    )
    return Answer(200, _encode(DecisionProof(decision=subject, checkpoint=proven.note, entries=entries)), [JSON])


async def _included(living: Living, ask: Ask) -> Proven:
    query = ask.query(InclusionQuery)
    await require_part(living, ask)
    try:
        return await prover(living).inclusion(ask.workspace, query.position, query.size, living.services.clock())
    except OutsideError as error:
        raise Problem(NOT_FOUND, str(error)) from error


def _shown(proven: Proven, found: Inclusion) -> InclusionProof:
    return InclusionProof(
        position=found.index + 1,
        index=found.index,
        size=proven.checkpoint.size,
        leaf=encoded(found.leaf),
        path=tuple(map(encoded, found.path)),
        root=encoded(proven.checkpoint.root),
        checkpoint=proven.note,
    )
