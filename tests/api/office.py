"""A running API for tests: the real app on a real database, people with keys, and the words tests are told in."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import asyncpg
import httpx
from litestar import Litestar

from api import keys
from api.app import create_app
from api.key_register import KeyRegister
from api.services import Rate, Services
from domain import ids
from eventstore.proving.keyring import Keyring
from eventstore.store import Store
from projections.groups import PROJECTORS
from projections.runner import Runner
from service.http_importing import HttpImporter
from tests.api.documented import fits_the_document

SECRET = b"a secret for tests, 32 bytes long"
PLENTY = Rate(requests=1_000_000)
ALL_SCOPES = ("read", "write", "admin")


class Clock:
    """Tells the real time, moved by as much as a test says."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.moved


class Client(httpx.AsyncClient):
    """One person's view of the API. Paths beginning with `.` are within the workspace, `acme` unless told otherwise."""

    person: str = ""
    workspace: str = "acme"

    async def request(self, method: str, url: Any, **options: Any) -> httpx.Response:
        if isinstance(url, str) and url.startswith("."):
            url = f"/v1/workspaces/{self.workspace}{url[1:]}"
        answer = await super().request(method, url, **options)
        fits_the_document(answer)
        return answer

    async def act(self, path: str, body: Mapping[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """POST an act that must be recorded, and answer what was."""
        answer = await self.post(path, json=body or {}, headers=headers)
        assert answer.status_code == 201, answer.text
        recorded: dict[str, Any] = answer.json()
        return recorded

    async def see(self, path: str, **query: Any) -> dict[str, Any]:
        """GET what must be there."""
        answer = await self.get(path, params=query)
        assert answer.status_code == 200, answer.text
        seen: dict[str, Any] = answer.json()
        return seen


class Office:
    """The app with its parts, and makers of people and workspaces."""

    def __init__(self, app: Litestar, services: Services, runner: Runner, clock: Clock) -> None:
        self.app = app
        self.services = services
        self.runner = runner
        self.clock = clock
        self.register = KeyRegister(services.pool)
        self._clients: list[Client] = []

    def client(self, secret: str | None, person: str = "") -> Client:
        """A client that sends a key, or none."""
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        transport = httpx.ASGITransport(cast("Any", self.app), raise_app_exceptions=False)
        made = Client(transport=transport, base_url="http://accord.test", headers=headers)
        made.person = person
        self._clients.append(made)
        return made

    def new_id(self, prefix: str) -> str:
        return self.services.new_id(prefix)

    async def instance_client(self, person: str | None = None) -> Client:
        """The holder of an instance key."""
        holder = person or self.new_id("per")
        key = keys.generate()
        await self.register.add(
            key,
            key_id=self.new_id("key"),
            workspace_id=None,
            holder=holder,
            scopes=ALL_SCOPES,
            accepted_at=self.clock(),
        )
        return self.client(key.secret, holder)

    async def key_for(
        self, workspace: str, person: str, scopes: tuple[str, ...] = ALL_SCOPES, **options: Any
    ) -> Client:
        """A key of one workspace, as if it had been issued and accepted."""
        key = keys.generate()
        known = await self.services.store.workspace(workspace)
        await self.register.add(
            key,
            key_id=options.pop("key_id", self.new_id("key")),
            workspace_id=known.workspace_id,
            holder=person,
            scopes=scopes,
            **{"accepted_at": self.clock(), **options},
        )
        return self.client(key.secret, person)

    async def found(self, slug: str = "acme", **body: Any) -> Client:
        """Found a workspace; answers its owner, with a key of that workspace."""
        founder = await self.instance_client()
        await founder.act("/v1/workspaces", {"slug": slug, "name": slug.capitalize(), **body})
        return await self.key_for(slug, founder.person)

    async def joined(self, owner: Client, workspace: str | None = None, *, of: str | None = None) -> Client:
        """A registered person with a key, a partner of a side if told so."""
        workspace = workspace or owner.workspace
        root = f"/v1/workspaces/{workspace}"
        person = (await owner.act(f"{root}/people", {"name": "Somebody"}))["id"]
        if of:
            await owner.act(f"{root}/partners", {"person": person, "of": of})
        made = await self.key_for(workspace, person)
        made.workspace = owner.workspace
        return made

    async def settle(self, workspace: str = "acme") -> None:
        """Let every projection catch up."""
        known = await self.services.store.workspace(workspace)
        await self.runner.catch_up(known.workspace_id)

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()


@asynccontextmanager
async def opened(pool: asyncpg.Pool, rate: Rate = PLENTY) -> AsyncIterator[Office]:
    """Build everything as the composition root does."""
    clock = Clock()
    numbers = itertools.count(1)

    def new_id(prefix: str) -> str:
        return ids.new_id(prefix, int(clock().timestamp() * 1000), next(numbers) << 24)

    async with Store(pool) as store:
        runner = Runner(store, PROJECTORS, worker="test")
        services = Services(
            pool=pool,
            store=store,
            secret=SECRET,
            keyring=Keyring.derived(SECRET),
            clock=clock,
            new_id=new_id,
            rate=rate,
            importer=HttpImporter(store, SECRET),
            health=runner.health,
        )
        office = Office(create_app(services), services, runner, clock)
        try:
            yield office
        finally:
            await office.close()
            await office.register.close()
