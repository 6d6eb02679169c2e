"""Policies: every revision, who confirmed it, and which one is in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from domain.kernel import Event, Recorded
from domain.partnership.events import WorkspaceCreated
from domain.partnership.policy import (
    DEFAULTS,
    Policy,
    PolicyAdopted,
    PolicyConfirmed,
    PolicyProposalVoided,
    PolicyProposed,
)
from projections.partnership.rows.subject import Steps, SubjectMemory, SubjectRows

Standing = Literal["proposed", "adopted", "voided"]


class PolicyItem(msgspec.Struct, frozen=True, kw_only=True):
    """One revision. The newest adopted one is in force; revision 1, the defaults, was never proposed."""

    revision: int
    digest: str | None
    standing: Standing
    policy: Policy
    side: str | None
    proposed_by: str | None
    reason: str | None
    confirmed: dict[str, str]
    proposed_at: datetime | None
    adopted_at: datetime | None
    position: int


class PolicyMemory(SubjectMemory, kw_only=True, omit_defaults=True):
    """What is remembered of a revision."""

    proposed: PolicyProposed | None = None
    proposed_by: str | None = None
    proposed_at: datetime | None = None
    standing: Standing = "proposed"
    confirmed: dict[str, str] = msgspec.field(default_factory=dict)
    adopted_at: datetime | None = None


def _revision(event: PolicyProposed | PolicyConfirmed | PolicyProposalVoided | PolicyAdopted) -> Iterable[str]:
    return (str(event.revision),)


def _proposed(memory: PolicyMemory, event: PolicyProposed, recorded: Recorded) -> None:
    memory.proposed, memory.proposed_by, memory.proposed_at = event, recorded.actor, recorded.occurred_at


def _confirmed(memory: PolicyMemory, event: PolicyConfirmed, _: Recorded) -> None:
    memory.confirmed = event.confirmed


def _voided(memory: PolicyMemory, _event: PolicyProposalVoided, _: Recorded) -> None:
    memory.standing = "voided"


def _adopted(memory: PolicyMemory, _event: Event, recorded: Recorded) -> None:
    memory.standing, memory.adopted_at = "adopted", recorded.occurred_at


class Policies(SubjectRows[PolicyMemory]):
    """Every revision of the policy, the defaults first."""

    kind = "policy"
    memory = PolicyMemory
    begins = frozenset({WorkspaceCreated, PolicyProposed})
    steps: ClassVar[Steps] = {
        WorkspaceCreated: (lambda _: ("1",), _adopted),
        PolicyProposed: (_revision, _proposed),
        PolicyConfirmed: (_revision, _confirmed),
        PolicyProposalVoided: (_revision, _voided),
        PolicyAdopted: (_revision, _adopted),
    }

    def item(self, memory: PolicyMemory) -> PolicyItem:
        """The revision as it stands."""
        proposed = memory.proposed
        return PolicyItem(
            revision=int(memory.subject),
            digest=proposed.digest if proposed else None,
            standing=memory.standing,
            policy=proposed.policy if proposed else DEFAULTS,
            side=proposed.side if proposed else None,
            proposed_by=memory.proposed_by,
            reason=proposed.reason if proposed else None,
            confirmed=memory.confirmed,
            proposed_at=memory.proposed_at,
            adopted_at=memory.adopted_at,
            position=memory.position,
        )

    def marks(self, memory: PolicyMemory) -> Iterable[str]:
        """By standing."""
        yield f"standing:{memory.standing}"
