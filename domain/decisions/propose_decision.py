"""A side proposes a decision."""

from __future__ import annotations

from datetime import date

from domain.acting import Body
from domain.canonical import content_hash
from domain.decisions.events import DecisionProposed
from domain.decisions.proposal import Proposing
from domain.decisions.refusals import SideVacant
from domain.decisions.terms import (
    DecisionContent,
    DecisionKind,
    Grounds,
    LedgerPosition,
    Lines,
    Options,
    People,
    Ranking,
)
from domain.fields import Key, Moment, Text
from domain.ids import PersonId
from domain.partnership.member import SideSeats
from domain.partnership.scopes import MAIN
from domain.refusals import Kind, Refusal


class Proposal(Body, kw_only=True):
    """What is to be decided, among which options, what is proposed of them, and why.

    A first priority or stop names an opportunity as `choice`; a backlog order or commitment a `ranking`; a practice or
    any other matter the words of an option (or `do_nothing`) as `choice`. A commitment's `cycle` may be its scope.
    """

    kind: DecisionKind
    scope: Key = MAIN
    options: Options
    ranking: Ranking = ()
    choice: Text | None = None
    rationale: Text
    evidence: Grounds = ()
    key_results: Lines = ()
    known_gaps: Lines = ()
    stage: Key | None = None
    cycle: Key | None = None
    context_position: LedgerPosition | None = None
    respond_by: Moment | None = None
    expires_at: Moment | None = None
    review_on: date | None = None
    driver: PersonId | None = None
    consulted: People = ()
    informed: Lines = ()
    sponsor: PersonId | None = None


SHARED = tuple(name for name in DecisionContent.__struct_fields__ if name in Proposal.__struct_fields__)


class DecisionAlreadyExists(Refusal):
    """The id belongs to a decision already."""

    rule = "decision.already-exists"
    kind = Kind.CONFLICT


class ProposeDecision(Proposing[Proposal]):
    """Put revision 1 of a decision on the table."""

    name = "propose-decision"
    body_type = Proposal

    def prepare(self) -> None:
        """Read the sides' seats and what the proposal names."""
        super().prepare()
        body = self.body
        self.draft = DecisionContent(decision=self.subject, **{name: getattr(body, name) for name in SHARED})
        self.seats = [self.know(SideSeats(side)) for side in self.context.sides]
        self.follow()

    def scope(self) -> str:
        """The scope proposed for."""
        return self.body.scope

    def sponsored_by(self) -> str | None:
        """The sponsor named in the body."""
        return self.body.sponsor

    def drafted(self) -> DecisionContent:
        """The content as the body has it."""
        return self.draft

    def decide(self) -> None:
        """Refuse an id in use, a vacant side, and a content that is not in order."""
        self.require(not self.decision.known, DecisionAlreadyExists(f"{self.subject} was proposed before."))
        side = self.proposing_side()
        vacant = [seats.side for seats in self.seats if not seats.partners]
        self.check(not vacant, SideVacant(f"Nobody speaks for {', '.join(vacant)}."))
        content = self.settled(self.drafted(), side)
        self.record_waivers(decision=self.subject)
        self.record(
            DecisionProposed(
                decision=self.subject,
                revision=1,
                digest=content_hash(content),
                content=content,
                side=side,
                policy=self.policy.revision,
                opportunities=content.considered,
                sponsor=self.body.sponsor if side != self.side else None,
                cites=self.cited.tags,
            )
        )
