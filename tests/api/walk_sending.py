"""What holds of every single request: what is refused records nothing, a dry run foretells, a repeat repeats."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from random import Random
from typing import Any

import httpx
from hypothesis import note

from api.declarations import Act
from eventstore.workspaces import Workspace
from tests.api.office import Client, Office
from tests.api.walk_bodies import DAY, DIGEST, ID, Known

KEY_GONE = 401
REFUSED = frozenset({400, 401, 403, 404, 409, 412, 422})
FRESH = re.compile(f"{ID.pattern}|{DIGEST.pattern}|{DAY.pattern}|'prefix': '\\w+'")
TWISTS = (
    *["plain"] * 5,
    *["dry"] * 2,
    "repeated",
    "stale",
    "wrong digest",
    "for a side",
    "earlier",
    "to come",
    "minuted",
)
SIGNING = ("agree", "sign", "confirm-s", "confirm-p")


class Sending:
    """The people of one workspace, what they know, and how they send what they want done."""

    def __init__(self, office: Office, workspace: Workspace, people: dict[str, Client]) -> None:
        self.office = office
        self.workspace = workspace
        self.people = people
        self.known = Known()
        self.head = 0
        self.favourites: list[str] = []

    async def listen(self) -> None:
        """Hear of everything that is on the record by now."""
        rows = await self.office.services.pool.fetch(
            "SELECT entry FROM event WHERE workspace_id = $1 AND position > $2 ORDER BY position",
            self.workspace.workspace_id,
            self.head,
        )
        for row in rows:
            self.known.hear(row["entry"])
            self.known.learn(json.loads(row["entry"]))
        self.head = await self.position()

    async def position(self) -> int:
        """The head of the ledger."""
        return (await self.office.services.store.head(self.workspace)).position

    def somebody(self, draw: Random) -> Client:
        """Anyone."""
        return draw.choice(list(self.people.values()))

    def name(self, who: Client) -> str:
        """What a person is called in the notes."""
        return next(name for name, client in self.people.items() if client is who)

    async def send(
        self, who: Client, act: Act, path: str, body: dict[str, Any], draw: Random, *, plain: bool = False
    ) -> None:
        """Send an act, plainly or with a twist, and see that it kept to the rules of every request."""
        twist = "plain" if plain else draw.choice(TWISTS)
        body, headers = self.twisted(twist, body, draw)
        planned = await self.plan(who, path, body, headers) if twist == "dry" else None
        answer = await self.post(who, path, body, headers)
        wrongly = {
            "stale": bool(act.subject),  # of what is new the position is 0
            "to come": True,
            "wrong digest": act.command.name.startswith(SIGNING),
        }
        if wrongly.get(twist):
            assert answer.status_code in REFUSED, (path, answer.text)
        if planned is not None:
            foretold(planned, answer)
        if twist == "repeated":
            await self.repeat(who, path, body, headers, answer)
        if answer.status_code in {409, 422} and draw.random() < 0.5:
            await self.waive(who, path, body, answer)

    def twisted(self, twist: str, body: dict[str, Any], draw: Random) -> tuple[dict[str, Any], dict[str, str]]:
        """The body and the headers of a request that is not plain."""
        headers: dict[str, str] = {}
        match twist:
            case "repeated":
                headers["Idempotency-Key"] = f"key-{draw.randrange(10**9)}"
            case "stale":
                headers["If-Match"] = '"0"'
            case "wrong digest":
                body = wrong(body)
            case "for a side":
                body = {**body, "side": draw.choice(["technology", "business"])}
            case "earlier" | "to come":
                days = timedelta(days=draw.randrange(1, 12) * (1 if twist == "to come" else -1))
                body = {**body, "occurred_at": (self.office.clock() + days).isoformat()}
            case "minuted" if meeting := self.known.pick("mtg", draw):
                body = {**body, "minuted": {"meeting": meeting, "actor": self.somebody(draw).person}}
        return body, headers

    async def post(
        self, who: Client, path: str, body: dict[str, Any], headers: dict[str, str], *, again: bool = False
    ) -> httpx.Response:
        """Send; what is refused records nothing, and what is recorded is all that the ledger got."""
        answer = await who.post(path, json=body, headers=headers)
        told = answer.json().get("detail") or [each["type"] for each in answer.json()["events"]]
        note(f"{self.name(who)} {path} {body} {headers}: {answer.status_code} {told}")
        assert answer.status_code in {200, 201, *REFUSED}, (path, body, answer.status_code, answer.text)
        head = await self.position()
        if answer.status_code in REFUSED:
            assert head == self.head, (path, body, answer.text)
        else:
            positions = [each["position"] for each in answer.json()["events"]]
            new = [*range(self.head + 1, head + 1)]
            assert positions == new or (again and not new), path
            await self.listen()
        return answer

    async def plan(self, who: Client, path: str, body: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
        """A dry run records nothing."""
        planned = await who.post(f"{path}?dry_run=true", json=body, headers=headers)
        assert planned.status_code in {200, *REFUSED}, (path, planned.text)
        assert await self.position() == self.head
        return planned

    async def repeat(
        self, who: Client, path: str, body: dict[str, Any], headers: dict[str, str], first: httpx.Response
    ) -> None:
        """The same again is answered again, and another request with that key is refused; neither records anything."""
        head = self.head
        again = await self.post(who, path, body, headers, again=True)
        if again.status_code == KEY_GONE:
            return  # whoever was forgotten, or gave the key back, asks no more
        assert (again.status_code in REFUSED) == (first.status_code in REFUSED), (path, first.text, again.text)
        if first.status_code == 201 and first.json().get("events"):
            assert (again.json()["events"], self.head) == (first.json()["events"], head)  # a secret is shown once
            other = await self.post(who, path, {**body, "occurred_at": "2026-01-01T00:00:00Z"}, headers)
            assert other.status_code in REFUSED, other.text

    async def waive(self, who: Client, path: str, body: dict[str, Any], refused: httpx.Response) -> None:
        """Set aside whatever rule can be."""
        rules = [each["rule"] for each in refused.json()["errors"] if each.get("waivable")]
        if rules and "minuted" not in body:
            waived = {**body, "waive": [{"rule": rule, "reason": "We know."} for rule in dict.fromkeys(rules)]}
            await self.post(who, path, waived, {})


def wrong(body: Any) -> Any:
    """The body with other hashes."""
    match body:
        case dict():
            return {name: "0" * 64 if name == "digest" else wrong(value) for name, value in body.items()}
        case list():
            return [wrong(each) for each in body]
    return body


def foretold(planned: httpx.Response, answer: httpx.Response) -> None:
    """What a dry run said is what came, but for what is drawn or read off the clock at each run."""
    if planned.status_code != 200:
        assert planned.status_code == answer.status_code
        return
    plan = planned.json()
    assert bool(plan["refusals"]) == (answer.status_code in REFUSED), (planned.text, answer.text)
    if plan["refusals"]:
        assert {each["rule"] for each in plan["refusals"]} == {each["rule"] for each in answer.json()["errors"]}
    else:
        told = [(each["type"], FRESH.sub("…", str(each["data"]))) for each in plan["events"]]
        came = [(each["type"], FRESH.sub("…", str(each["data"]))) for each in answer.json()["events"]]
        opened = any(name.endswith("-revealed.v1") for name, _ in came)
        assert told == ([] if opened else came)  # a dry run opens nothing that is sealed
