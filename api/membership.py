"""Whether the caller takes part in a workspace; asked where no command reads it anyway."""

from __future__ import annotations

from api.asking import Ask
from api.authority import NOWHERE
from api.living import Living
from api.problems import NOT_FOUND, Problem
from domain.acting import RoleMissing
from domain.partnership.member import Member
from domain.refusals import Refused
from eventstore.conditions import criteria

INSIGHT = ("owner", "partner", "auditor")
OVERSIGHT = ("owner", "auditor")


async def require_part(living: Living, ask: Ask) -> None:
    """Answer 404 to the holder of an instance key who takes no part; a workspace's own key is proof enough."""
    if ask.caller.workspace_id is None:
        await _member(living, ask)


async def require_owner(living: Living, ask: Ask) -> None:
    """Refuse everybody but owners of the workspace."""
    if "owner" not in (await _member(living, ask)).roles:
        raise Refused([RoleMissing("This belongs to: owner.")])


async def require_insight(living: Living, ask: Ask) -> None:
    """Refuse everybody but owners, partners and auditors of the workspace."""
    member = await _member(living, ask)
    if not (member.sides or member.roles & {"owner", "auditor"}):
        raise Refused([RoleMissing("This belongs to: owner, partner, auditor.")])


async def require_oversight(living: Living, ask: Ask) -> None:
    """Refuse everybody but owners and auditors of the workspace."""
    if (await _member(living, ask)).roles.isdisjoint(OVERSIGHT):
        raise Refused([RoleMissing(f"This belongs to: {', '.join(OVERSIGHT)}.")])


async def _member(living: Living, ask: Ask) -> Member:
    member = Member(ask.caller.holder)
    for recorded in (await living.services.store.read_boundary(ask.workspace, criteria([member]))).recorded:
        member.fold(recorded)
    if ask.caller.workspace_id is None and not member.belongs:
        raise Problem(NOT_FOUND, NOWHERE)
    return member
