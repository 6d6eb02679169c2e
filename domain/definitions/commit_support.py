"""A side promises the teams support."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.definitions.act import OnDefinition
from domain.definitions.events import SupportCommitted
from domain.definitions.terms import Amount, SupportKind
from domain.fields import Line, Text
from domain.ids import SupportId
from domain.refusals import Kind, Refusal


class SupportPromise(Body, kw_only=True):
    """What kind of support, in words, and where it can be said how much and for how long."""

    kind: SupportKind
    text: Text
    amount: Amount | None = None
    period: Line | None = None
    support: SupportId | None = None


class SupportAlreadyExists(Refusal):
    """The id belongs to a promise of support for this definition already."""

    rule = "definition.support-already-exists"
    kind = Kind.CONFLICT


class CommitSupport(OnDefinition[SupportPromise]):
    """Commit support for one's side, before the definition is adopted or while it gives the direction."""

    name = "commit-support"
    may = A_SIDE
    body_type = SupportPromise

    def decide(self) -> None:
        """Refuse a definition that has ended, and a used id."""
        self.require_going()
        body = self.body
        name = body.support or self.context.new_id("sup")
        self.check(
            name not in self.definition.support, SupportAlreadyExists(f"{name} was promised before.", "/support")
        )
        self.record(
            SupportCommitted(
                definition=self.subject,
                support=name,
                kind=body.kind,
                text=body.text,
                side=self.side,
                amount=body.amount,
                period=body.period,
            )
        )
