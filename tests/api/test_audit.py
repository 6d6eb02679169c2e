"""Exports over HTTP, who may have them, and the log of who read what."""

from __future__ import annotations

import csv
import hashlib
import io
from base64 import b64decode
from typing import Any

import asyncpg
import pytest

from api.routes.tables import READS
from eventstore import merkle
from eventstore.accesses.log import Access, record_access
from eventstore.exporting.content import COLUMNS
from eventstore.proving.checkpoints import believed
from eventstore.proving.notes import VerifierKey
from tests.api.office import Client, Office


async def auditor_of(office: Office, owner: Client) -> Client:
    person = (await owner.act("./people", {"name": "Audrey"}))["id"]
    await owner.act(f"./people/{person}/roles", {"role": "auditor"})
    return await office.key_for("acme", person)


@pytest.fixture
async def auditor(office: Office, owner: Client) -> Client:
    """An auditor of `acme`."""
    return await auditor_of(office, owner)


async def raised(client: Client, count: int) -> None:
    for number in range(count):
        await client.act("./opportunities", {"title": f"=Slow {number}", "problem": "Slow,\n“slow”."})


async def exported(client: Client, **query: Any) -> tuple[bytes, int]:
    answer = await client.get("./audit/export", params=query)
    assert answer.status_code == 200, answer.text
    return answer.content, int(answer.headers["accord-position"])


async def ledger_of(client: Client) -> list[str]:
    text = (await client.get("./events", params={"limit": 1000})).text
    assert text.startswith('{"items":[')
    return (
        text.removeprefix('{"items":[')
        .rpartition('],"position":')[0]
        .replace('},{"workspace"', '}\n{"workspace"')
        .split("\n")
    )


async def test_an_export_is_the_ledger_word_for_word(tech: Client, auditor: Client) -> None:
    await raised(tech, 3)
    content, last = await exported(auditor)
    lines = content.decode().removesuffix("\n").split("\n")
    assert (lines, last) == (await ledger_of(tech), len(lines))


async def test_a_manifest_says_what_an_export_is(tech: Client, auditor: Client) -> None:
    await raised(tech, 3)
    content, last = await exported(auditor)
    manifest = await auditor.see("./audit/export/manifest", to=last)
    lines = content.decode().removesuffix("\n").split("\n")
    root = merkle.root(merkle.extend((), 0, map(merkle.leaf_hash, lines)))
    assert b64decode(manifest["root"]) == root
    (key,) = (await auditor.see("./audit/keys"))["keys"]
    checkpoint = believed(manifest["checkpoint"], [VerifierKey.parse(key["verifier_key"])])
    assert (checkpoint.size, checkpoint.root) == (last, root)
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["bytes"] == len(content)
    assert manifest["query"] == {"format": "jsonl", "from": 1, "to": last, "types": None}
    assert [manifest[name] for name in ("count", "first_position", "last_position", "size")] == [last, 1, last, last]


async def test_what_breaks_off_goes_on_at_a_position(tech: Client, auditor: Client) -> None:
    await raised(tech, 4)
    whole, last = await exported(auditor)
    for cut in (1, last // 2, last):
        first, _ = await exported(auditor, to=cut)
        rest, _ = await exported(auditor, **{"from": cut + 1, "to": last})
        assert first + rest == whole


async def test_some_types_only(tech: Client, auditor: Client) -> None:
    await raised(tech, 2)
    content, last = await exported(auditor, type="opportunity-raised,role-*")
    types = {line.split('"type":"')[1].split('"')[0] for line in content.decode().splitlines()}
    assert types == {"opportunity-raised.v1", "role-granted.v1"}
    manifest = await auditor.see("./audit/export/manifest", type="opportunity-raised,role-*", to=last)
    assert manifest["count"] == content.count(b"\n")
    assert manifest["last_position"] == last
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest()
    nothing, _ = await exported(auditor, type="decision-*")
    assert nothing == b""


async def test_a_table_holds_each_entry_and_no_formula(tech: Client, auditor: Client) -> None:
    await raised(tech, 2)
    content, _ = await exported(auditor, format="csv")
    head, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    assert tuple(head) == COLUMNS
    assert [row[-1] for row in rows] == await ledger_of(tech)
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


@pytest.mark.parametrize("query", [{"to": 9999}, {"from": 9999}, {"type": "no-such"}, {"format": "xml"}, {"from": 0}])
async def test_a_query_that_asks_for_nothing_is_refused(owner: Client, query: dict[str, Any]) -> None:
    assert (await owner.get("./audit/export", params=query)).status_code == 400


async def test_an_export_is_for_owners_partners_and_auditors(
    office: Office, owner: Client, tech: Client, auditor: Client
) -> None:
    member = await office.joined(owner)
    for path in ("./audit/export", "./audit/export/manifest"):
        assert [(await each.get(path)).status_code for each in (owner, tech, auditor, member)] == [200, 200, 200, 403]
    assert [(await each.get("./audit/access-log")).status_code for each in (owner, auditor, tech, member)] == [
        200,
        200,
        403,
        403,
    ]


async def test_reading_the_audit_area_is_recorded(owner: Client, tech: Client, auditor: Client) -> None:
    await raised(tech, 1)
    _, last = await exported(auditor, type="*")
    await owner.see("./audit/access-log", limit=10)
    first, second = (await auditor.see("./audit/access-log"))["items"]
    assert (first["person"], first["operation"], first["items"]) == (owner.person, "listAccesses", 1)
    assert {name: second[name] for name in ("person", "operation", "path", "query", "items")} == {
        "person": auditor.person,
        "operation": "exportLedger",
        "path": "/v1/workspaces/acme/audit/export",
        "query": "type=%2A",
        "items": last,
    }
    assert second["credential"].startswith("acc_")


async def test_every_read_of_the_audit_area_is_recorded() -> None:
    area = {read.path for read in READS if read.tag == "audit"} | {"/decisions/{decision}/record"}
    assert area <= {read.path for read in READS if read.audited}


async def test_the_access_log_has_pages(owner: Client, tech: Client) -> None:
    await raised(tech, 3)
    for size in range(5):
        await owner.get("./audit/checkpoint", params={"size": size})
    seen: list[str] = []
    page = await owner.see("./audit/access-log", limit=2)
    for _ in range(2):
        seen += [item["query"] for item in page["items"]]
        page = await owner.see("./audit/access-log", cursor=page["next"])
    seen += [item["query"] for item in page["items"]]
    assert seen[:5] == ["size=4", "size=3", "size=2", "size=1", "size=0"]


async def test_another_workspace_has_another_log(office: Office, owner: Client) -> None:
    other = await office.found("other")
    other.workspace = "other"
    await owner.see("./audit/access-log")
    assert (await other.see("./audit/access-log"))["items"] == []
    for path in ("/audit/export", "/audit/export/manifest", "/audit/access-log"):
        assert (await owner.get(f"/v1/workspaces/other{path}")).status_code == 404


async def test_the_service_cannot_change_the_access_log_but_drops_what_is_old(
    office: Office, owner: Client, owner_dsn: str
) -> None:
    pool = office.services.pool
    for change in ("DELETE FROM access", "UPDATE access SET person = 'x'", "INSERT INTO access DEFAULT VALUES"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(change)
    workspace = await office.services.store.workspace("acme")
    one = Access(person=owner.person, credential="acc_1", operation="o", path="/", query="", items=0)
    for _ in range(3):
        await record_access(pool, workspace, one)
    connection = await asyncpg.connect(owner_dsn)
    try:
        await connection.execute("UPDATE access SET at = at - interval '40 days'")
    finally:
        await connection.close()
    await record_access(pool, workspace, one, days=60)
    assert await pool.fetchval("SELECT count(*) FROM access") == 4
    await record_access(pool, workspace, one, days=1)  # nothing younger than 30 days goes
    assert await pool.fetchval("SELECT count(*) FROM access") == 2
    assert len((await owner.see("./audit/access-log"))["items"]) == 2
