"""The coaching cycles of a kata, and the card for the next one, filled in as far as the record goes."""

from __future__ import annotations

import msgspec

from domain.katas.terms import KataStatus, Reflection
from projections.facts import Position
from projections.katas.shape import CoachingCycleView, ExperimentView, KataView

NOTHING = "Nothing was said."


class NextCard(msgspec.Struct, frozen=True, kw_only=True):
    """The five questions, with what the record already answers; null is for the learner to say.

    1 `target` · 2 `actual`, what happened last or else as last grasped · 3 `obstacles` in the lot, and `obstacle`, the
    one in focus · 4 `next_step`, as planned or as the last learning put it, and its `expectation` · 5 when to go and
    see. Before the third question: `reflections`, one for each finished experiment that nobody has looked back on.
    """

    target: str | None
    actual: str | None
    obstacles: list[str]
    obstacle: str | None
    next_step: str | None
    expectation: str | None
    reflections: list[Reflection]


class CoachingCycles(msgspec.Struct, frozen=True, kw_only=True):
    """The coaching cycles that were held, the first one first, and the card for the next one while the kata runs."""

    kata: str
    north_star: str
    status: KataStatus
    learner: str
    coach: str
    cycles: list[CoachingCycleView]
    card: NextCard | None
    position: Position


def coaching_cycles(view: KataView) -> CoachingCycles:
    """The coaching of a kata alone."""
    return CoachingCycles(
        kata=view.kata,
        north_star=view.north_star,
        status=view.status,
        learner=view.learner,
        coach=view.coach,
        cycles=view.coaching_cycles,
        card=next_card(view) if view.status in {"running", "paused"} else None,
        position=view.position,
    )


def next_card(view: KataView) -> NextCard:
    """The card, from the target condition, the current condition, the lot and the experiment record."""
    learned = [each.learned for each in view.experiments if each.learned]
    planned = next((each for each in view.experiments if each.experiment == view.current_experiment), None)
    happened = [each.happened.text for each in view.experiments if each.happened]
    grasped = view.current_condition.pattern if view.current_condition else None
    return NextCard(
        target=view.target_condition.pattern if view.target_condition else None,
        actual=happened[-1] if happened else grasped,
        obstacles=[each.text for each in view.obstacles if each.status in {"parked", "focused"}],
        obstacle=view.focus,
        next_step=planned.what.step if planned else learned[-1].next if learned else None,
        expectation=planned.expect.text if planned else None,
        reflections=unread(view),
    )


def unread(view: KataView) -> list[Reflection]:
    """A reflection on each finished experiment that no coaching cycle has looked back on."""
    return [_reflection(each) for each in view.experiments if each.learned and not each.reflected]


def _reflection(done: ExperimentView) -> Reflection:
    happened = done.happened.text if done.happened else done.abandoned_because
    return Reflection(
        experiment=done.experiment,
        planned=done.what.step,
        expected=done.expect.text or NOTHING,
        happened=happened or NOTHING,
        learned=done.learned.text if done.learned else NOTHING,
    )
