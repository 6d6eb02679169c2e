"""What a kata's events say: whether people and numbers see it alike, and one of something in the singular."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.katas.events import CurrentConditionGrasped, TargetConditionClosed
from domain.katas.experiments import LearningRecorded
from domain.metrics.terms import ObservationPin
from projections.sentences import told
from tests.domain.story import an_id, fact

KATA, EXPERIMENT, CONDITION = an_id("kata", 1), an_id("exp", 1), an_id("tc", 1)
LEARNED = LearningRecorded(
    kata=KATA, experiment=EXPERIMENT, learned="It was the machine", verdict="refuted", computed="refuted", deviation=70
)
SEEN = ObservationPin(metric="lead_time", observation=an_id("obs", 1), position=3, value=504)


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (LEARNED, "refuted (off by 70): “It was the machine”."),
        (replace(LEARNED, verdict="partly"), "partly (off by 70, the numbers say refuted): “It was the machine”."),
        (replace(LEARNED, deviation=None, computed="inconclusive"), "the experiment, refuted: “It was the machine”."),
    ],
)
def test_what_was_learned_names_numbers_that_say_otherwise(event: LearningRecorded, says: str) -> None:
    assert told(fact(event)).endswith(says)


@pytest.mark.parametrize(("count", "says"), [(1, "from 1 observation: "), (2, "from 2 observations: ")])
def test_one_observation_is_one(count: int, says: str) -> None:
    event = CurrentConditionGrasped(kata=KATA, observations=(SEEN,) * count, pattern="Three weeks")
    assert says in told(fact(event))


@pytest.mark.parametrize(("days", "says"), [(-4, "as reached: "), (1, ", 1 day late: "), (2, ", 2 days late: ")])
def test_days_late(days: int, says: str) -> None:
    event = TargetConditionClosed(
        kata=KATA, target_condition=CONDITION, outcome="reached", reflection="It held", days_late=days
    )
    assert says in told(fact(event))
