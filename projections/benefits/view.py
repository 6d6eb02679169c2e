"""A benefit: who got what out of a subject, and which sides confirm it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from domain.benefits.events import BenefitConfirmed, BenefitRecorded
from domain.benefits.terms import BenefitAmount, BenefitKind, Receiver
from domain.kernel import Recorded
from domain.metrics.terms import ObservationPin
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class BenefitConfirmationView(msgspec.Struct, frozen=True, kw_only=True):
    """A side's word that the benefit is there."""

    side: str
    person: str
    note: str | None
    fact: Fact


class BenefitView(Viewed, kw_only=True):
    """A benefit of the subject whose tag is `about`; `confirmed` once a side has said so."""

    benefit: str
    state: Literal["recorded", "confirmed"] = "recorded"
    about: str = ""
    receiver: Receiver = "team"
    kind: BenefitKind = "time"
    text: str = ""
    amount: BenefitAmount | None = None
    observation: ObservationPin | None = None
    metrics: tuple[str, ...] = ()
    recorded: Fact | None = None
    confirmations: list[BenefitConfirmationView] = msgspec.field(default_factory=list)


BENEFIT: Folding[BenefitView] = Folding()


@BENEFIT.on(BenefitRecorded)
def _record(view: BenefitView, event: BenefitRecorded, fact: Fact) -> None:
    view.about, view.receiver, view.kind, view.text = event.about, event.receiver, event.kind, event.text
    view.amount, view.observation, view.metrics, view.recorded = event.amount, event.observation, event.metrics, fact


@BENEFIT.on(BenefitConfirmed)
def _confirm(view: BenefitView, event: BenefitConfirmed, fact: Fact) -> None:
    view.state = "confirmed"
    view.confirmations.append(BenefitConfirmationView(side=event.side, person=event.person, note=event.note, fact=fact))


class BenefitReading(Reading[BenefitView]):
    """The view in the making."""

    def __init__(self, benefit: str) -> None:
        super().__init__(BENEFIT, BenefitView(benefit=benefit))

    @property
    def known(self) -> bool:
        """Whether it was recorded."""
        return self.view.recorded is not None


def fold_benefit(benefit: str, history: Iterable[Recorded]) -> BenefitView | None:
    """The benefit after these events of its tag; None if it was not recorded by then."""
    return BenefitReading(benefit).read(history)
