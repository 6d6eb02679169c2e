"""What every act of a person shares: its body, who may do it, the two clocks, waivers."""

from __future__ import annotations

import typing
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Generic, TypeVar

import msgspec
from msgspec import Meta

from domain.fields import Moment, Side
from domain.ids import MeetingId, PersonId
from domain.kernel import Command, Context
from domain.meetings.meeting import Meeting
from domain.partnership.member import Member
from domain.partnership.policy import PolicyInForce
from domain.partnership.workspace import Partnership
from domain.refusals import Kind, Refusal
from domain.roles import A_SIDE, ANY_MEMBER, NAMED, Role
from domain.waiving import RuleWaived, Waive

__all__ = [
    "ANY_MEMBER",
    "A_SIDE",
    "CLOCK_TOLERANCE",
    "Act",
    "BackdatedTooFar",
    "Body",
    "ClaimedBeforeItsGround",
    "Minuted",
    "MinutesNotKept",
    "NotInThatMeeting",
    "NotOfThatSide",
    "OccurredInFuture",
    "PartnershipArchived",
    "Role",
    "RoleMissing",
    "RuleWaived",
    "SideAmbiguous",
    "Waive",
]


class Minuted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Says that the act is another person's, done in a meeting and taken from its minutes."""

    meeting: MeetingId
    actor: PersonId


@typing.dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every act accepts beside its own fields.

    `occurred_at` claims an earlier time than now; `side` is needed only from people who speak for several sides.
    """

    occurred_at: Moment | None = None
    side: Side | None = None
    waive: Annotated[tuple[Waive, ...], Meta(max_length=10)] = ()
    minuted: Minuted | None = None


class PartnershipArchived(Refusal):
    """The workspace is archived and can only be read."""

    rule = "partnership.workspace-archived"
    kind = Kind.CONFLICT


class NotInThatMeeting(Refusal):
    """A minuted act belongs to someone who was present in that meeting."""

    rule = "acting.not-in-that-meeting"


class MinutesNotKept(Refusal):
    """Only a facilitator or a partner records what others did in a meeting."""

    rule = "acting.minutes-not-kept"
    kind = Kind.FORBIDDEN


class RoleMissing(Refusal):
    """This act belongs to other roles.

    The documents name the roles of each act.
    """

    rule = "acting.role-missing"
    kind = Kind.FORBIDDEN


class NotOfThatSide(Refusal):
    """The actor does not speak for that side."""

    rule = "acting.not-of-that-side"
    kind = Kind.FORBIDDEN


class SideAmbiguous(Refusal):
    """The actor speaks for several sides and has to say for which one."""

    rule = "acting.side-ambiguous"


class OccurredInFuture(Refusal):
    """An act cannot be claimed for a time to come."""

    rule = "acting.occurred-in-future"


class BackdatedTooFar(Refusal):
    """A first-hand act is claimed for longer ago than the policy allows."""

    rule = "acting.backdated-too-far"


class ClaimedBeforeItsGround(Refusal):
    """An act is claimed for an earlier time than what it answers (rule G5)."""

    rule = "acting.claimed-before-its-ground"
    kind = Kind.CONFLICT


B = TypeVar("B", bound=Body)
CLOCK_TOLERANCE = timedelta(seconds=5)


class Act(Command, Generic[B]):
    """A person's (or service's) command on a subject.

    Subclasses give `name`, `may` (the roles), `body_type` and `subject_type` (an id prefix, empty for none), name their
    states in `prepare` and their guards and events in `decide`. `minutable` is False where the body holds what does not
    belong in the ledger (personal data, secrets, blind contributions) or where only the person can do it.
    `even_archived` is True for what protects people, and so outlasts the partnership.
    """

    may: ClassVar[frozenset[Role]] = ANY_MEMBER
    body_type: ClassVar[type[Body]] = Body
    subject_type: ClassVar[str] = ""
    minutable: ClassVar[bool] = True
    even_archived: ClassVar[bool] = False

    def __init__(self, context: Context, subject: str, body: B) -> None:
        super().__init__(context)
        self.subject = subject
        self.body = body
        self.waived: list[tuple[Refusal, str]] = []
        self.me = self.know(Member(context.actor))
        self.policy = self.know(PolicyInForce())
        self.partnership = self.know(Partnership())
        self.minutes = self._minutes()
        self.prepare()

    def prepare(self) -> None:
        """Name the states that the act decides on."""

    def decide(self) -> None:
        """Check the guards, then record the events."""
        raise NotImplementedError(type(self).__name__)

    def scope(self) -> str | None:
        """The scope that a delegation must cover; None where any will do."""
        return None

    def execute(self) -> None:
        """Check role, side and clocks, then decide (the library's name for it)."""
        if self.may.isdisjoint(self.roles()):
            named = ", ".join(sorted(role.value for role in self.may))
            self.require(False, RoleMissing(f"{self.name} belongs to: {named}."))
        if self.partnership.archived and not self.even_archived:
            self.require(False, PartnershipArchived("It was archived; nothing more is recorded."))
        self.side = self._acting_side()
        self._check_clock()
        self._check_minutes()
        self.decide()
        self.settle()

    def roles(self) -> set[Role]:
        """The roles that the actor holds at the time of the act."""
        context, me = self.context, self.me
        roles = {NAMED[name] for name in me.roles}
        if context.actor.startswith("integration:"):
            roles.add(Role.INTEGRATION)
        elif context.actor.startswith("system:"):
            roles.add(Role.SYSTEM)
        else:
            roles.add(Role.PERSON)
        if me.sides:
            roles.add(Role.PARTNER)
        if me.delegated_sides(context.moments, self.scope()):
            roles.add(Role.DELEGATE)
        if me.teams:
            roles.add(Role.MEMBER)
        return roles

    def _acting_side(self) -> str:
        sides = self.me.speaks_for(self.context.moments, self.scope())
        wanted = self.body.side
        if wanted is not None:
            self.require(wanted in sides, NotOfThatSide(f"The actor does not speak for {wanted}.", "/side"))
            return wanted
        if len(sides) > 1:
            if Role.PARTNER in self.may and self.may <= A_SIDE:
                listed = ", ".join(sorted(sides))
                self.require(False, SideAmbiguous(f"The actor speaks for {listed}; `side` must name one.", "/side"))
            return "none"
        return next(iter(sides), "team" if self.me.teams else "none")

    def _check_clock(self) -> None:
        context = self.context
        if context.occurred_at is None:
            return
        if context.occurred_at > context.now + CLOCK_TOLERANCE:
            late = f"{context.occurred_at.isoformat()} is still to come."
            self.check(False, OccurredInFuture(late, "/occurred_at"))
        days = self.policy.policy.max_backdating_days
        if context.basis == "first_hand" and context.now - context.occurred_at > timedelta(days=days):
            far = f"First-hand acts reach back {days} days at most; older ones need minutes or an import."
            self.check(False, BackdatedTooFar(far, "/occurred_at"))

    def _minutes(self) -> tuple[Meeting, Member] | None:
        context = self.context
        if context.basis != "minuted" or context.meeting is None or context.recorder is None:
            return None
        return self.know(Meeting(context.meeting)), self.know(Member(context.recorder))

    def _check_minutes(self) -> None:
        if self.minutes is None:
            return
        meeting, recorder = self.minutes
        self.check(
            self.context.actor in meeting.present,
            NotInThatMeeting(f"{self.context.actor} was not present in {meeting.meeting}.", "/minuted"),
        )
        # where people confirm their own acts, the recorder was asked when the minutes were taken
        self.check(
            self.policy.policy.minutes == "confirm" or recorder.sides or "facilitator" in recorder.roles,
            MinutesNotKept(f"{recorder.person} is neither facilitator nor partner."),
        )

    def after(self, ground: datetime | None, what: str) -> None:
        """Check that the act is not claimed for a time before what it answers (`ground`: a time or None)."""
        claimed = self.context.claimed
        if ground is not None and claimed < ground:
            early = f"The act is claimed for {claimed.isoformat()}, before {what}."
            self.check(False, ClaimedBeforeItsGround(early, "/occurred_at"))

    def check_waivable(self, condition: object, refusal: Refusal) -> bool:
        """As `check`, but a `waive` entry for the rule turns the refusal into a waiver to be recorded."""
        if condition:
            return True
        for waive in self.body.waive:
            if waive.rule == refusal.rule and refusal.waivable:
                self.waived.append((refusal, waive.reason))
                return True
        return self.check(False, refusal)

    def record_waivers(self, *tags: str, decision: str | None = None, opportunity: str | None = None) -> None:
        """Record a `rule-waived` for each rule skipped, on the subjects named (`tags`: other kinds, `kata:kata_…`)."""
        alone = not tags and decision is None and opportunity is None
        for refusal, reason in self.waived:
            self.record(
                RuleWaived(
                    rule=refusal.rule,
                    reason=reason,
                    detail=refusal.detail,
                    policy=self.policy.revision,
                    decision=decision,
                    opportunity=opportunity,
                    subjects=tags,
                    member=self.context.actor if alone else None,
                )
            )
