"""Imports can be looked up: how far each came, and which lines the rules refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from domain import ids
from tests.api.office import Client, Office

LINES = {"Content-Type": "application/x-ndjson"}


def line(key: str, command: str, body: dict[str, Any]) -> str:
    """A line of a file."""
    claimed = datetime.now(UTC).isoformat()
    return json.dumps({"command": command, "occurred_at": claimed, "idempotency_key": key, "body": body})


def file(name: str) -> str:
    """A line that is taken in, two that are not, and one that cannot be read."""
    return "\n".join(
        (
            line(f"{name}-1", "raise-opportunity", {"title": name, "problem": "For two days."}),
            line(f"{name}-2", "raise-opportunity", {"problem": "For two days."}),
            line(f"{name}-3", "agree-decision", {"revision": 1}),
            "{",
        )
    )


async def sent(owner: Client, name: str) -> httpx.Response:
    """The answer to an import."""
    answer = await owner.post("./imports", content=file(name), headers=LINES)
    assert answer.status_code == 201, answer.text
    return answer


async def test_an_import_can_be_looked_up_where_its_answer_says(owner: Client) -> None:
    answer = await sent(owner, "one")
    done, found = answer.json(), await owner.see(answer.headers["location"])
    assert found["sha256"] == done["sha256"]
    assert found["importer"] == owner.person
    assert (found["state"], found["last_line"], found["recorded"], found["refused"]) == ("finished", 4, 1, 3)
    assert found["started_at"] <= found["finished_at"]
    assert (await owner.see("./imports"))["items"] == [found]


async def test_what_was_refused_is_told_line_by_line(owner: Client) -> None:
    where = f"{(await sent(owner, 'one')).headers['location']}/refusals"
    told = (await owner.see(where))["items"]
    assert [(each["line"], each["rule"], each["command"]) for each in told] == [
        (2, "import.malformed-body", "raise-opportunity"),
        (3, "acting.role-missing", "agree-decision"),
        (4, "import.malformed-line", ""),
    ]
    assert all(each["detail"] for each in told)
    first = await owner.see(where, limit=2)
    rest = await owner.see(where, cursor=first["next"])
    assert ([*first["items"], *rest["items"]], rest["next"]) == (told, None)


async def test_imports_are_listed_latest_first_page_by_page(owner: Client) -> None:
    for name in ("one", "two", "three"):
        await sent(owner, name)
    everything = (await owner.see("./imports"))["items"]
    starts = [each["started_at"] for each in everything]
    assert starts == sorted(starts, reverse=True)
    first = await owner.see("./imports", limit=2)
    rest = await owner.see("./imports", cursor=first["next"])
    assert ([*first["items"], *rest["items"]], rest["next"]) == (everything, None)


async def test_an_import_that_was_cut_off_is_unfinished(office: Office, owner: Client) -> None:
    answer = await sent(owner, "one")
    await office.services.pool.execute("UPDATE import_run SET finished_at = NULL")
    found = await owner.see(answer.headers["location"])
    assert (found["state"], found["finished_at"]) == ("unfinished", None)


async def test_nothing_changed_is_answered_without_a_body(owner: Client) -> None:
    where = (await sent(owner, "one")).headers["location"]
    for path in (where, "./imports", f"{where}/refusals"):
        tag = (await owner.get(path)).headers["etag"]
        assert (await owner.get(path, headers={"If-None-Match": tag})).status_code == 304


@pytest.mark.parametrize("name", ["0" * 64, "one", "A" * 64])
async def test_an_unknown_file_is_not_found(owner: Client, name: str) -> None:
    for path in (f"./imports/{name}", f"./imports/{name}/refusals"):
        answer = await owner.get(path)
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


async def test_owners_partners_and_auditors_may_look(office: Office, owner: Client, tech: Client) -> None:
    where = (await sent(owner, "one")).headers["location"]
    auditor, member = await office.joined(owner), await office.joined(owner)
    await owner.act(f"./people/{auditor.person}/roles", {"role": "auditor"})
    for path in ("./imports", where, f"{where}/refusals"):
        assert [(await each.get(path)).status_code for each in (tech, auditor, member)] == [200, 200, 403]


async def test_another_workspace_sees_nothing_of_it(office: Office, owner: Client) -> None:
    answer = await sent(owner, "one")
    other, stranger = await office.found("globex"), await office.instance_client(ids.new_id("per", 1, 1))
    for path in (answer.headers["location"], f"{answer.headers['location']}/refusals"):
        assert (await other.get(path)).status_code == 404
        assert (await other.get(path.replace("acme", "globex"))).status_code == 404
        assert (await stranger.get(path)).status_code == 404
    assert (await other.see("/v1/workspaces/globex/imports"))["items"] == []
    for _ in range(2):
        await sent(owner, str(_))
    cursor = (await owner.see("./imports", limit=1))["next"]
    refused = await other.get("/v1/workspaces/globex/imports", params={"cursor": cursor})
    assert refused.json()["type"] == "/problems/cursor-invalid"
