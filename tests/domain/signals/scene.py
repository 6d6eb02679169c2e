"""A signal about lead time, doubted and cited."""

from __future__ import annotations

from domain.canonical import content_hash
from domain.decisions.events import DecisionProposed
from domain.decisions.terms import DecisionContent, Ground, Option
from domain.kernel import Event, Recorded
from domain.opportunities.events import EvidenceAttached
from domain.opportunities.terms import ObservationEvidence, SignalEvidence
from domain.signals.events import ChallengeAnswered, SignalChallenged, SignalRecorded, SignalRetracted
from domain.signals.terms import SignalSource
from tests.domain.metrics.scene import BEA, DEV, FAY, LEAD_TIME, PEOPLE, PIPELINE, TED, observed, pin
from tests.domain.opportunities.history import BEN, SLOW, raised
from tests.domain.story import an_id, fact

__all__ = ["BEA", "BEN", "DEV", "FAY", "LEAD_TIME", "PIPELINE", "SLOW", "TED"]

SIG, OTHER_SIG = an_id("sig", 1), an_id("sig", 2)
DEC = an_id("dec", 1)
DOUBT = an_id("chl", 1)
STATEMENT = "Lead time for change is about three weeks"
TOLD = SignalSource(text="Interview with release managers", url="https://example.org/interview")
SEEN = observed(1, 504)
PINNED = pin(1, position=41, value=504.0)
RECORDED = SignalRecorded(
    signal=SIG, category="delivery", statement=STATEMENT, observations=(PINNED,), metrics=("lead_time",)
)
WORLD: tuple[Event | Recorded, ...] = (*PEOPLE, LEAD_TIME, SEEN, raised())
BY_TED = fact(RECORDED, actor=TED)
STANDING: tuple[Event | Recorded, ...] = (*WORLD, BY_TED)
CHALLENGED = SignalChallenged(signal=SIG, challenge=DOUBT, text="Only hotfixes were counted")
ANSWERED = ChallengeAnswered(signal=SIG, challenge=DOUBT, answer="All changes were")
RETRACTED = SignalRetracted(signal=SIG, reason="The clock was wrong")
CITED = SignalEvidence(signal=SIG, position=7)
MEASURED = ObservationEvidence(metric="lead_time", observation=an_id("obs", 1))
ATTACHED = EvidenceAttached(
    opportunity=SLOW, evidence=an_id("evd", 1), stance="supports", what=CITED, cites=(f"signal:{SIG}",)
)


def proposed(*cited: SignalEvidence) -> DecisionProposed:
    """A practice that rests on signals."""
    content = DecisionContent(
        decision=DEC,
        kind="practice",
        scope="main",
        options=(Option(words="Release daily"), Option(do_nothing=True)),
        choice="Release daily",
        rationale="It is slow",
        evidence=tuple(Ground(what=what) for what in cited),
    )
    return DecisionProposed(
        decision=DEC,
        revision=1,
        digest=content_hash(content),
        content=content,
        side="technology",
        policy=1,
        cites=tuple(f"signal:{what.signal}" for what in cited),
    )
