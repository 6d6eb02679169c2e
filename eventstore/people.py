"""The directory: personal data beside the ledger, so that it can be deleted while every hash stays valid."""

from collections.abc import Iterable

import asyncpg
import msgspec

from database.queries import load

QUERIES = load(__file__)


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a person; events hold only the opaque id `person`.

    On its way to the directory, None leaves what is there and "" erases it.
    """

    person: str
    name: str | None = None
    email: str | None = None
    login: str | None = None
    title: str | None = None


async def people(pool: asyncpg.Pool, workspace_id: int, ids: Iterable[str]) -> dict[str, Person]:
    """Return the directory's entries for these ids; whoever was erased is missing."""
    rows = await pool.fetch(QUERIES.people, workspace_id, list(ids))
    return {row["person"]: Person(**row) for row in rows}


async def people_after(pool: asyncpg.Pool, workspace_id: int, after: str, limit: int) -> list[Person]:
    """Return one page of the directory in the order of ids."""
    return [Person(**row) for row in await pool.fetch(QUERIES.people_after, workspace_id, after, limit)]


async def person_by_login(pool: asyncpg.Pool, workspace_id: int, login: str) -> Person | None:
    """Find a person by login."""
    row = await pool.fetchrow(QUERIES.person_by_login, workspace_id, login)
    return Person(**row) if row else None
