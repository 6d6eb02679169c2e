"""A signal is retracted, and what rests on it is flagged."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body, Role
from domain.decisions.state import Decision
from domain.fields import Text
from domain.opportunities.state import Opportunity
from domain.opportunities.terms import Evidence, SignalEvidence
from domain.partnership.refusals import NotYours
from domain.signals.act import OnSignal
from domain.signals.events import SignalRetracted
from domain.signals.reliance import Reliance


class Retraction(Body):
    """Why it does not hold."""

    reason: Text


class RetractSignal(OnSignal[Retraction]):
    """Retract a signal: whoever recorded it, a partner, a delegate, a facilitator or an owner.

    The decisions whose revision on the table or in force cites it, and the opportunities that have it attached, are
    named on the event and so flagged on their own trails; nothing else about them changes.
    """

    name = "retract-signal"
    may = ANY_MEMBER
    body_type = Retraction

    def prepare(self) -> None:
        """Read the signal and who cited it."""
        super().prepare()
        self.reliance = self.know(Reliance(self.subject))
        self.decisions: list[Decision] = []
        self.opportunities: list[Opportunity] = []

    def follow(self) -> None:
        """Read those who cited it, to see who still does."""
        self.decisions = [self.know(Decision(name)) for name in self.reliance.decisions]
        self.opportunities = [self.know(Opportunity(name)) for name in self.reliance.opportunities]

    def decide(self) -> None:
        """Refuse another person's signal, unless one steers."""
        self.require_standing()
        steering = {Role.PARTNER, Role.DELEGATE, Role.FACILITATOR, Role.OWNER}
        self.check(
            self.context.actor in self.signal.recorded_by or self.roles() & steering,
            NotYours("Another person recorded this signal."),
        )
        self.record(
            SignalRetracted(
                signal=self.subject,
                reason=self.body.reason,
                decisions=tuple(decision.decision for decision in self.decisions if self._rests(decision)),
                opportunities=tuple(
                    opportunity.opportunity
                    for opportunity in self.opportunities
                    if any(self._cites(what) for _, what in opportunity.evidence.values())
                ),
            )
        )

    def _rests(self, decision: Decision) -> bool:
        table = decision.table
        standing = decision.state in {"open", "agreed", "contested"}
        return standing and table is not None and any(self._cites(ground.what) for ground in table.content.evidence)

    def _cites(self, what: Evidence) -> bool:
        return isinstance(what, SignalEvidence) and what.signal == self.subject
