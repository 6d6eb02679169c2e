"""Facts about benefits. Who acted stands in the envelope."""

from __future__ import annotations

from typing import Annotated

from domain.benefits.terms import BenefitAmount, BenefitKind, Receiver
from domain.fields import Side, Text
from domain.ids import BenefitId, PersonId
from domain.kernel import Event, Tag, event
from domain.metrics.terms import MetricKey, ObservationPin
from domain.partnership.correctable import SubjectTag, correctable

Subject = Annotated[BenefitId, Tag("benefit")]
About = Annotated[SubjectTag, Tag("*")]


@correctable("receiver", "kind", "text", "amount")
@event("benefit-recorded")
class BenefitRecorded(Event):
    """Somebody got something out of a subject (`about` is its tag), best shown by an observation."""

    benefit: Subject
    about: About
    receiver: Receiver
    kind: BenefitKind
    text: Text
    amount: BenefitAmount | None = None
    observation: ObservationPin | None = None
    metrics: Annotated[tuple[MetricKey, ...], Tag("metric")] = ()


@event("benefit-confirmed")
class BenefitConfirmed(Event):
    """A side confirmed that the benefit is there."""

    benefit: Subject
    about: About
    side: Side
    person: PersonId
    note: Text | None = None
