"""A text that must go is gone from every output, and everything else stays as it was."""

from __future__ import annotations

from typing import Any

import asyncpg
import msgspec
import pytest

from eventstore.codec import decode
from eventstore.merkle import leaf_hash
from eventstore.proving.scanning import Scan
from projections.cleaning.turns import Cleaning
from tests.api.office import Client, Office
from tests.api.outputs import GETS

NAME = "Initech"


async def problem(client: Client) -> dict[str, Any]:
    """An opportunity whose text names somebody; answers the entry."""
    raised = await client.act("./opportunities", {"title": f"Slow for {NAME}", "problem": f"“{NAME}” waits:\n1.0"})
    entry: dict[str, Any] = raised["events"][0]
    return entry


async def propose(client: Client, entry: dict[str, Any], *fields: str) -> str:
    body = {
        "type": entry["type"],
        "about": f"opportunity:{entry['data']['opportunity']}",
        "fields": fields,
        "reason": "It names a customer.",
    }
    recorded = await client.act(f"./events/{entry['id']}/redaction", body)
    digest: str = recorded["events"][0]["data"]["digest"]
    return digest


async def redacted(tech: Client, biz: Client) -> dict[str, Any]:
    """An entry the texts of which were taken out."""
    entry = await problem(tech)
    digest = await propose(tech, entry, "/problem", "/title")
    await biz.act(f"./events/{entry['id']}/redaction/confirmation", {"digest": digest})
    return entry


async def stored(office: Office, position: int) -> tuple[str, bytes]:
    row = await office.services.pool.fetchrow("SELECT entry, leaf FROM event WHERE position = $1", position)
    assert row is not None
    return row["entry"], row["leaf"]


async def test_nothing_goes_before_every_side_agrees(office: Office, tech: Client, biz: Client) -> None:
    entry = await problem(tech)
    before, leaf = await stored(office, entry["position"])
    digest = await propose(biz, entry, "/problem")
    again = await tech.post(f"./events/{entry['id']}/redaction/confirmation", json={"digest": "0" * 64})
    assert again.status_code == 409
    assert await stored(office, entry["position"]) == (before, leaf)
    await tech.act(f"./events/{entry['id']}/redaction/confirmation", {"digest": digest})
    after, kept = await stored(office, entry["position"])
    assert kept == leaf == leaf_hash(before)
    assert f'"redacted":"{leaf.hex()}",' in after
    assert (NAME in after, '"problem":"[redacted]"' in after) == (True, True)  # the title stays


async def test_structure_stays(office: Office, tech: Client, biz: Client) -> None:
    entry = await problem(tech)
    before, _ = await stored(office, entry["position"])
    digest = await propose(tech, entry, "/problem", "/title")
    await biz.act(f"./events/{entry['id']}/redaction/confirmation", {"digest": digest})
    after, _ = await stored(office, entry["position"])
    expected = msgspec.json.decode(before)
    expected["data"] |= {"problem": "[redacted]", "title": "[redacted]"}
    found = msgspec.json.decode(after)
    assert list(found)[:4] == ["workspace", "position", "recorded_at", "redacted"]
    del found["redacted"]
    assert (found, list(found["data"])) == (expected, list(expected["data"]))
    assert decode(after).id == entry["id"]


async def test_texts_are_taken_out_one_after_the_other(office: Office, tech: Client, biz: Client) -> None:
    entry = await problem(tech)
    for field in ("/problem", "/title"):
        digest = await propose(tech, entry, field)
        await biz.act(f"./events/{entry['id']}/redaction/confirmation", {"digest": digest})
    after, leaf = await stored(office, entry["position"])
    assert NAME not in after
    assert after.count(leaf.hex()) == 1


async def test_a_redacted_ledger_is_proven_and_says_so(office: Office, tech: Client, biz: Client) -> None:
    entry = await redacted(tech, biz)
    content = (await tech.get("./audit/export")).content
    manifest = await tech.see("./audit/export/manifest")
    scan = Scan("acme")
    scan.feed(content.splitlines())
    head = await office.services.store.head(await office.services.store.workspace("acme"))
    assert scan.redacted == [entry["position"]]
    assert (scan.size, scan.frontier) == (head.position, list(head.frontier))
    assert manifest["size"] == head.position
    proof = await tech.see("./audit/proofs/inclusion", position=entry["position"])
    assert proof["leaf"]


async def test_the_text_is_gone_from_every_output(office: Office, owner: Client, tech: Client, biz: Client) -> None:
    entry = await redacted(tech, biz)
    await office.settle()
    cleaning = Cleaning(office.runner)
    assert len(await cleaning.turn()) == 1
    assert await cleaning.turn() == []
    await office.settle()
    opportunity = entry["data"]["opportunity"]
    shown = await tech.see(f"./opportunities/{opportunity}")
    assert (shown["title"], shown["problem"]) == ("[redacted]", "[redacted]")
    (item,) = (await tech.see("./backlog"))["items"]
    assert (item["opportunity"], item["title"]) == (opportunity, "[redacted]")
    for pattern in GETS:
        path = pattern.replace("{workspace}", "acme").replace("{opportunity}", opportunity)
        if "{" not in path:
            assert NAME not in (await owner.get(path)).text, path
    await tech.act(f"./opportunities/{opportunity}/wordings", {"title": "Slow", "problem": "Slow.", "reason": "New."})
    await office.runner.rebuild()


async def test_the_database_lets_nothing_else_through(office: Office, tech: Client, biz: Client) -> None:
    at = (await redacted(tech, biz))["position"]
    workspace = await office.services.store.workspace("acme")
    for position, changes in (
        (at, ("opportunity", "possibility")),
        (at, ("[redacted]", "Somebody")),
        (at, ('"redacted":"', '"redacted":"0')),
        (at, ('"scope":"main"', '"scope":"[redacted]"')),
        (1, ("acme", "acme")),
    ):
        present = await stored(office, position)
        with pytest.raises(asyncpg.RestrictViolationError):
            await office.services.pool.execute(
                "SELECT redact_event($1, $2, $3)", workspace.workspace_id, position, present[0].replace(*changes)
            )
        assert await stored(office, position) == present


async def test_even_the_owner_redacts_only_through_the_ledger(tech: Client, biz: Client, owner_dsn: str) -> None:
    await redacted(tech, biz)
    connection = await asyncpg.connect(owner_dsn)
    try:
        with pytest.raises(asyncpg.RestrictViolationError, match="never change"):
            await connection.execute("UPDATE event SET entry = entry")
    finally:
        await connection.close()
