"""Several people do anything, legal or not, with everything there is; whatever comes of it keeps every promise."""

from __future__ import annotations

import itertools
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.api.office import Office
from tests.api.walk_beginnings import BEGINNINGS, assembled
from tests.api.walk_ends import projections_equal_the_fold, promises_are_kept

MOVES = 60
EXAMPLES = getattr(settings.default, "max_examples", 100)  # of the profile
slugs = (f"walk-{number}" for number in itertools.count(1))


# nothing is made smaller by walking again, which would take long: the notes of a failure tell every act of its walk
@settings(
    max_examples=EXAMPLES // 12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32 - 1), beginning=st.sampled_from(BEGINNINGS))
async def test_whatever_people_do(office: Office, seed: int, beginning: str) -> None:
    draw = Random(seed)  # noqa: S311 - of a walk that can be walked again
    walk = await assembled(office, next(slugs), beginning)
    for _ in range(MOVES):
        await walk.move(draw)
    await promises_are_kept(walk)
    await projections_equal_the_fold(walk)
