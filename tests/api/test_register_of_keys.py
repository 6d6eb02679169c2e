"""The register of keys changes with the events that say so, or not at all."""

from __future__ import annotations

from typing import Any

import asyncpg
import pytest

from api.services import Rate
from domain.partnership.keys import KeyRevoked
from eventstore.store import Store
from tests.api.office import Client, Office, opened


async def issued(owner: Client, person: str, **body: object) -> dict[str, Any]:
    return await owner.act("./keys", {"holder": person, "scopes": ["read", "write"], **body})


async def test_a_key_never_outlives_the_record_of_its_revocation(
    office: Office, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await issued(owner, owner.person)
    holder = office.client(key["secret"])
    append, path = Store.append, f"./keys/{key['id']}/revocation"

    async def cut(store: Store, *arguments: Any) -> Any:
        await append(store, *arguments)
        raise ConnectionResetError

    with monkeypatch.context() as patched:
        patched.setattr(Store, "append", cut)
        assert (await owner.post(path, json={"reason": "Lost."})).status_code == 500
    assert (await owner.see(f"./keys/{key['id']}"))["standing"] == "revoked"
    assert (await holder.get("./people")).status_code == 401


async def test_a_refused_revocation_ends_nothing(office: Office, owner: Client) -> None:
    key, stranger = await issued(owner, owner.person), await office.joined(owner)
    answer = await stranger.post(f"./keys/{key['id']}/revocation", json={"reason": "Mischief."})
    assert answer.json()["type"] == "/problems/partnership-not-yours"
    assert (await office.client(key["secret"]).get("./people")).status_code == 200


async def test_an_issue_that_was_cut_short_leaves_no_key_that_could_not_be_revoked(
    owner: Client, monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    async def cut(*_: Any) -> Any:
        raise ConnectionResetError

    key = office.new_id("key")
    with monkeypatch.context() as patched:
        patched.setattr(Store, "append", cut)
        body = {"id": key, "holder": owner.person, "scopes": ["read"]}
        assert (await owner.post("./keys", json=body)).status_code == 500
    assert await office.services.pool.fetchval("SELECT count(*) FROM api_key WHERE key_id = $1", key) == 0


async def test_a_forgotten_persons_keys_work_no_more(office: Office, owner: Client) -> None:
    person = (await owner.act("./people", {"name": "Ada"}))["id"]
    pending, works = await issued(owner, person), await issued(owner, person)
    accepting = office.client(works["secret"])
    await accepting.act(f"./keys/{works['id']}/acceptance")
    beside_the_ledger = await office.key_for("acme", person)
    erased = await owner.act(f"./people/{person}/erasure")
    revoked = [event["data"]["key"] for event in erased["events"] if event["type"] == KeyRevoked.TOPIC]
    assert revoked == [pending["id"], works["id"]]
    for client in (office.client(pending["secret"]), accepting, beside_the_ledger):
        assert (await client.get("./people")).status_code == 401
    assert (await owner.get("./people")).status_code == 200


async def test_a_key_id_of_another_workspace_is_free(office: Office, owner: Client) -> None:
    other = await office.found("globex")
    theirs = await other.act("/v1/workspaces/globex/keys", {"holder": other.person, "scopes": ["read"]})
    body = {"id": theirs["id"], "holder": owner.person, "scopes": ["read"]}
    assert (await owner.post("./keys?dry_run=true", json=body)).json()["refusals"] == []
    ours = await owner.act("./keys", body)
    assert (await owner.post("./keys", json=body)).json()["type"] == "/problems/keys-exists"
    their_client, our_client = office.client(theirs["secret"]), office.client(ours["secret"])
    assert (await our_client.get("./people")).status_code == 200
    assert (await our_client.get("/v1/workspaces/globex/people")).status_code == 404
    await owner.act(f"./keys/{ours['id']}/revocation", {"reason": "Lost."})
    assert (await our_client.get("./people")).status_code == 401
    assert (await their_client.get("/v1/workspaces/globex/people")).status_code == 200


async def test_an_id_of_the_instances_keys_is_free_too(office: Office, owner: Client) -> None:
    founder = await office.instance_client()
    key_id = await office.services.pool.fetchval("SELECT key_id FROM api_key WHERE holder = $1", founder.person)
    ours = await owner.act("./keys", {"id": key_id, "holder": owner.person, "scopes": ["read"]})
    assert (await office.client(ours["secret"]).get("./people")).status_code == 200


async def test_keys_of_the_same_id_are_limited_and_noted_apart(pool: asyncpg.Pool) -> None:
    async with opened(pool, Rate(requests=4)) as office:
        founders = [await office.found(slug) for slug in ("acme", "globex")]
        same = office.new_id("key")
        ours, theirs = [
            await office.key_for(slug, founder.person, key_id=same)
            for slug, founder in zip(("acme", "globex"), founders, strict=True)
        ]
        answers = [await ours.get("./people") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200] * 4 + [429]
        assert (await theirs.get("/v1/workspaces/globex/people")).status_code == 200
        await office.register.close()
        used = await pool.fetch("SELECT last_used_at FROM api_key WHERE key_id = $1", same)
        assert [row["last_used_at"] is not None for row in used] == [True, True]
