"""Checkpoints and proofs over HTTP, checked with nothing but what was answered."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from eventstore.merkle import leaf_hash
from eventstore.proving.checkpoints import Checkpoint, believed
from eventstore.proving.keyring import Keyring
from eventstore.proving.notes import BadNoteError, VerifierKey, encoded
from eventstore.proving.paths import check_consistency, root_of_inclusion
from eventstore.proving.proofs import FORM
from tests.api.office import SECRET, Client, Office


async def key_of(client: Client) -> VerifierKey:
    (only,) = (await client.see("./audit/keys"))["keys"]
    return VerifierKey.parse(only["verifier_key"])


async def state(client: Client, **query: Any) -> Checkpoint:
    answer = await client.get("./audit/checkpoint", params=query)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8"), answer.text
    return believed(answer.text, [await key_of(client)])


async def opportunities(client: Client, count: int) -> None:
    for number in range(count):
        await client.act("./opportunities", {"title": f"Slow {number}", "problem": "Slow."})


async def test_a_checkpoint_is_signed_with_the_published_key(owner: Client, tech: Client) -> None:
    first = await state(owner)
    assert first.origin == "accord.local/acme/1"
    await opportunities(tech, 2)
    newer = await state(owner)
    assert newer.size == first.size + 2
    assert await state(owner, size=first.size) == first
    other = Keyring.derived(b"another secret").verifiers(first.origin)
    answer = await owner.get("./audit/checkpoint")
    with pytest.raises(BadNoteError, match="no key"):
        believed(answer.text, other)
    with pytest.raises(BadNoteError, match="wrong"):
        believed(answer.text.replace(f"\n{newer.size}\n", f"\n{newer.size - 1}\n"), [await key_of(owner)])


async def test_every_event_is_proven_in_two_forms(owner: Client, tech: Client) -> None:
    await opportunities(tech, 3)
    entries = (await owner.get("./events")).json()["items"]
    ledger = await tech.get("./events", params={"limit": 200})
    key = await key_of(owner)
    for entry in entries:
        proof = await owner.see("./audit/proofs/inclusion", position=entry["position"])
        checkpoint = believed(proof["checkpoint"], [key])
        path = [b64decode(each) for each in proof["path"]]
        leaf = b64decode(proof["leaf"])
        assert root_of_inclusion(leaf, proof["index"], proof["size"], path) == checkpoint.root
        assert checkpoint.size == proof["size"] == len(entries)
        file = await owner.get("./audit/proofs/inclusion.tlog-proof", params={"position": entry["position"]})
        head, _, note = file.text.partition("\n\n")
        assert head.split("\n") == [FORM, f"index {proof['index']}", *proof["path"]]
        assert believed(note, [key]) == checkpoint
        assert f'"position":{entry["position"]},' in ledger.text


async def test_a_ledger_is_shown_to_have_only_grown(owner: Client, tech: Client) -> None:
    older = await state(owner)
    await opportunities(tech, 4)
    proof = await owner.see("./audit/proofs/consistency", **{"from": older.size})
    newer = believed(proof["checkpoint"], [await key_of(owner)])
    check_consistency(older.size, older.root, newer.size, newer.root, [b64decode(each) for each in proof["path"]])
    assert b64decode(proof["from_root"]) == older.root
    assert (await owner.see("./audit/proofs/consistency", **{"from": older.size, "to": older.size}))["path"] == []


@pytest.mark.usefixtures("biz")
async def test_a_decision_comes_with_its_own_proof(office: Office, owner: Client, tech: Client) -> None:
    raised = (await tech.act("./opportunities", {"title": "Slow", "problem": "Slow."}))["events"][0]
    option = {"opportunity": raised["data"]["opportunity"], "revision": 1, "digest": raised["data"]["digest"]}
    made = await tech.act(
        "./decisions",
        {
            "kind": "first_priority",
            "choice": option["opportunity"],
            "options": [option, {"do_nothing": True}],
            "rationale": "Most time is lost on it.",
            "respond_by": (office.clock() + timedelta(days=9)).isoformat(),
        },
    )
    proof = await owner.see(f"./decisions/{made['id']}/proof")
    checkpoint = believed(proof["checkpoint"], [await key_of(owner)])
    assert proof["entries"]
    for each in proof["entries"]:
        path = [b64decode(text) for text in each["path"]]
        assert root_of_inclusion(leaf_hash(each["entry"]), each["index"], checkpoint.size, path) == checkpoint.root
    assert (await owner.get(f"./decisions/{owner.person.replace('per', 'dec')}/proof")).status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("./audit/checkpoint?size=999", 404),
        ("./audit/checkpoint?size=-1", 400),
        ("./audit/proofs/inclusion?position=999", 404),
        ("./audit/proofs/inclusion?position=2&size=1", 404),
        ("./audit/proofs/inclusion", 400),
        ("./audit/proofs/inclusion.tlog-proof?position=999", 404),
        ("./audit/proofs/consistency?from=999", 404),
        ("./audit/proofs/consistency?from=3&to=2", 404),
        ("./audit/proofs/consistency?to=2", 400),
        ("./audit/keys?size=2", 400),
    ],
)
async def test_what_is_not_there_is_not_proven(owner: Client, path: str, status: int) -> None:
    assert (await owner.get(path)).status_code == status


async def test_another_workspace_proves_nothing_of_this_one(office: Office, owner: Client) -> None:
    other = await office.found("other")
    for path in ("keys", "checkpoint", "proofs/inclusion?position=1", "proofs/consistency?from=1"):
        assert (await other.get(f"/v1/workspaces/acme/audit/{path}")).status_code == 404
        assert (await owner.get(f"./audit/{path}")).status_code == 200


async def test_a_new_key_signs_and_the_old_one_stays_published(office: Office, owner: Client) -> None:
    old = Keyring.derived(SECRET).keys[0]
    lines = (
        f'{{"to":"2026-01-01T00:00:00Z","public":"{encoded(old.public_key)}"}}\n\n'
        f'{{"from":"2026-01-01T00:00:00Z","seed":"{encoded(bytes(32))}"}}\n'
    )
    ring = Keyring.parse(lines)
    checkpoint = await state(owner)
    note = ring.sign(checkpoint, datetime(2026, 2, 1, tzinfo=UTC))
    former, current = ring.verifiers(checkpoint.origin)
    assert former == await key_of(owner)
    assert believed(note, [current]) == checkpoint
    with pytest.raises(BadNoteError, match="no key"):
        believed(note, [former])
    with pytest.raises(BadNoteError, match="in force"):
        ring.sign(checkpoint, datetime(2025, 1, 1, tzinfo=UTC))
    assert office.services.keyring.sign(checkpoint, office.clock()) != note
