"""Keys: issued once, accepted by their holder, revoked at once, and never reaching beyond their workspace."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api import keys
from tests.api.office import Client, Office

PLAIN = {"title": "Releases wait", "problem": "For two days."}


async def issued(owner: Client, person: str, **body: object) -> tuple[str, str]:
    answer = await owner.act("./keys", {"holder": person, "scopes": ["read", "write"], **body})
    return answer["id"], answer["secret"]


async def person_in(owner: Client) -> str:
    person: str = (await owner.act("./people", {"name": "Ada"}))["id"]
    return person


async def test_another_persons_key_works_only_once_accepted(office: Office, owner: Client) -> None:
    person = await person_in(owner)
    await owner.act("./partners", {"person": person, "of": "technology"})
    key, secret = await issued(owner, person)
    holder = office.client(secret)
    assert (await holder.get("./people")).status_code == 403
    await holder.act(f"./keys/{key}/acceptance")
    await holder.act("./opportunities", PLAIN)
    assert (await owner.see(f"./keys/{key}"))["standing"] == "works"


async def test_only_the_holder_accepts(owner: Client) -> None:
    key, _ = await issued(owner, await person_in(owner))
    answer = await owner.post(f"./keys/{key}/acceptance", json={})
    assert answer.json()["type"] == "/problems/keys-of-another"


async def test_a_repeat_of_the_issue_shows_no_secret(owner: Client) -> None:
    person = await person_in(owner)
    body = {"holder": person, "scopes": ["read"]}
    first = await owner.act("./keys", body, **{"Idempotency-Key": "k"})
    again = await owner.act("./keys", body, **{"Idempotency-Key": "k"})
    assert again == {**first, "secret": None}
    assert first["secret"].startswith(f"acc_{first['events'][0]['data']['prefix']}_")


async def test_secrets_are_in_no_entry(office: Office, owner: Client) -> None:
    _, secret = await issued(owner, await person_in(owner))
    workspace = await office.services.store.workspace("acme")
    assert all(secret not in entry.text for entry in await office.services.store.entries(workspace))


async def test_a_revoked_key_is_refused_from_the_next_request_on(office: Office, owner: Client) -> None:
    key, secret = await issued(owner, owner.person)
    own = office.client(secret)
    assert (await own.get("./people")).status_code == 200
    await owner.act(f"./keys/{key}/revocation", {"reason": "The laptop was lost."})
    assert (await own.get("./people")).status_code == 401


async def test_an_expired_key_is_refused(office: Office, owner: Client) -> None:
    soon = (office.clock() + timedelta(hours=1)).isoformat()
    _, secret = await issued(owner, owner.person, expires_at=soon)
    own = office.client(secret)
    assert (await own.get("./people")).status_code == 200
    office.clock.moved = timedelta(hours=2)
    assert (await own.get("./people")).status_code == 401


async def test_nobody_gives_away_more_than_the_own_key_allows(office: Office, owner: Client) -> None:
    narrow = await office.key_for("acme", owner.person, ("read", "write"))
    answer = await narrow.post("./keys", json={"holder": owner.person, "scopes": ["read"]})
    assert answer.json()["type"] == "/problems/key-scope-missing"


async def test_a_key_of_one_workspace_does_not_reach_another(office: Office, owner: Client) -> None:
    await office.found("globex")
    for path in ("", "/backlog", "/events", f"/people/{owner.person}"):
        assert (await owner.get(f"/v1/workspaces/globex{path}")).status_code == 404
    answer = await owner.post("/v1/workspaces/globex/opportunities", json=PLAIN)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


async def test_a_key_of_one_workspace_founds_no_other(owner: Client) -> None:
    answer = await owner.post("/v1/workspaces", json={"slug": "globex", "name": "Globex"})
    assert answer.status_code == 403


async def test_an_instance_key_reaches_where_its_holder_takes_part(office: Office, owner: Client) -> None:
    stranger = await office.instance_client()
    for answer in (
        await stranger.get("./backlog"),
        await stranger.get("."),
        await stranger.post("./opportunities", json=PLAIN),
        await stranger.post("./opportunities?dry_run=true", json=PLAIN),
    ):
        assert answer.status_code == 404, answer.text
    member = await office.instance_client(owner.person)
    await member.act("./opportunities", PLAIN)
    assert [item["workspace"] for item in (await member.see("/v1/workspaces"))["items"]] == ["acme"]
    assert (await stranger.see("/v1/workspaces"))["items"] == []


async def test_use_is_noted_coarsely(office: Office, owner: Client) -> None:
    await owner.see("./people")
    await office.register.close()
    pool = office.services.pool
    rows = await pool.fetch("SELECT last_used_at FROM api_key WHERE holder = $1", owner.person)
    assert any(row["last_used_at"] for row in rows)


def test_a_key_carries_a_checksum() -> None:
    key = keys.generate()
    assert keys.prefix_of(key.secret.encode()) == key.prefix
    wrong = key.secret[:-1] + ("a" if key.secret[-1] != "a" else "b")
    assert keys.prefix_of(wrong.encode()) is None
    with pytest.raises(ValueError, match="not a key"):
        keys.adopt(wrong)
