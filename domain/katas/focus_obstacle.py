"""The team turns to one obstacle."""

from __future__ import annotations

from domain.acting import Body
from domain.ids import ObstacleId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.events import ObstacleFocused
from domain.refusals import Kind, Refusal


class ObstacleChoice(Body, kw_only=True):
    """Which one."""

    obstacle: ObstacleId


class ObstacleAlreadyInFocus(Refusal):
    """The team works on that obstacle already."""

    rule = "kata.obstacle-already-in-focus"
    kind = Kind.CONFLICT


class FocusObstacle(OnKata[ObstacleChoice]):
    """Take an obstacle from the lot into focus; the former one goes back."""

    name = "focus-obstacle"
    may = THE_TEAM
    body_type = ObstacleChoice

    def decide(self) -> None:
        """Refuse without an open target condition, and while an experiment on the former obstacle is unfinished."""
        self.require_running()
        self.check_team()
        self.require_target()
        name, focus = self.body.obstacle, self.kata.focus
        self.require_obstacle(name)
        self.require(name != focus, ObstacleAlreadyInFocus(f"{name} is in focus.", "/obstacle"))
        self.check_no_unfinished()
        self.record(ObstacleFocused(kata=self.subject, obstacle=name, former=focus))
