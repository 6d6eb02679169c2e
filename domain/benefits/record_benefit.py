"""Somebody records a benefit."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Act, Body
from domain.benefits.events import BenefitRecorded
from domain.benefits.state import Benefit
from domain.benefits.terms import BenefitAmount, BenefitKind, Receiver
from domain.fields import Text
from domain.metrics.pinning import PinnedObservations
from domain.metrics.terms import ObservationPin
from domain.partnership.annotate import AnySubject
from domain.partnership.correctable import SubjectTag
from domain.refusals import Kind, Refusal

BRINGING = frozenset({"opportunity", "decision", "definition", "kata"})


class NewBenefit(Body, kw_only=True):
    """For whom, of which kind, in words; what brought it, by its tag (`definition:doa_…`); how much; what shows it."""

    about: SubjectTag
    receiver: Receiver
    kind: BenefitKind
    text: Text
    amount: BenefitAmount | None = None
    observation: ObservationPin | None = None


class BenefitAlreadyExists(Refusal):
    """The id belongs to a benefit already."""

    rule = "benefit.already-exists"
    kind = Kind.CONFLICT


class BenefitSubjectUnknown(Refusal):
    """Nothing is on the record about what brought the benefit."""

    rule = "benefit.subject-unknown"
    kind = Kind.NOT_FOUND


class RecordBenefit(Act[NewBenefit]):
    """Record a benefit of an opportunity, a decision, a definition or a kata."""

    name = "record-benefit"
    may = ANY_MEMBER
    body_type = NewBenefit
    subject_type = "ben"

    def prepare(self) -> None:
        """Read whether the id is taken, the subject and the observation."""
        named = self.body.observation
        self.benefit = self.know(Benefit(self.subject))
        self.about = self.know(AnySubject(self.body.about))
        self.observation = PinnedObservations(self, [named] if named else [], "/observation")

    def decide(self) -> None:
        """Refuse a used id, an unknown subject or observation."""
        body = self.body
        self.require(not self.benefit.known, BenefitAlreadyExists(f"{self.subject} is on the record already."))
        self.check(self.about.known, BenefitSubjectUnknown(f"{body.about} is not on the record.", "/about"))
        kind = body.about.partition(":")[0]
        self.check(
            kind in BRINGING,
            BenefitSubjectUnknown(f"{body.about} is neither opportunity nor decision, definition or kata.", "/about"),
        )
        self.record(
            BenefitRecorded(
                benefit=self.subject,
                about=body.about,
                receiver=body.receiver,
                kind=body.kind,
                text=body.text,
                amount=body.amount,
                observation=self.observation.one(),
                metrics=self.observation.metrics,
            )
        )
