"""The policy in force, and the proposal that waits for the sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from domain.kernel import Recorded
from domain.partnership.policy import (
    DEFAULTS,
    Policy,
    PolicyAdopted,
    PolicyConfirmed,
    PolicyProposalVoided,
    PolicyProposed,
)
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class PolicyDifference(msgspec.Struct, frozen=True, kw_only=True):
    """A setting, what it was in the policy in force at the time of the proposal, and what it was to become."""

    setting: str
    old: Any
    new: Any


class PolicyConsentView(msgspec.Struct, frozen=True, kw_only=True):
    """A side's confirmation of a proposed policy."""

    side: str
    person: str
    fact: Fact


class PolicyRevision(msgspec.Struct, kw_only=True):
    """A policy that somebody proposed as a whole. It holds once every required side has confirmed it.

    `standing`: waits for sides; adopted; or gave way to the newer proposal `voided_by`. `waiting_for` are the sides
    that have not confirmed it yet.
    """

    revision: int
    digest: str
    policy: Policy
    changes: list[PolicyDifference]
    side: str
    reason: str | None
    standing: Literal["proposed", "adopted", "voided"]
    confirmed: list[PolicyConsentView]
    waiting_for: list[str]
    proposed: Fact
    adopted: Fact | None = None
    voided_by: int | None = None


class PolicyView(Viewed, kw_only=True):
    """The workspace's own choice within the rules.

    `revision` and `policy` are in force; revision 1 (the defaults) holds from the start, without an event. `proposal`
    is the one that waits, if one does. `history` has all of them, in order.
    """

    revision: int = 1
    policy: Policy = DEFAULTS
    in_force_since: Fact | None = None
    proposal: PolicyRevision | None = None
    history: list[PolicyRevision] = msgspec.field(default_factory=list)


POLICY: Folding[PolicyView] = Folding()


def _revision(view: PolicyView, revision: int) -> PolicyRevision | None:
    return next((each for each in reversed(view.history) if each.revision == revision), None)


def settings_changed(former: Policy, policy: Policy) -> list[PolicyDifference]:
    """The settings in which two policies differ."""
    old, new = msgspec.to_builtins(former), msgspec.to_builtins(policy)
    return [PolicyDifference(setting=name, old=old[name], new=new[name]) for name in new if old[name] != new[name]]


@POLICY.on(PolicyProposed)
def _propose(view: PolicyView, event: PolicyProposed, fact: Fact) -> None:
    view.proposal = PolicyRevision(
        revision=event.revision,
        digest=event.digest,
        policy=event.policy,
        changes=settings_changed(view.policy, event.policy),
        side=event.side,
        reason=event.reason,
        standing="proposed",
        confirmed=[],
        waiting_for=[],
        proposed=fact,
    )
    view.history.append(view.proposal)


@POLICY.on(PolicyConfirmed)
def _confirm(view: PolicyView, event: PolicyConfirmed, fact: Fact) -> None:
    if proposal := _revision(view, event.revision):
        proposal.confirmed.append(PolicyConsentView(side=event.side, person=event.person, fact=fact))


@POLICY.on(PolicyProposalVoided)
def _void(view: PolicyView, event: PolicyProposalVoided, _: Fact) -> None:
    if proposal := _revision(view, event.revision):
        proposal.standing, proposal.voided_by = "voided", event.by


@POLICY.on(PolicyAdopted)
def _adopt(view: PolicyView, event: PolicyAdopted, fact: Fact) -> None:
    view.revision, view.policy, view.in_force_since, view.proposal = event.revision, event.policy, fact, None
    if proposal := _revision(view, event.revision):
        proposal.standing, proposal.adopted = "adopted", fact


class PolicyReading(Reading[PolicyView]):
    """The view in the making."""

    def __init__(self, sides: Sequence[str]) -> None:
        super().__init__(POLICY, PolicyView())
        self.sides = sides

    def settle(self) -> None:
        """Say which sides the proposal waits for."""
        if proposal := self.view.proposal:
            said = {consent.side for consent in proposal.confirmed}
            proposal.waiting_for = [side for side in self.sides if side not in said]


def fold_policy(history: Iterable[Recorded], sides: Sequence[str]) -> PolicyView:
    """The policy after these events of the tag `policy`."""
    reading = PolicyReading(sides)
    return reading.read(history) or reading.view
