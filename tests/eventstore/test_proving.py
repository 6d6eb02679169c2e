"""Proofs from the database, with and without kept subtrees, against the definition."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import asyncpg
import pytest

from eventstore.merkle import recompute
from eventstore.proving import subtrees
from eventstore.proving.checkpoints import Checkpoint, believed, notes_in, origin_of
from eventstore.proving.keyring import Keyring
from eventstore.proving.notes import BadNoteError, VerifierKey, decoded, opened, sign
from eventstore.proving.paths import check_consistency, root_of_inclusion
from eventstore.proving.proofs import Prover
from eventstore.store import Store
from eventstore.workspaces import Workspace
from tests.eventstore.samples import append, fact

AT = datetime(2026, 3, 4, tzinfo=UTC)
RING = Keyring.derived(b"a secret of a test")
SIZES = (1, 2, 255, 256, 257, 511, 512, 700)


@pytest.fixture
async def prover(store: Store, workspace: Workspace) -> Prover:
    for _ in range(7):
        await store.append(append(workspace, *(fact("thing:a") for _ in range(100))))
    return Prover(store, RING)


async def leaves_of(pool: asyncpg.Pool, workspace: Workspace) -> list[bytes]:
    rows = await pool.fetch("SELECT leaf FROM event WHERE workspace_id = $1 ORDER BY position", workspace.workspace_id)
    return [row["leaf"] for row in rows]


async def test_proofs_across_kept_subtrees(prover: Prover, workspace: Workspace, pool: asyncpg.Pool) -> None:
    leaves = await leaves_of(pool, workspace)
    for size in SIZES:
        checkpoint = await prover.checkpoint(workspace, size)
        assert checkpoint.root == recompute(leaves[:size])
        for position in {1, size // 2 + 1, min(size, 256), size}:
            proven = await prover.inclusion(workspace, position, size, AT)
            (found,) = proven.inclusions
            assert root_of_inclusion(leaves[position - 1], found.index, size, found.path) == checkpoint.root
        for old in {0, 1, size // 2, size - 1, size}:
            shown = await prover.consistency(workspace, old, size, AT)
            check_consistency(old, recompute(leaves[:old]), size, checkpoint.root, shown.path)
    rows = await pool.fetch("SELECT number, hash FROM merkle_subtree ORDER BY number")
    assert [(row["number"], row["hash"]) for row in rows] == [
        (number, recompute(leaves[number * 256 : number * 256 + 256])) for number in range(2)
    ]


async def test_a_subtree_that_is_missing_is_no_proof(prover: Prover, workspace: Workspace, pool: asyncpg.Pool) -> None:
    with pytest.raises(BadNoteError, match="only 0 are there"):
        await subtrees.roots(pool, workspace.workspace_id, [(0, 512)])
    assert prover.keyring is RING


async def test_a_note_opens_for_its_key_only(prover: Prover, workspace: Workspace) -> None:
    checkpoint = await prover.checkpoint(workspace)
    note = prover.sign(checkpoint, AT)
    keys = RING.verifiers(origin_of("accord.local", "acme", 1))
    assert believed(note, keys) == checkpoint
    assert [VerifierKey.parse(key.text) for key in keys] == list(keys)
    with pytest.raises(BadNoteError, match="no key"):
        believed(note, RING.verifiers(origin_of("accord.local", "other", 1)))
    for at in range(len(note)):
        changed = note[:at] + chr(ord(note[at]) ^ 1) + note[at + 1 :]
        with pytest.raises(BadNoteError):
            believed(changed, keys)


def test_notes_that_were_appended_are_told_apart() -> None:
    made = [RING.sign(Checkpoint("accord.local/acme/1", size, sha256(b"%d" % size).digest()), AT) for size in range(3)]
    assert notes_in("".join(made)) == notes_in("\n".join(made)) == made
    assert notes_in("") == notes_in("\n\n") == []
    assert notes_in("words\n") == ["words\n"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "+1234+AAAA",
        "na me+12345678+AQ==",
        "name+12345678+!!",
        "name+00000000+" + RING.verifiers("name")[0].text.rpartition("+")[2],
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadNoteError):
        VerifierKey.parse(text)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n— name\n",
        "text\n\n— name AAAA\n",
        "text\n\n-- name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA",
        "wo\trd\n\n— name AAAAAAAA\n",
        "text\n\n" + "— name AAAAAAAA\n" * 101,
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(BadNoteError):
        opened(note, RING.verifiers("name"))


@pytest.mark.parametrize(
    "text", ["o\n1\n", "\n1\nAA==\n", "o\n01\nAA==\n", "o\n1\nAA==\n", "o\n1\nAA\n", "o\n-1\nAA==\n", "o\n1\nAA=="]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadNoteError):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"seed":"AAAA"}',
        '{"public":"AAAA"}',
        '{"seed":3}',
        '{"from":"2026-01-01T00:00:00","seed":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}',
    ],
)
def test_what_cannot_sign_is_refused(text: str) -> None:
    with pytest.raises(BadNoteError):
        Keyring.parse(text)


def test_base64_has_one_spelling() -> None:
    assert decoded("AQ==") == b"\x01"
    with pytest.raises(BadNoteError):
        decoded("AR==")
    assert opened(sign("text\n", "name", bytes(32)), [VerifierKey("name", _public())]) == "text\n"


def _public() -> bytes:
    return Keyring.parse('{"seed":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}').verifiers("name")[0].public


def test_an_origin_names_log_and_epoch() -> None:
    checkpoint = Checkpoint("accord.local/acme/2", 0, bytes(32))
    assert (checkpoint.log, checkpoint.epoch) == ("accord.local/acme", 2)
    with pytest.raises(BadNoteError, match="epoch"):
        _ = Checkpoint("accord.local/acme", 0, bytes(32)).epoch
