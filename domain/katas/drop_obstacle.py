"""An obstacle turns out to be none."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import ObstacleId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.events import ObstacleDropped


class ObstacleDismissal(Body, kw_only=True):
    """Which one, and why."""

    obstacle: ObstacleId
    reason: Text


class DropObstacle(OnKata[ObstacleDismissal]):
    """Drop an obstacle from focus or from the lot."""

    name = "drop-obstacle"
    may = THE_TEAM
    body_type = ObstacleDismissal

    def decide(self) -> None:
        """Refuse unknown and closed obstacles, and the one in focus while an experiment on it is unfinished."""
        self.require_running()
        self.check_team()
        body = self.body
        self.require_obstacle(body.obstacle)
        if body.obstacle == self.kata.focus:
            self.check_no_unfinished()
        self.record(ObstacleDropped(kata=self.subject, obstacle=body.obstacle, reason=body.reason))
