"""What belongs to one workspace, one request or one ledger is taken for nothing else."""

from __future__ import annotations

import msgspec

from api.routes.imports import UPLOADS
from domain.registry import COMMANDS
from eventstore.importing.lines import parse
from tests.api.office import Client, Office

PLAIN = {"title": "Releases wait", "problem": "For two days."}


async def test_a_cursor_of_one_workspace_is_none_of_another(office: Office, owner: Client) -> None:
    globex = await office.found("globex")
    for _ in range(2):
        await owner.act("./people", {"name": "Somebody"})
    await office.settle()
    cursor = (await owner.see("./people", limit=1))["next"]
    assert (await owner.see("./people", cursor=cursor))["items"]
    answer = await globex.get("/v1/workspaces/globex/people", params={"cursor": cursor})
    assert answer.json()["type"] == "/problems/cursor-invalid"


async def test_one_request_has_one_idempotency_key(tech: Client) -> None:
    twice = [("Idempotency-Key", "one"), ("Idempotency-Key", "two")]
    answer = await tech.post("./opportunities", json=PLAIN, headers=twice)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/header-invalid")


async def test_beyond_the_head_there_is_the_head(owner: Client) -> None:
    head = (await owner.see("./events"))["items"][-1]["position"]
    assert (await owner.see("./events", after=head + 1000))["position"] == head


def test_the_example_of_an_import_is_one() -> None:
    line = parse(UPLOADS[0].example.encode())
    assert line.idempotency_key == "1"
    msgspec.json.decode(line.body, type=COMMANDS[line.command].body_type)  # type: ignore[attr-defined]
