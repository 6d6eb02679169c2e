"""The team puts an obstacle into the lot."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import ObstacleId
from domain.katas.act import THE_TEAM, OnKata
from domain.katas.events import ObstacleParked
from domain.katas.refusals import NoTargetCondition
from domain.refusals import Kind, Refusal


class ObstacleSeen(Body, kw_only=True):
    """What stands in the way, and an id where the client chooses one."""

    text: Text
    obstacle: ObstacleId | None = None


class ObstacleAlreadyExists(Refusal):
    """The id belongs to an obstacle of this kata already."""

    rule = "kata.obstacle-already-exists"
    kind = Kind.CONFLICT


class ParkObstacle(OnKata[ObstacleSeen]):
    """Park an obstacle for later; obstacles show once there is a target condition to be kept from."""

    name = "park-obstacle"
    may = THE_TEAM
    body_type = ObstacleSeen

    def decide(self) -> None:
        """Refuse people from outside, obstacles before the first target condition, and a used id."""
        self.require_running()
        self.check_team()
        self.require(self.kata.targets, NoTargetCondition("Set a target condition first."))
        name = self.body.obstacle or self.context.new_id("obst")
        self.check(name not in self.kata.obstacles, ObstacleAlreadyExists(f"{name} was parked before.", "/obstacle"))
        self.record(ObstacleParked(kata=self.subject, obstacle=name, text=self.body.text))
