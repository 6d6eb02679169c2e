"""Somebody estimates what solving an opportunity would change in a map."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import OpportunityId
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.opportunities.state import Opportunity
from domain.partnership.refusals import TeamEnded, TeamUnknown
from domain.partnership.team import Team
from domain.refusals import Refusal
from domain.value_streams import formula
from domain.value_streams.act import OnValueStream
from domain.value_streams.events import ImpactEstimated
from domain.value_streams.measuring import check_measure
from domain.value_streams.refusals import ValueStreamIsOpen
from domain.value_streams.terms import Delta, Deltas, Measure, Teams


class ImpactEstimate(Body, kw_only=True):
    """Which opportunity, whom it would touch, and how each step would change."""

    opportunity: OpportunityId
    deltas: Deltas
    teams: Teams = ()
    note: Text | None = None


class DeltaTwice(Refusal):
    """A step is changed twice."""

    rule = "value-stream.delta-twice"


class DeltaOfUnmeasuredStep(Refusal):
    """What was never measured cannot change by an amount."""

    rule = "value-stream.delta-of-unmeasured-step"


class EstimateImpact(OnValueStream[ImpactEstimate]):
    """Estimate the change, step by step; the new totals follow by the same formula. The map itself stays as it is."""

    name = "estimate-impact"
    may = ANY_MEMBER
    body_type = ImpactEstimate

    def prepare(self) -> None:
        """Read the map, the opportunity and the teams."""
        super().prepare()
        self.opportunity = self.know(Opportunity(self.body.opportunity))
        self.teams = [self.know(Team(team)) for team in dict.fromkeys(self.body.teams)]

    def decide(self) -> None:
        """Refuse an open map, unknown or ended opportunities and teams, and changes that cannot be."""
        self.require_known()
        stream, body = self.stream, self.body
        self.require(stream.closed and stream.totals, ValueStreamIsOpen(f"Close {self.subject} first."))
        self.after(stream.closed_at, "the map was closed")
        self._check_named()
        measures = self._changed()
        self.settle()
        totals = formula.totals(measures, stream.convention)
        self.record(
            ImpactEstimated(
                map=self.subject,
                opportunity=body.opportunity,
                deltas=body.deltas,
                totals=totals,
                former=stream.totals or totals,
                formula_version=formula.VERSION,
                teams=tuple(team.team for team in self.teams),
                note=body.note,
            )
        )

    def _check_named(self) -> None:
        found, name = self.opportunity, self.body.opportunity
        self.require(found.exists, OpportunityUnknown(f"{name} is not known here.", "/opportunity"))
        self.check(not found.suggested, OpportunityNotAdopted(f"{name} is a suggestion so far.", "/opportunity"))
        self.check(not found.ended, OpportunityEnded(f"{name} is {found.state}.", "/opportunity"))
        self.after(found.raised_at, "the opportunity was raised")
        for team in self.teams:
            self.check(team.known, TeamUnknown(f"{team.team} is not known here.", "/teams"))
            self.check(not team.disbanded, TeamEnded(f"{team.team} was disbanded.", "/teams"))

    def _changed(self) -> dict[str, Measure]:
        """What the measured steps would take then."""
        stream, deltas = self.stream, self.body.deltas
        names = {delta.step for delta in deltas}
        self.check(len(names) == len(deltas), DeltaTwice("Each step changes once.", "/deltas"))
        measures = dict(stream.measures)
        for place, delta in enumerate(deltas):
            pointer = f"/deltas/{place}"
            self.require_step(delta.step, f"{pointer}/step")
            former = measures.get(delta.step)
            if former is None:
                self.check(False, DeltaOfUnmeasuredStep(f"{delta.step} has no numbers.", f"{pointer}/step"))
                continue
            measures[delta.step] = changed = _sum(former, delta)
            check_measure(self, changed, stream.convention, pointer)
        return measures


def _sum(former: Measure, delta: Delta) -> Measure:
    """A step's numbers with the change, without the dust of binary fractions."""
    return Measure(
        process_time=round(former.process_time + delta.process_time, 6),
        lead_time=round(former.lead_time + delta.lead_time, 6),
        percent_complete_accurate=round(former.percent_complete_accurate + delta.percent_complete_accurate, 6),
    )
