"""Who asks: from the `Authorization` header to a caller, and from a path to a workspace that the caller may see."""

from __future__ import annotations

from datetime import datetime

import msgspec

from api import keys
from api.key_register import KeyRegister, KeyRow
from api.problems import NOT_ACCEPTED, NOT_FOUND, SCOPE_MISSING, UNAUTHENTICATED, Problem
from eventstore.credentials import Credential
from eventstore.errors import UnknownWorkspace
from eventstore.store import Store
from eventstore.workspaces import Workspace

CHALLENGE = (b"www-authenticate", b'Bearer realm="accord"')
WRONG_KEY = (b"www-authenticate", b'Bearer realm="accord", error="invalid_token"')
NOWHERE = "There is no such workspace, or this key does not reach it."


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """The person or service behind a key. `workspace_id` None: an instance key."""

    credential: str
    holder: str
    scopes: frozenset[str]
    workspace_id: int | None
    accepted: bool

    @classmethod
    def of(cls, row: KeyRow) -> Caller:
        """The caller that a valid key stands for."""
        return cls(
            credential=f"acc_{row.prefix}",
            holder=row.holder,
            scopes=row.scopes,
            workspace_id=row.workspace_id,
            accepted=row.accepted_at is not None,
        )

    def require(self, scope: str) -> None:
        """Refuse a key without that scope; admin includes write, write includes read."""
        if scope not in self.scopes and "admin" not in self.scopes and not (scope == "read" and "write" in self.scopes):
            raise Problem(SCOPE_MISSING, f"This needs a key with the scope {scope}.")

    def require_acceptance(self) -> None:
        """Refuse a key that its holder has not accepted yet."""
        if not self.accepted:
            raise Problem(
                NOT_ACCEPTED, "The holder of this key has to accept it first: POST …/keys/{key}/acceptance with it."
            )


async def authenticate(register: KeyRegister, authorization: bytes | None, now: datetime) -> Caller:
    """Find the caller; raises the 401 problem for anything but a valid key, without saying what is wrong with it."""
    if authorization is None:
        raise Problem(UNAUTHENTICATED, "No key was sent.", headers=[CHALLENGE])
    scheme, _, presented = authorization.partition(b" ")
    presented = presented.strip()
    if scheme.lower() == b"bearer" and keys.prefix_of(presented) is not None:
        row = await register.find(keys.digest(presented))
        if row is not None and _valid(row, now):
            register.note_use(row, now)
            return Caller.of(row)
    raise not_valid()


def remembered(register: KeyRegister, authorization: bytes | None, now: datetime) -> tuple[Caller, Credential] | None:
    """Find the caller without asking the database, and what is to be confirmed of the key before it is answered."""
    scheme, _, presented = (authorization or b"").partition(b" ")
    if scheme.lower() != b"bearer":
        return None
    sha256 = keys.digest(presented.strip())
    row = register.recall(sha256)
    if row is None or not _valid(row, now):
        return None
    register.note_use(row, now)
    return Caller.of(row), Credential(sha256)


async def confirm(register: KeyRegister, credential: Credential, now: datetime) -> None:
    """Look a remembered key up after all; raises the 401 problem where it has been revoked since."""
    row = await register.find(credential.sha256)
    if row is None or not _valid(row, now):
        raise not_valid()
    credential.confirmed = True


def not_valid() -> Problem:
    """The problem of a key that is unknown, revoked or expired."""
    return Problem(UNAUTHENTICATED, "The key is not valid.", headers=[WRONG_KEY])


def _valid(row: KeyRow, now: datetime) -> bool:
    return row.revoked_at is None and (row.expires_at is None or now < row.expires_at)


async def workspace_of(store: Store, caller: Caller, slug: str) -> Workspace:
    """Find the workspace named in the path; one beyond the key's reach is answered as if it did not exist."""
    try:
        workspace = await store.workspace(slug)
    except UnknownWorkspace:
        raise Problem(NOT_FOUND, NOWHERE) from None
    if caller.workspace_id not in (None, workspace.workspace_id):
        raise Problem(NOT_FOUND, NOWHERE)
    return workspace
