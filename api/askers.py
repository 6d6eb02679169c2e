"""Who asks for what waits, what changed and which days come: the caller, or a person whom the caller looks after."""

from __future__ import annotations

from api.asking import Ask
from api.authority import NOWHERE
from api.living import Living
from api.problems import NOT_FOUND, Problem
from domain.acting import RoleMissing
from domain.partnership.member import Member
from domain.refusals import Refused
from eventstore.conditions import criteria
from projections.matters.listing import Asker, asker_of

OVERVIEW = frozenset({"owner", "facilitator", "auditor"})


async def member_of(living: Living, ask: Ask, person: str) -> Member:
    """A person's sides, teams and roles, from the ledger."""
    member = Member(person)
    for recorded in (await living.services.store.read_boundary(ask.workspace, criteria([member]))).recorded:
        member.fold(recorded)
    return member


async def asker_for(living: Living, ask: Ask, person: str) -> Asker:
    """What a person belongs to now; raises the 404 problem for strangers and for callers who take no part."""
    member = await member_of(living, ask, person)
    if not member.known or (ask.caller.workspace_id is None and person == ask.caller.holder and not member.belongs):
        raise Problem(NOT_FOUND, f"There is no person {person!r} here." if person != ask.caller.holder else NOWHERE)
    return asker_of(member, living.services.clock())


async def require_overview(living: Living, ask: Ask, person: str = "") -> None:
    """Refuse everybody but owners, facilitators and auditors, and the person."""
    caller = await member_of(living, ask, ask.caller.holder)
    if ask.caller.workspace_id is None and not caller.belongs:
        raise Problem(NOT_FOUND, NOWHERE)
    if person != ask.caller.holder and not caller.roles & OVERVIEW:
        raise Refused([RoleMissing(f"This belongs to: {', '.join(sorted(OVERVIEW))}.")])
