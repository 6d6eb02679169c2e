"""The policy: the workspace's own choice within the rules; revision 1 (the defaults) holds from the start."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from domain.fields import Digest, Revision, Side, Text
from domain.ids import PersonId
from domain.kernel import Event, Recorded, State, Tag, event

Positive = Annotated[int, Meta(ge=1, le=3650)]
Score = Annotated[float, Meta(ge=0, le=1000)]


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting with its default. Days are calendar days; `scale` and thresholds belong to assessments."""

    scale: tuple[Annotated[int, Meta(ge=0, le=100)], Annotated[int, Meta(ge=1, le=100)]] = (1, 5)
    difficulty_high_from: Score = 3.5
    urgency_high_from: Score = 3.5
    okr_range: tuple[Positive, Positive] = (3, 5)
    target_condition_days: tuple[Positive, Positive] = (7, 92)
    experiment_max_days: Positive = 14
    readiness: Literal["enforce", "advise"] = "advise"
    blind_scoring: bool = True
    agreement: Literal["any_partner", "all_partners", "named"] = "any_partner"
    named_partners: tuple[PersonId, ...] = ()
    minutes: Literal["confirm", "at_once"] = "confirm"
    max_backdating_days: Annotated[int, Meta(ge=0, le=3650)] = 7

    def completes(self, partners: AbstractSet[str], agreed: AbstractSet[str]) -> bool:
        """Whether these agreements of some of a side's partners are the side's."""
        match self.agreement:
            case "any_partner":
                return True
            case "all_partners":
                return partners <= agreed
            case "named":
                return partners & {*self.named_partners} <= agreed


DEFAULTS = Policy()


@event("policy-proposed", tags=("policy",))
class PolicyProposed(Event):
    """Somebody proposed another policy as a whole. Proposing is not confirming: it waits for every required side."""

    revision: Revision
    digest: Digest
    policy: Policy
    side: Side
    reason: Text | None = None


@event("policy-confirmed", tags=("policy",))
class PolicyConfirmed(Event):
    """A side confirmed a proposed policy revision. `confirmed`: who did for which side so far, this one included."""

    revision: Revision
    digest: Digest
    side: Side
    person: Annotated[PersonId, Tag("member")]
    confirmed: dict[Side, PersonId]


@event("policy-proposal-voided", tags=("policy",))
class PolicyProposalVoided(Event):
    """An open proposal gave way to a newer one; its confirmations count for nothing (rule G4)."""

    revision: Revision
    digest: Digest
    by: Revision


@event("policy-adopted", tags=("policy",))
class PolicyAdopted(Event):
    """Every required side confirmed: the revision is in force from here."""

    revision: Revision
    digest: Digest
    policy: Policy


class PolicyInForce(State):
    """The policy that holds now and its revision."""

    folds = (PolicyAdopted,)
    latest = True

    def __init__(self) -> None:
        super().__init__("policy")
        self.revision = 1
        self.policy = DEFAULTS

    def fold(self, recorded: Recorded) -> None:
        """Take an adoption in."""
        match recorded.event:
            case PolicyAdopted(revision=revision, policy=policy):
                self.revision = revision
                self.policy = policy


class PolicyProposal(State):
    """The newest proposal."""

    folds = (PolicyProposed,)
    latest = True

    def __init__(self) -> None:
        super().__init__("policy")
        self.proposed: PolicyProposed | None = None
        self.proposed_at: datetime | None = None

    @property
    def revision(self) -> int:
        """Its revision; 1, the defaults, before anything was proposed."""
        return self.proposed.revision if self.proposed else 1

    def fold(self, recorded: Recorded) -> None:
        """Take a proposal in."""
        match recorded.event:
            case PolicyProposed() as proposed:
                self.proposed = proposed
                self.proposed_at = recorded.occurred_at


class PolicyConfirmations(State):
    """Who confirmed the newest confirmed revision, for which side; each confirmation carries the earlier ones."""

    folds = (PolicyConfirmed,)
    latest = True

    def __init__(self) -> None:
        super().__init__("policy")
        self.revision = 1
        self.confirmed: dict[str, str] = {}

    def of(self, revision: int) -> dict[str, str]:
        """Who confirmed that revision, by side."""
        return self.confirmed if revision == self.revision else {}

    def fold(self, recorded: Recorded) -> None:
        """Take a confirmation in."""
        match recorded.event:
            case PolicyConfirmed(revision=revision, confirmed=confirmed):
                self.revision = revision
                self.confirmed = confirmed
