"""Some of the promised support arrives."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.definitions.act import OnDefinition
from domain.definitions.events import SupportDelivered
from domain.definitions.terms import Amount
from domain.fields import Line, Text
from domain.ids import SupportId
from domain.refusals import Kind, Refusal


class SupportDelivery(Body):
    """Of which promise, how much and when."""

    support: SupportId
    amount: Amount | None = None
    period: Line | None = None
    note: Text | None = None


class SupportUnknown(Refusal):
    """Nobody promised that for this definition."""

    rule = "definition.support-unknown"
    kind = Kind.NOT_FOUND


class AmountUnitDiffers(Refusal):
    """What arrived is counted in another unit than what was promised."""

    rule = "definition.amount-unit-differs"


class DeliverSupport(OnDefinition[SupportDelivery]):
    """Say what arrived of a promise; a fact, so also after the definition has ended."""

    name = "deliver-support"
    may = ANY_MEMBER
    body_type = SupportDelivery

    def decide(self) -> None:
        """Refuse what nobody promised, and another unit than the promise has."""
        self.require_known()
        body = self.body
        promised = self.definition.support.get(body.support)
        self.require(promised, SupportUnknown(f"{body.support} is not known here.", "/support"))
        counted = promised.amount if promised else None
        self.check(
            counted is None or body.amount is None or counted.unit == body.amount.unit,
            AmountUnitDiffers(f"Promised in {counted.unit if counted else ''}.", "/amount/unit"),
        )
        self.record(
            SupportDelivered(
                definition=self.subject,
                support=body.support,
                amount=body.amount,
                period=body.period,
                note=body.note,
            )
        )
