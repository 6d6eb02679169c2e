"""Coach and learner hold a coaching cycle."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.acting import Body, Role
from domain.fields import Text
from domain.ids import ObstacleId
from domain.katas.act import OnKata
from domain.katas.events import CoachingCycleHeld
from domain.katas.refusals import ObstacleUnknown
from domain.katas.terms import Reflection
from domain.refusals import Kind, Refusal


class CoachingCard(Body, kw_only=True):
    """The answers to the five questions, and the back of the card: a reflection on each experiment finished since.

    1 `target` · 2 `actual` · 3 `obstacles`, and `obstacle` now · 4 `next_step` and `expectation` · 5 `see_on`.
    """

    target: Text
    actual: Text
    obstacles: Text
    next_step: Text
    see_on: date
    expectation: Text | None = None
    obstacle: ObstacleId | None = None
    reflections: Annotated[tuple[Reflection, ...], Meta(max_length=20)] = ()


class NotItsCoach(Refusal):
    """Another person coaches this kata."""

    rule = "kata.not-its-coach"
    kind = Kind.FORBIDDEN


class ReflectionMissing(Refusal):
    """A finished experiment has not been looked back on."""

    rule = "kata.experiment-not-reflected"
    kind = Kind.CONFLICT


class NothingToReflect(Refusal):
    """Nothing was learned from that experiment yet, so there is nothing to look back on."""

    rule = "kata.nothing-to-reflect"
    kind = Kind.CONFLICT


class HoldCoachingCycle(OnKata[CoachingCard]):
    """Record a coaching cycle: by the kata's coach."""

    name = "hold-coaching-cycle"
    may = frozenset({Role.COACH})
    body_type = CoachingCard

    def decide(self) -> None:
        """Refuse other coaches, finished experiments left out, and reflections on what is not finished."""
        self.require_going()
        body, kata = self.body, self.kata
        self.check(self.context.actor == kata.coach, NotItsCoach(f"{kata.coach} coaches it."))
        looked_at = tuple(dict.fromkeys(reflection.experiment for reflection in body.reflections))
        for name in looked_at:
            experiment = self.require_experiment(name)
            self.check(experiment.finished, NothingToReflect(f"{name} is {experiment.status}.", "/reflections"))
        left_out = [name for name in kata.unreflected if name not in looked_at]
        self.check(not left_out, ReflectionMissing(f"Look back on {', '.join(left_out)}.", "/reflections"))
        self.check(
            body.obstacle is None or body.obstacle in kata.obstacles,
            ObstacleUnknown(f"{body.obstacle} is not known here.", "/obstacle"),
        )
        self.record(
            CoachingCycleHeld(
                kata=self.subject,
                target=body.target,
                actual=body.actual,
                obstacles=body.obstacles,
                next_step=body.next_step,
                see_on=body.see_on,
                expectation=body.expectation,
                obstacle=body.obstacle,
                reflections=body.reflections,
                experiments=looked_at,
            )
        )
