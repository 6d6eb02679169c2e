"""A key that was seen before is not looked up first; a revocation binds all the same, at once and in every process."""

from __future__ import annotations

import asyncpg
import httpx

from api.app import create_app
from domain.acting import CLOCK_TOLERANCE
from tests.api.office import Client, Office

PLAIN = {"title": "Releases wait", "problem": "Three weeks each."}


async def revoked_elsewhere(office: Office, client: Client) -> None:
    """Revoke a client's key as another process would: in the database alone."""
    pool: asyncpg.Pool = office.services.pool
    await pool.execute("UPDATE api_key SET revoked_at = now() WHERE holder = $1", client.person)


def refused(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated")
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]
    assert "ratelimit" not in answer.headers


async def test_a_revocation_by_another_process_binds_at_once(office: Office, owner: Client) -> None:
    member = await office.joined(owner, of="business")
    await member.act("./opportunities", PLAIN)
    await member.act("./opportunities", PLAIN)
    head = (await owner.see("./events"))["position"]
    await revoked_elsewhere(office, member)
    refused(await member.post("./opportunities", json=PLAIN))
    refused(await member.post("./opportunities", json=PLAIN))
    refused(await member.post("./opportunities?dry_run=true", json=PLAIN))
    assert (await owner.see("./events"))["position"] == head


async def test_a_revoked_key_learns_nothing_from_what_is_wrong_with_its_request(office: Office, owner: Client) -> None:
    member = await office.joined(owner, of="business")
    await member.act("./opportunities", PLAIN)
    minuted = {**PLAIN, "minuted": {"meeting": office.new_id("mtg"), "actor": owner.person}}
    for path, body in (
        ("./opportunities", {"title": 3}),
        ("./opportunities?wrong=1", PLAIN),
        ("./opportunities", minuted),
        ("/v1/workspaces/elsewhere/opportunities", PLAIN),
        (f"./opportunities/{office.new_id('opp')}/wordings", {}),
    ):
        await member.act("./opportunities", PLAIN)
        await revoked_elsewhere(office, member)
        refused(await member.post(path, json=body))
        await office.services.pool.execute("UPDATE api_key SET revoked_at = NULL WHERE holder = $1", member.person)
        await member.see("./people")


async def test_a_remembered_key_expires(office: Office, owner: Client) -> None:
    soon = office.clock() + CLOCK_TOLERANCE
    member = await office.key_for("acme", owner.person, expires_at=soon)
    await member.act("./opportunities", PLAIN)
    office.clock.moved = CLOCK_TOLERANCE
    refused(await member.post("./opportunities", json=PLAIN))


async def test_another_process_confirms_what_it_remembers_itself(office: Office, owner: Client) -> None:
    await owner.act("./opportunities", PLAIN)
    other = create_app(office.services)
    transport = httpx.ASGITransport(other)  # type: ignore[arg-type]
    async with httpx.AsyncClient(
        transport=transport, base_url="http://accord.test", headers=dict(owner.headers)
    ) as there:
        path = "/v1/workspaces/acme/opportunities"
        for _ in range(2):
            assert (await there.post(path, json=PLAIN)).status_code == 201
        await revoked_elsewhere(office, owner)
        refused(await there.post(path, json=PLAIN))


async def test_what_a_good_key_asks_wrongly_is_answered_as_ever(owner: Client) -> None:
    await owner.act("./opportunities", PLAIN)
    wrong = await owner.post("./opportunities", json={"title": 3})
    assert (wrong.status_code, wrong.json()["type"]) == (400, "/problems/body-invalid")
    assert "ratelimit" in wrong.headers
