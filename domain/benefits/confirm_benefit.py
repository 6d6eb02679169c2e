"""A side confirms a benefit."""

from __future__ import annotations

from domain.acting import A_SIDE, Act, Body
from domain.benefits.events import BenefitConfirmed
from domain.benefits.state import Benefit
from domain.fields import Text
from domain.refusals import Kind, Refusal


class BenefitConfirmation(Body):
    """A word to it, if there is one."""

    note: Text | None = None


class BenefitUnknown(Refusal):
    """No such benefit in this workspace."""

    rule = "benefit.unknown"
    kind = Kind.NOT_FOUND


class BenefitAlreadyConfirmed(Refusal):
    """The side has confirmed the benefit already."""

    rule = "benefit.already-confirmed"
    kind = Kind.CONFLICT


class BenefitSamePersonBothSides(Refusal):
    """One person never speaks for two sides on one subject (rule G3)."""

    rule = "benefit.same-person-both-sides"
    kind = Kind.FORBIDDEN


class ConfirmBenefit(Act[BenefitConfirmation]):
    """Confirm a benefit for one's side."""

    name = "confirm-benefit"
    may = A_SIDE
    body_type = BenefitConfirmation
    subject_type = "ben"

    def prepare(self) -> None:
        """Read the benefit."""
        self.benefit = self.know(Benefit(self.subject))

    def decide(self) -> None:
        """Refuse what is unknown, a second word of a side, and one person for two sides."""
        benefit, actor = self.benefit, self.context.actor
        self.require(benefit.known, BenefitUnknown(f"{self.subject} is not known here."))
        self.after(benefit.recorded_at, "the benefit was recorded")
        self.check(
            self.side not in benefit.confirmed, BenefitAlreadyConfirmed(f"{self.side} has confirmed it.", "/side")
        )
        others = [side for side, person in benefit.confirmed.items() if person == actor and side != self.side]
        self.check(not others, BenefitSamePersonBothSides(f"{actor} has confirmed it for {', '.join(others)}."))
        self.record(
            BenefitConfirmed(
                benefit=self.subject, about=benefit.about, side=self.side, person=actor, note=self.body.note
            )
        )
