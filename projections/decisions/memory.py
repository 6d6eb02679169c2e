"""What the fold of one decision's row remembers, and how its events change that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeAlias

import msgspec

from domain.decisions.events import (
    AgreementCarried,
    AgreementReached,
    AgreementRescinded,
    AgreementVoided,
    CounterProposed,
    DecisionConfirmed,
    DecisionDeclined,
    DecisionExpired,
    DecisionProposed,
    DecisionRevised,
    DecisionRevoked,
    DecisionSuperseded,
    DecisionWithdrawn,
    SideAgreed,
)
from domain.decisions.voices import ObjectionRaised, ObjectionResolved, ObjectionWithdrawn, ResolutionAccepted
from domain.kernel import Event, Recorded
from projections.projector import Memory

Revision: TypeAlias = DecisionProposed | CounterProposed | DecisionRevised


class DecisionMemory(Memory, kw_only=True, omit_defaults=True):
    """One decision. `agreed` maps sides that agreed as the policy asks to who did last, in that order.

    `considered` are the opportunities among the options on the table, `ever` all that ever were. `held` are those for
    which the agreement is in force. `objections` maps open ones to whether they block. `imported` ones
    end when their source says so.
    """

    decision: str
    kind: str
    scope: str
    proposed_by: str
    proposed_side: str
    proposed_at: datetime
    proposed_position: int
    imported: bool = False
    state: str = "open"
    revision: int = 0
    digest: str = ""
    side: str = ""
    rationale: str = ""
    choice: str | None = None
    ranking: tuple[str, ...] = ()
    considered: tuple[str, ...] = ()
    ever: list[str] = msgspec.field(default_factory=list)
    cycle: str | None = None
    stage: str | None = None
    respond_by: datetime | None = None
    expires_at: datetime | None = None
    review_on: date | None = None
    agreed: dict[str, str] = msgspec.field(default_factory=dict)
    agreed_at: datetime | None = None
    ended_at: datetime | None = None
    held: tuple[str, ...] = ()
    dissent: bool = False
    superseded_by: list[str] = msgspec.field(default_factory=list)
    objections: dict[str, bool] = msgspec.field(default_factory=dict)


Fold: TypeAlias = Callable[[DecisionMemory, Any, Recorded], None]


def on_the_table(memory: DecisionMemory, event: Revision, _: Recorded) -> None:
    """A revision is on the table: what it says is what may be agreed."""
    content = event.content
    memory.revision, memory.digest, memory.side = event.revision, event.digest, event.side
    memory.kind, memory.scope, memory.rationale = content.kind, content.scope, content.rationale
    memory.choice, memory.ranking, memory.considered = content.choice, content.ranking, content.considered
    memory.ever = list(dict.fromkeys((*memory.ever, *content.considered)))
    memory.cycle, memory.stage = content.cycle, content.stage
    memory.respond_by, memory.expires_at = content.respond_by, content.expires_at
    memory.review_on = content.review_on


def _side_agreed(memory: DecisionMemory, event: SideAgreed, _: Recorded) -> None:
    if event.complete:
        memory.agreed[event.side] = event.person


def _carried(memory: DecisionMemory, event: AgreementCarried, _: Recorded) -> None:
    memory.agreed[event.side] = event.person


def _voided(memory: DecisionMemory, event: AgreementVoided, _: Recorded) -> None:
    memory.agreed.pop(event.side, None)


def _reached(memory: DecisionMemory, event: AgreementReached, recorded: Recorded) -> None:
    memory.state, memory.agreed_at, memory.held = "agreed", recorded.occurred_at, event.opportunities
    memory.review_on, memory.dissent = event.review_on, bool(event.dissent)


def _rescinded(memory: DecisionMemory, event: AgreementRescinded, _: Recorded) -> None:
    memory.agreed.pop(event.side, None)
    if event.reached:
        memory.state = "contested"


def _confirmed(memory: DecisionMemory, event: DecisionConfirmed, _: Recorded) -> None:
    memory.state, memory.review_on = "agreed", event.next_review
    memory.agreed |= {by.side: by.person for by in event.sides if by.side not in memory.agreed}


def _superseded(memory: DecisionMemory, event: DecisionSuperseded, recorded: Recorded) -> None:
    memory.superseded_by.append(event.by)
    memory.held = tuple(opportunity for opportunity in memory.held if opportunity not in event.opportunities)
    if not memory.held:
        memory.state, memory.ended_at = "superseded", recorded.occurred_at


def _ended(state: str) -> Fold:
    def end(memory: DecisionMemory, _event: Event, recorded: Recorded) -> None:
        memory.state, memory.ended_at, memory.held = state, recorded.occurred_at, ()

    return end


def _objected(memory: DecisionMemory, event: ObjectionRaised, _: Recorded) -> None:
    memory.objections[event.objection] = event.blocking


def _resolved(memory: DecisionMemory, event: ObjectionResolved, _: Recorded) -> None:
    if event.resolution == "overruled":
        memory.objections.pop(event.objection, None)


def _closed(memory: DecisionMemory, event: ResolutionAccepted | ObjectionWithdrawn, _: Recorded) -> None:
    memory.objections.pop(event.objection, None)


FOLDS: dict[type[Event], Fold] = {
    CounterProposed: on_the_table,
    DecisionRevised: on_the_table,
    SideAgreed: _side_agreed,
    AgreementCarried: _carried,
    AgreementVoided: _voided,
    AgreementReached: _reached,
    AgreementRescinded: _rescinded,
    DecisionConfirmed: _confirmed,
    DecisionSuperseded: _superseded,
    DecisionDeclined: _ended("declined"),
    DecisionWithdrawn: _ended("withdrawn"),
    DecisionExpired: _ended("expired"),
    DecisionRevoked: _ended("revoked"),
    ObjectionRaised: _objected,
    ObjectionResolved: _resolved,
    ResolutionAccepted: _closed,
    ObjectionWithdrawn: _closed,
}
