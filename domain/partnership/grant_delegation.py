"""A partner lets another person act for the side."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Key, Moment
from domain.ids import PersonId
from domain.partnership.delegation import Delegation
from domain.partnership.events import DelegationGranted
from domain.partnership.member import Member
from domain.partnership.refusals import (
    AcrossSides,
    AlreadyPartner,
    NotPartner,
    PeriodInverted,
    PersonUnknown,
    ScopeUnknown,
)
from domain.partnership.scopes import Scope
from domain.refusals import Kind, Refusal


class DelegationOffer(Body):
    """To whom, from when (now, if not given) until when, and in which scope only. It is for the giver's `side`."""

    person: PersonId
    ends: Moment
    begins: Moment | None = None
    scope: Key | None = None


class DelegationAlreadyExists(Refusal):
    """A delegation of that id exists already."""

    rule = "partnership.delegation-exists"
    kind = Kind.CONFLICT


class DelegationOver(Refusal):
    """A delegation ends in the future."""

    rule = "partnership.delegation-over"


class GrantDelegation(Act[DelegationOffer]):
    """Let another person act for the own side, for a time. A delegate passes nothing on."""

    name = "grant-delegation"
    may = frozenset({Role.PARTNER})
    body_type = DelegationOffer
    subject_type = "del"

    def prepare(self) -> None:
        """Read the receiver, the scope and whether the id is taken."""
        self.delegation = self.know(Delegation(self.subject))
        self.receiver = self.know(Member(self.body.person))
        self.declared = self.know(Scope(self.body.scope)) if self.body.scope else None

    def scope(self) -> str | None:
        """The scope it is limited to."""
        return self.body.scope

    def decide(self) -> None:
        """Refuse other sides, strangers, inverted periods and undeclared scopes."""
        body, receiver, side = self.body, self.receiver, self.side
        begins = body.begins or self.context.claimed
        self.require(not self.delegation.known, DelegationAlreadyExists(f"{self.subject} exists already."))
        self.require(side in self.me.sides, NotPartner(f"The giver is no partner of {side}.", "/side"))
        self.require(receiver.known, PersonUnknown(f"{body.person} is not known here.", "/person"))
        self.check(side not in receiver.sides, AlreadyPartner(f"{body.person} speaks for {side} anyway.", "/person"))
        others = receiver.speaks_later(self.context.claimed) - {side}
        self.check_waivable(
            not others, AcrossSides(f"{body.person} speaks for {', '.join(sorted(others))} already.", "/person")
        )
        self.check(begins < body.ends, PeriodInverted("The delegation would end before it begins.", "/ends"))
        self.check(self.context.claimed < body.ends, DelegationOver("The delegation would be over already.", "/ends"))
        self.check(
            self.declared is None or self.declared.declared, ScopeUnknown(f"{body.scope} is not declared.", "/scope")
        )
        self.record_waivers()
        self.record(
            DelegationGranted(
                delegation=self.subject,
                giver=self.context.actor,
                receiver=body.person,
                side=side,
                begins=begins,
                ends=body.ends,
                scope=body.scope,
            )
        )
