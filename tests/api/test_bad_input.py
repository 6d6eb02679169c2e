"""What each kind of bad input gets: every row of docs/bad-input.md, asked for, with nothing recorded."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from database.pool import connect_pool
from tests.api.office import Client, Office, opened
from tests.server import Server

ROWS = Path(__file__).parents[2] / "docs" / "bad-input.md"
JSON = {"Content-Type": "application/json"}
PLAIN = {"title": "Releases wait", "problem": "For two days."}
UNKNOWN = "opp_01kb5v3n8rf4tt2q9w6zg0x1y7"
THEIRS = "opp_01kb5v3n8rf4tt2q9w6zg0x1y8"
LATER = {"reason": "Later."}
FUTURE, PAST = "9999-12-31T00:00:00Z", "0001-01-01T00:00:00Z"

Ask = Callable[["Scene"], Awaitable[httpx.Response]]


class Scene:
    """A workspace with an open decision, and people of both sides."""

    def __init__(self, office: Office, owner: Client, tech: Client, biz: Client) -> None:
        self.office = office
        self.owner = owner
        self.tech = tech
        self.biz = biz
        self.opportunity = ""
        self.decision = ""
        self.digest = ""
        self.tag = ""

    async def set(self) -> None:
        raised = await self.tech.act("./opportunities", PLAIN)
        pinned = raised["events"][0]["data"]
        self.opportunity = raised["id"]
        pin = {"opportunity": self.opportunity, "revision": 1, "digest": pinned["digest"]}
        self.proposal = {
            "kind": "first_priority",
            "options": [pin, {"do_nothing": True}],
            "choice": self.opportunity,
            "rationale": "It hurts every week.",
        }
        proposed = await self.biz.act("./decisions", self.proposal)
        self.decision = proposed["id"]
        self.digest = proposed["events"][-1]["data"]["digest"]
        self.tag = f'"{proposed["position"]}"'
        await self.biz.act(f"./decisions/{self.decision}/stances", {"stance": "agree"})

    def raw(self, body: bytes, **headers: str) -> Awaitable[httpx.Response]:
        return self.tech.post("./opportunities", content=body, headers={**JSON, **headers})

    def agree(self, **body: object) -> Awaitable[httpx.Response]:
        return self.tech.post(f"./decisions/{self.decision}/agreements", json=body)


async def reused_key(scene: Scene) -> httpx.Response:
    headers = {"Idempotency-Key": "one"}
    await scene.tech.act("./opportunities", PLAIN, **headers)
    return await scene.tech.post("./opportunities", json={**PLAIN, "title": "Another"}, headers=headers)


async def revoked(scene: Scene) -> httpx.Response:
    key_id = scene.office.new_id("key")
    client = await scene.office.key_for("acme", scene.tech.person, key_id=key_id)
    await scene.office.services.pool.execute("UPDATE api_key SET revoked_at = now() WHERE key_id = $1", key_id)
    return await client.post("./opportunities", json=PLAIN)


async def read_only(scene: Scene) -> httpx.Response:
    return await (await scene.office.key_for("acme", scene.tech.person, ("read",))).post("./opportunities", json=PLAIN)


async def not_accepted(scene: Scene) -> httpx.Response:
    client = await scene.office.key_for("acme", scene.tech.person, accepted_at=None)
    return await client.post("./opportunities", json=PLAIN)


NESTED = b'{"title":' + b"[" * 100 + b"]" * 100 + b"}"
BAD: dict[str, Ask] = {
    "not JSON": lambda scene: scene.raw(b'{"title":'),
    "empty body": lambda scene: scene.raw(b""),
    "invalid UTF-8": lambda scene: scene.raw(b'{"title":"\xff","problem":"x"}'),
    "byte order mark": lambda scene: scene.raw(b"\xef\xbb\xbf" + json.dumps(PLAIN).encode()),
    "NUL in a text": lambda scene: scene.raw(b'{"title":"a\\u0000b","problem":"x"}'),
    "half a surrogate pair": lambda scene: scene.raw(b'{"title":"\\ud800","problem":"x"}'),
    "repeated key": lambda scene: scene.raw(b'{"title":"a","title":"b","problem":"x"}'),
    "nested 100 deep": lambda scene: scene.raw(NESTED),
    "nested 100 000 deep": lambda scene: scene.raw(b"[" * 100_000),
    "text left open with 500 000 quotes": lambda scene: scene.raw(b"[" * 65 + b'"' + b'\\"' * 500_000),
    "not a number": lambda scene: scene.raw(b'{"title":"a","problem":NaN}'),
    "a number of 5 000 digits": lambda scene: scene.raw(b'{"title":' + b"9" * 5000 + b"}"),
    "unknown field": lambda scene: scene.raw(json.dumps({**PLAIN, "priority": 1}).encode()),
    "wrong type": lambda scene: scene.raw(b'{"title":7,"problem":"x"}'),
    "missing field": lambda scene: scene.raw(b'{"title":"a"}'),
    "a list for an object": lambda scene: scene.raw(b"[]"),
    "text too long": lambda scene: scene.raw(json.dumps({**PLAIN, "title": "x" * 201}).encode()),
    "text of spaces": lambda scene: scene.raw(json.dumps({**PLAIN, "title": " \u00a0 "}).encode()),
    "text of characters without width": lambda scene: scene.raw(json.dumps({**PLAIN, "title": "\u200b"}).encode()),
    "control character": lambda scene: scene.raw(json.dumps({**PLAIN, "problem": "a\x1b[31mb"}).encode()),
    "text that turns its direction": lambda scene: scene.raw(json.dumps({**PLAIN, "title": "a\u202eb"}).encode()),
    "unknown choice": lambda scene: scene.raw(json.dumps({**PLAIN, "theme": "fun"}).encode()),
    "date without zone": lambda scene: scene.raw(json.dumps({**PLAIN, "occurred_at": "2026-11-25T08:00:00"}).encode()),
    "date that is none": lambda scene: scene.raw(json.dumps({**PLAIN, "occurred_at": "2026-13-45"}).encode()),
    "date in the future": lambda scene: scene.raw(json.dumps({**PLAIN, "occurred_at": FUTURE}).encode()),
    "date in the year 1": lambda scene: scene.raw(json.dumps({**PLAIN, "occurred_at": PAST}).encode()),
    "body of 10 MiB": lambda scene: scene.raw(b'{"title":"' + b"x" * 10 * 1024 * 1024 + b'"}'),
    "wrong Content-Type": lambda scene: scene.raw(json.dumps(PLAIN).encode(), **{"Content-Type": "text/plain"}),
    "no Content-Type": lambda scene: scene.tech.post("./opportunities", content=json.dumps(PLAIN).encode()),
    "bad Idempotency-Key": lambda scene: scene.raw(json.dumps(PLAIN).encode(), **{"Idempotency-Key": "a b"}),
    "reused Idempotency-Key": reused_key,
    "bad If-Match": lambda scene: scene.raw(json.dumps(PLAIN).encode(), **{"If-Match": "forty-two"}),
    "stale If-Match": lambda scene: scene.tech.post(
        f"./decisions/{scene.decision}/stances", json={"stance": "agree"}, headers={"If-Match": scene.tag}
    ),
    "unknown query parameter": lambda scene: scene.tech.post("./opportunities?dry=1", json=PLAIN),
    "repeated query parameter": lambda scene: scene.tech.get("./backlog?limit=1&limit=2"),
    "page size of 0": lambda scene: scene.tech.get("./backlog?limit=0"),
    "page size of 201": lambda scene: scene.tech.get("./backlog?limit=201"),
    "forged cursor": lambda scene: scene.tech.get("./backlog?cursor=QUJDREVGR0hJSktMTU5PUFFSU1RVVg"),
    "as_of that is no time": lambda scene: scene.tech.get("./backlog?as_of=2026-02-30"),
    "filter that is none": lambda scene: scene.tech.get("./backlog?state=nice"),
    "unknown id": lambda scene: scene.tech.post(f"./opportunities/{UNKNOWN}/deferral", json=LATER),
    "malformed id": lambda scene: scene.tech.post("./opportunities/17/deferral", json=LATER),
    "another workspace's id": lambda scene: scene.tech.post(
        f"./opportunities/{THEIRS}/deferral", json={"reason": "Later."}
    ),
    "another workspace": lambda scene: scene.tech.get("/v1/workspaces/globex"),
    "unknown path": lambda scene: scene.tech.get("./wishes"),
    "wrong method": lambda scene: scene.tech.delete("./opportunities"),
    "no key": lambda scene: scene.office.client(None).get("./backlog"),
    "key of another form": lambda scene: scene.office.client("secret").get("./backlog"),
    "revoked key": revoked,
    "key not accepted": not_accepted,
    "key without the scope": read_only,
    "wrong role": lambda scene: scene.owner.post(
        f"./decisions/{scene.decision}/agreements", json={"revision": 1, "digest": scene.digest}
    ),
    "wrong side": lambda scene: scene.agree(revision=1, digest=scene.digest, side="business"),
    "wrong revision": lambda scene: scene.agree(revision=7, digest=scene.digest),
    "wrong hash": lambda scene: scene.agree(revision=1, digest="0" * 64),
    "missing hash": lambda scene: scene.agree(revision=1),
    "missing win": lambda scene: scene.agree(revision=1, digest=scene.digest),
}


def rows() -> dict[str, tuple[int, str]]:
    """The table of the document: kind of input, status, last part of the problem's type."""
    found = re.findall(r"^\| ([^|]+?) +\| (\d{3}) +\| `([a-z-]+)` *\|", ROWS.read_text(encoding="utf-8"), re.MULTILINE)
    return {kind: (int(status), slug) for kind, status, slug in found}


@pytest.fixture(scope="module")
async def scene(server: Server, template: str) -> AsyncIterator[Scene]:
    """One scene for all rows: nothing is recorded, so none disturbs another."""
    name = server.clone(template)
    pool = await connect_pool(server.dsn(name))
    async with pool, opened(pool) as office:
        owner = await office.found()
        made = Scene(
            office, owner, await office.joined(owner, of="technology"), await office.joined(owner, of="business")
        )
        await made.set()
        await (await office.found("globex")).act("/v1/workspaces/globex/opportunities", {**PLAIN, "id": THEIRS})
        yield made
    server.drop(name)


@pytest.mark.parametrize("kind", BAD)
async def test_bad_input_is_a_problem_and_records_nothing(kind: str, scene: Scene) -> None:
    workspace = await scene.office.services.store.workspace("acme")
    answer_to = BAD[kind]
    before = (await scene.office.services.store.head(workspace)).position
    answer = await answer_to(scene)
    recorded = (await scene.office.services.store.head(workspace)).position - before
    assert recorded == (1 if kind == "reused Idempotency-Key" else 0)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["type"].removeprefix("/problems/")) == rows()[kind]
    assert (problem["status"], problem["instance"]) == (answer.status_code, answer.request.url.path)
    assert problem["title"]
    assert problem["detail"]


def test_the_document_has_the_same_rows() -> None:
    assert list(rows()) == list(BAD)
