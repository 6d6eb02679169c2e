"""The lists of the partnership, each in the order in which its subjects began."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import asyncpg
import msgspec
from msgspec import Meta

from database.queries import load
from domain.partnership.scopes import ScopeKind
from eventstore.faults import AnyConnection
from projections.paging import LARGEST, Key, Page

QUERIES = load(__file__, "rows/queries.sql")
_encode = msgspec.json.Encoder().encode


class PartnershipQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What all these lists take: how many rows, and after which one. Every other field narrows the list."""

    kind: ClassVar[str]
    limit: Annotated[int, Meta(ge=1, le=LARGEST)] = 50
    after: Key | None = None

    def marks(self) -> list[str]:
        """What rows must be marked with."""
        given = {name: getattr(self, name) for name in self.__struct_fields__ if name not in {"limit", "after"}}
        return [
            f"{name}:{str(value).lower() if isinstance(value, bool) else value}"
            for name, value in given.items()
            if value is not None
        ]


class PeopleQuery(PartnershipQuery, frozen=True, kw_only=True):
    """People: partners of a side, those with a role (`partner` and `member` too), members of a team."""

    kind = "person"
    side: str | None = None
    role: str | None = None
    team: str | None = None


class DelegationsQuery(PartnershipQuery, frozen=True, kw_only=True):
    """Delegations of a side, from or to a person, revoked or not."""

    kind = "delegation"
    side: str | None = None
    giver: str | None = None
    receiver: str | None = None
    revoked: bool | None = None


class TeamsQuery(PartnershipQuery, frozen=True, kw_only=True):
    """Teams with a member, disbanded or not."""

    kind = "team"
    member: str | None = None
    disbanded: bool | None = None


class ScopesQuery(PartnershipQuery, frozen=True, kw_only=True, rename={"scope_kind": "kind"}):
    """Scopes of a kind or of a team."""

    kind = "scope"
    scope_kind: ScopeKind | None = None
    team: str | None = None

    def marks(self) -> list[str]:
        """What rows must be marked with."""
        return [mark.removeprefix("scope_") for mark in super().marks()]


class PoliciesQuery(PartnershipQuery, frozen=True, kw_only=True):
    """Revisions of the policy by standing."""

    kind = "policy"
    standing: Literal["proposed", "adopted", "voided"] | None = None


class KeysQuery(PartnershipQuery, frozen=True, kw_only=True):
    """Keys of a holder or from an issuer, revoked or not."""

    kind = "key"
    holder: str | None = None
    issuer: str | None = None
    revoked: bool | None = None


class MeetingsQuery(PartnershipQuery, frozen=True, kw_only=True):
    """Meetings that a person was present in."""

    kind = "meeting"
    present: str | None = None


class ActsQuery(PartnershipQuery, frozen=True, kw_only=True):
    """Minuted acts of a meeting or person, waiting or settled."""

    kind = "act"
    meeting: str | None = None
    person: str | None = None
    standing: Literal["waiting", "confirmed", "disputed"] | None = None


async def list_partnership(
    connection: AnyConnection | asyncpg.Pool, workspace_id: int, query: PartnershipQuery
) -> Page:
    """List the kind of subjects that the query's type stands for; people with their names from the directory."""
    began, subject = query.after or (0, "")
    arguments = (query.kind, query.marks(), began, subject, query.limit + 1)
    rows = await connection.fetch(QUERIES.page, workspace_id, *arguments)
    shown = [row for row in rows[: query.limit] if row["item"] is not None]
    last = shown[-1] if shown else None
    return Page(
        items=[_with_names(row) if query.kind == "person" else row["item"] for row in shown],
        next_key=(last["began_position"], last["subject"]) if last and len(rows) > query.limit else None,
        position=rows[0]["position"] if rows else 0,
    )


def _with_names(row: asyncpg.Record) -> str:
    names = {name: row[name] for name in ("name", "email", "login", "title")}
    return f"{row['item'][:-1]},{_encode(names).decode()[1:]}"
