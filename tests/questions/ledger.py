"""The ledger as it stands in its table, and what is found in it by nothing but plain loops."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from tests.api.office import Client

Entry = dict[str, Any]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """A workspace, somebody who reads it, and every entry of its ledger in order."""

    slug: str
    owner: str
    client: Client
    entries: list[Entry]

    def of(self, *types: str) -> Iterator[Entry]:
        """The entries of these types, in order; `value-agreed` stands for every version of it."""
        return (entry for entry in self.entries if entry["type"].partition(".v")[0] in types)

    async def all(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """Every item of a list, page by page; each says which events it rests on, and those are in the ledger."""
        found: list[dict[str, Any]] = []
        page = await self.client.see(path, limit=7, **query)
        while True:
            found += page["items"]
            if page["next"] is None:
                break
            page = await self.client.see(path, cursor=page["next"])
        for item in found:
            self.rests(item)
        return found

    def rests(self, item: dict[str, Any]) -> None:
        """Fail unless what an answer says to rest on stands in the ledger like that."""
        assert item["rests_on"], item
        for event in item["rests_on"]:
            entry = self.entries[event["position"] - 1]
            assert (entry["id"], entry["type"]) == (event["event"], event["type"])


async def history_of(pool: asyncpg.Pool, slug: str, owner: str, client: Client) -> History:
    """Read a ledger from its table."""
    rows = await pool.fetch(
        "SELECT entry FROM event JOIN workspace USING (workspace_id) WHERE slug = $1 ORDER BY position", slug
    )
    entries = [json.loads(row["entry"]) for row in rows]
    assert [entry["position"] for entry in entries] == list(range(1, len(entries) + 1))
    return History(slug=slug, owner=owner, client=client, entries=entries)


def at(entry: Entry) -> datetime:
    """When it is said to have happened."""
    return datetime.fromisoformat(entry.get("occurred_at") or entry["recorded_at"])
