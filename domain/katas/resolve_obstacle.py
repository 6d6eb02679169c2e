"""An obstacle stands in the way no more."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import ExperimentId, ObstacleId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.events import ObstacleResolved


class ObstacleSolution(Body, kw_only=True):
    """Which one, thanks to which experiment, and what happened in words."""

    obstacle: ObstacleId
    experiment: ExperimentId | None = None
    how: Text | None = None


class ResolveObstacle(OnKata[ObstacleSolution]):
    """Resolve an obstacle, in focus or still in the lot."""

    name = "resolve-obstacle"
    may = THE_TEAM
    body_type = ObstacleSolution

    def decide(self) -> None:
        """Refuse unknown and closed obstacles, and the one in focus while an experiment on it is unfinished."""
        self.require_running()
        self.check_team()
        body = self.body
        self.require_obstacle(body.obstacle)
        if body.experiment:
            self.require_experiment(body.experiment)
        if body.obstacle == self.kata.focus:
            self.check_no_unfinished()
        self.record(
            ObstacleResolved(kata=self.subject, obstacle=body.obstacle, experiment=body.experiment, how=body.how)
        )
