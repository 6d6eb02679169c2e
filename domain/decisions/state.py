"""One decision as every command about it sees it, and what is in force at a place."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

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
    DecisionReaffirmed,
    DecisionRevised,
    DecisionRevoked,
    DecisionSuperseded,
    DecisionWithdrawn,
    RevocationSupported,
    SideAgreed,
)
from domain.decisions.standing import Objection, Table
from domain.decisions.terms import AgreedBy, DecisionState, Position, WaivedRule
from domain.decisions.voices import (
    AdviceAsked,
    AdviceGiven,
    ObjectionRaised,
    ObjectionResolved,
    ObjectionWithdrawn,
    OverrulingSupported,
    ResolutionAccepted,
    StanceTaken,
    WinStated,
    WinVoided,
)
from domain.kernel import Recorded, State

IN_FORCE = frozenset({"agreed", "contested"})


class Decision(State):
    """The revision on the table, who agreed to it, what was said, and where the decision stands.

    `agreements` keeps each person's standing agreement and `complete` the sides that agreed as the policy asks, both in
    that order. `spoken` keeps who ever agreed for which side on this decision, so that nobody speaks for two (rule G3).
    `wins` maps sides to the win's text for the revision on the table. `agreed_at` is the latest time at which a side is
    said to have agreed to it. `held` are the opportunities for which the agreement is in force. `reached_at` is when
    all sides had agreed, and stays.
    """

    folds = (
        DecisionProposed,
        CounterProposed,
        DecisionRevised,
        SideAgreed,
        AgreementCarried,
        AgreementVoided,
        AgreementReached,
        AgreementRescinded,
        DecisionSuperseded,
        DecisionDeclined,
        DecisionWithdrawn,
        DecisionExpired,
        DecisionReaffirmed,
        DecisionConfirmed,
        RevocationSupported,
        DecisionRevoked,
        AdviceAsked,
        AdviceGiven,
        ObjectionRaised,
        OverrulingSupported,
        ObjectionResolved,
        ResolutionAccepted,
        ObjectionWithdrawn,
        StanceTaken,
        WinStated,
        WinVoided,
    )

    def __init__(self, decision: str) -> None:
        super().__init__(f"decision:{decision}")
        self.decision = decision
        self.table: Table | None = None
        self.proposed_by = ""
        self.proposed_side = ""
        self.basis = "first_hand"
        self.state: DecisionState = "open"
        self.agreements: tuple[AgreedBy, ...] = ()
        self.complete: dict[str, str] = {}
        self.spoken: dict[str, str] = {}
        self.agreed_at: datetime | None = None
        self.waivers: tuple[WaivedRule, ...] = ()
        self.gaps: tuple[str, ...] = ()
        self.wins: dict[str, str] = {}
        self.objections: dict[str, Objection] = {}
        self.stances: dict[str, tuple[Position, str]] = {}
        self.advice: dict[str, str] = {}
        self.held: tuple[str, ...] = ()
        self.reached_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.contested_at: datetime | None = None
        self.rescinded: frozenset[str] = frozenset()
        self.reaffirmed: tuple[AgreedBy, ...] = ()
        self.next_review: date | None = None
        self.revoking: tuple[AgreedBy, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it was proposed."""
        return self.table is not None

    @property
    def in_force(self) -> bool:
        """Whether an agreement holds, contested or not."""
        return self.state in IN_FORCE

    @property
    def scope(self) -> str | None:
        """The scope that it is about, None before it was proposed."""
        return self.table.content.scope if self.table else None

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the decision in."""
        match recorded.event:
            case DecisionProposed() | CounterProposed() | DecisionRevised() as revision:
                self._fold_revision(revision, recorded)
            case SideAgreed() | AgreementCarried() | AgreementVoided() | AgreementRescinded():
                self._fold_agreement(recorded)
            case AgreementReached() | DecisionSuperseded() | DecisionConfirmed() | DecisionReaffirmed():
                self._fold_course(recorded)
            case RevocationSupported(side=side, person=person, behalf_of=giver):
                self.revoking += (AgreedBy(side=side, person=person, behalf_of=giver),)
                self._spoke(side, person, giver)
            case DecisionDeclined():
                self._end("declined", recorded)
            case DecisionWithdrawn():
                self._end("withdrawn", recorded)
            case DecisionExpired():
                self._end("expired", recorded)
            case DecisionRevoked():
                self._end("revoked", recorded)
            case _:
                self._fold_voice(recorded)
                self._fold_objection(recorded)

    def _fold_revision(self, fact: DecisionProposed | CounterProposed | DecisionRevised, recorded: Recorded) -> None:
        if isinstance(fact, DecisionProposed):
            self.proposed_by, self.proposed_side, self.basis = recorded.actor, fact.side, recorded.basis
        self.table = Table(
            revision=fact.revision,
            digest=fact.digest,
            content=fact.content,
            side=fact.side,
            at=recorded.occurred_at,
        )
        self.waivers, self.gaps, self.agreed_at = fact.content.waivers, (), None

    def _fold_agreement(self, recorded: Recorded) -> None:
        match recorded.event:
            case SideAgreed(side=side, person=person, behalf_of=giver) as agreed:
                signed = AgreedBy(side=side, person=person, behalf_of=giver)
                self.agreements = tuple(dict.fromkeys((*self.agreements, signed)))
                self.complete |= {side: person} if agreed.complete else {}
                self.waivers += agreed.waivers
                self.gaps = agreed.gaps or self.gaps
                self._spoke(side, person, giver)
                self._agreed(recorded)
            case AgreementCarried(decision=self.decision, side=side, person=person) as carried:
                self.agreements += carried.agreed
                self.complete[side] = person
                self._spoke(side, person, carried.behalf_of, *(who.person for who in carried.agreed))
                self._agreed(recorded)
            case AgreementVoided(side=side):
                self._release(side)
            case AgreementRescinded(side=side, reached=reached):
                self._release(side)
                if reached:
                    self.state, self.contested_at = "contested", recorded.occurred_at
                    self.rescinded, self.reaffirmed, self.next_review = self.rescinded | {side}, (), None

    def _spoke(self, side: str, *people: str | None) -> None:
        self.spoken |= dict.fromkeys(filter(None, people), side)

    def _agreed(self, recorded: Recorded) -> None:
        self.agreed_at = max(self.agreed_at or recorded.occurred_at, recorded.occurred_at)

    def _release(self, side: str) -> None:
        self.agreements = tuple(agreed for agreed in self.agreements if agreed.side != side)
        self.waivers = tuple(waiver for waiver in self.waivers if waiver.side != side)
        self.complete.pop(side, None)

    def _fold_course(self, recorded: Recorded) -> None:
        match recorded.event:
            case AgreementReached(opportunities=opportunities, in_force_from=since):
                self.state, self.held, self.reached_at = "agreed", opportunities, since
            case DecisionSuperseded(decision=self.decision, opportunities=gone):
                self.held = tuple(opportunity for opportunity in self.held if opportunity not in gone)
                if not self.held:
                    self._end("superseded", recorded)
            case DecisionReaffirmed(side=side, person=person, behalf_of=giver, next_review=review):
                self.next_review = review or self.next_review
                self.reaffirmed += (AgreedBy(side=side, person=person, behalf_of=giver),)
                self._spoke(side, person, giver)
            case DecisionConfirmed(sides=sides):
                self.state, self.rescinded, self.contested_at = "agreed", frozenset(), None
                self.reaffirmed, self.revoking, self.next_review = (), (), None
                missing = [agreed for agreed in sides if agreed.side not in self.complete]
                self.agreements += tuple(missing)
                self.complete |= {agreed.side: agreed.person for agreed in missing}

    def _end(self, end: DecisionState, recorded: Recorded) -> None:
        self.state, self.ended_at, self.held = end, recorded.occurred_at, ()

    def _fold_voice(self, recorded: Recorded) -> None:
        match recorded.event:
            case AdviceAsked(advice=advice, asked=asked):
                self.advice[advice] = asked
            case StanceTaken(stance=stance, side=side):
                self.stances[recorded.actor] = (stance, side)
            case WinStated(side=side, text=text):
                self.wins[side] = text
            case WinVoided(side=side):
                self.wins.pop(side, None)

    def _fold_objection(self, recorded: Recorded) -> None:
        match recorded.event:
            case ObjectionRaised() as raised:
                self.objections[raised.objection] = Objection(
                    person=recorded.actor,
                    side=raised.side,
                    revision=raised.revision,
                    blocking=raised.blocking,
                    at=recorded.occurred_at,
                )
            case OverrulingSupported(objection=name) as support if name in self.objections:
                supporter = AgreedBy(side=support.side, person=support.person, behalf_of=support.behalf_of)
                former = self.objections[name]
                self.objections[name] = replace(former, supporters=(*former.supporters, supporter))
                self._spoke(support.side, support.person, support.behalf_of)
            case ObjectionResolved(objection=name, resolution=how) if name in self.objections:
                closed = how == "overruled"
                met = replace(self.objections[name], resolution=how, open=not closed, at=recorded.occurred_at)
                self.objections[name] = met
            case ResolutionAccepted(objection=name) if name in self.objections:
                self.objections[name] = replace(self.objections[name], open=False)
            case ObjectionWithdrawn(objection=name) if name in self.objections:
                self.objections[name] = replace(self.objections[name], open=False, withdrawn=True)


class InForce(State):
    """The decision in force at a place (`first_priority/<scope>`, `backlog_order/<scope>`) and what it ranks there."""

    folds = (AgreementReached, DecisionRevoked, DecisionExpired)
    latest = True

    def __init__(self, kind: str, scope: str) -> None:
        super().__init__(f"in-force:{kind}/{scope}")
        self.decision: str | None = None
        self.opportunities: tuple[str, ...] = ()
        self.since: datetime | None = None

    def fold(self, recorded: Recorded) -> None:
        """Take the newest agreement, or its end, in."""
        match recorded.event:
            case AgreementReached(decision=decision, opportunities=opportunities, in_force_from=since):
                self.decision, self.opportunities, self.since = decision, opportunities, since
            case DecisionRevoked() | DecisionExpired():
                self.decision, self.opportunities, self.since = None, (), None
