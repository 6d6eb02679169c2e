"""The team grasps the current condition."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import MapId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.events import CurrentConditionGrasped
from domain.katas.measures import Measures
from domain.katas.terms import Facts, Observations
from domain.refusals import Refusal


class CurrentCondition(Body, kw_only=True):
    """What was measured and seen, the pattern in it, and the value stream map that shows it."""

    observations: Observations = ()
    facts: Facts = ()
    pattern: Text | None = None
    map: MapId | None = None


class NothingGrasped(Refusal):
    """A current condition is told in facts and observations, not in opinions."""

    rule = "kata.no-fact-or-observation"


class GraspCurrentCondition(OnKata[CurrentCondition]):
    """Say how the focus process works now; again whenever the team has gone to see."""

    name = "grasp-current-condition"
    may = THE_TEAM
    body_type = CurrentCondition

    def prepare(self) -> None:
        """Read the kata and the observations named."""
        super().prepare()
        self.measures = Measures(self, pins=self.body.observations)

    def decide(self) -> None:
        """Refuse a condition without a fact or an observation."""
        self.require_running()
        self.check_team()
        body = self.body
        self.check(
            body.observations or any(fact.strip() for fact in body.facts),
            NothingGrasped("Name a fact or an observation.", "/facts"),
        )
        observations = self.measures.pinned()
        self.record(
            CurrentConditionGrasped(
                kata=self.subject,
                observations=observations,
                facts=body.facts,
                pattern=body.pattern,
                map=body.map,
                metrics=self.measures.keys,
            )
        )
