"""Three objectives of a product team, drafted and active, and an opportunity to align with them."""

from __future__ import annotations

from domain.kernel import Event, Recorded
from domain.objectives.events import (
    ObjectivesActivated,
    ObjectivesClosed,
    ObjectivesDrafted,
    OpportunityAligned,
)
from domain.objectives.terms import KeyResult, Objective, Score
from tests.domain.metrics.scene import BEA, DEV, FAY, LEAD_TIME, PEOPLE, PIPELINE, TED, observed
from tests.domain.opportunities.history import SLOW, raised
from tests.domain.story import an_id

__all__ = ["BEA", "DEV", "FAY", "PIPELINE", "SLOW", "TED"]

OKR, OTHER_OKR = an_id("okr", 1), an_id("okr", 2)
FASTER = Objective(
    key="O1",
    title="Deliver value faster",
    key_results=(KeyResult(key="KR1.1", metric="lead_time", unit="hour", baseline=504, target=1, direction="down"),),
)
TRUSTED = Objective(
    key="O2",
    title="Customers trust every release",
    key_results=(KeyResult(key="KR2.1", unit="percent", baseline=12, target=5, direction="down"),),
)
WANTED = Objective(
    key="O3",
    title="People want to work here",
    key_results=(KeyResult(key="KR3.1", unit="hour", baseline=120, target=0, direction="down"),),
)
CONTENT = (FASTER, TRUSTED, WANTED)
PLACE = "workspace/2026"


def drafted(*content: Objective, okr: str = OKR, kind: str = "okr") -> ObjectivesDrafted:
    """A draft for the year."""
    return ObjectivesDrafted(
        objectives=okr,
        revision=1,
        owner="workspace",
        level="product_team",
        kind="strategic_priorities" if kind == "strategic_priorities" else "okr",
        cycle="2026",
        content=content or CONTENT,
        metrics=("lead_time",) if not content or FASTER in content else (),
    )


DRAFTED = drafted()
ACTIVATED = ObjectivesActivated(objectives=OKR, revision=1, place=PLACE, policy=1)
SCORES = (Score(key="KR1.1", score=1), Score(key="KR2.1", score=0.7), Score(key="KR3.1", score=0.3))
CLOSED = ObjectivesClosed(objectives=OKR, place=PLACE, scores=SCORES, reflection="Fewer next time")
ALIGNED = OpportunityAligned(
    opportunity=SLOW,
    objectives=OKR,
    revision=1,
    key="KR1.1",
    place=f"{OKR}/KR1.1",
    mechanism="Fewer handoffs, no calendar",
)
WORLD: tuple[Event | Recorded, ...] = (*PEOPLE, LEAD_TIME, observed(1, 504), raised())
ACTIVE: tuple[Event | Recorded, ...] = (*WORLD, DRAFTED, ACTIVATED)
