"""Who a person can be in a workspace, and who may do what."""

from __future__ import annotations

import enum


class Role(enum.Enum):
    """One role; roles are compared and hashed by identity, as there is one object for each."""

    __hash__ = object.__hash__

    OWNER = "owner"
    PARTNER = "partner"
    DELEGATE = "delegate"
    MEMBER = "member"
    COACH = "coach"
    FACILITATOR = "facilitator"
    AUDITOR = "auditor"
    INTEGRATION = "integration"
    SYSTEM = "system"
    PERSON = "person"  # anyone with an own key: for what concerns nobody else


ANY_MEMBER = frozenset({Role.OWNER, Role.PARTNER, Role.DELEGATE, Role.MEMBER, Role.COACH, Role.FACILITATOR})
A_SIDE = frozenset({Role.PARTNER, Role.DELEGATE})
NAMED = {role.value: role for role in Role}
