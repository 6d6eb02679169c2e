"""Lines that one event makes: rules skipped, judged effects, revealed scores, retracted ground, issued keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from domain.acting import RuleWaived
from domain.assessments.events import ScoresRevealed
from domain.assessments.terms import Spread
from domain.kernel import Event, Recorded
from domain.objectives.events import AttributionAssessed
from domain.partnership.keys import KeyIssued
from domain.signals.events import SignalRetracted
from projections.reporting.lines import Begin, LineMemory, Lines, ReportItem, begun, others


class WaiverLine(ReportItem, kw_only=True):
    """A rule that was skipped: which one, what it would have said (`detail`), by whom and why.

    `about` are the tags of what it was skipped for; `policy` is the revision of the policy in force then.
    """

    rule: str
    detail: str
    reason: str
    by: str
    side: str
    policy: int
    about: tuple[str, ...]


class AttributionLine(ReportItem, kw_only=True):
    """Whether an opportunity moved the key result that it was aligned with, as seen from a side."""

    opportunity: str
    objectives: str
    key: str
    verdict: str
    side: str
    by: str
    note: str | None


class ScoreLine(ReportItem, kw_only=True):
    """How an opportunity was scored before the scorers saw each other's scores, once they were revealed."""

    assessment: str
    round: int
    score: Spread
    missing: tuple[str, ...]


class GroundLine(ReportItem, kw_only=True):
    """A signal that was retracted, and why."""

    signal: str
    reason: str


class KeyLine(ReportItem, kw_only=True):
    """Who issued a key, by the key's prefix as credentials name it."""

    credential: str
    issuer: str


class Singles(Lines[Any]):
    """Lines named by where their event stands."""

    def names(self, recorded: Recorded) -> Iterable[str]:
        """One line an event."""
        return (str(recorded.position),)


def _waived(event: RuleWaived, recorded: Recorded) -> LineMemory[WaiverLine]:
    named = (("decision", event.decision), ("opportunity", event.opportunity), ("member", event.member))
    about = (*event.subjects, *(f"{kind}:{name}" for kind, name in named if name))
    item = WaiverLine(
        at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        rule=event.rule,
        detail=event.detail,
        reason=event.reason,
        by=recorded.actor,
        side=recorded.side,
        policy=event.policy,
        about=about,
    )
    own = [tag.removeprefix("opportunity:") for tag in about if tag.startswith("opportunity:")]
    parent = next((tag for tag in about if tag.startswith(("decision:", "kata:", "definition:", "opportunity:"))), None)
    return begun("waiver", str(recorded.position), item, recorded, opportunities=own, parent=parent)


class Waivers(Singles):
    """Rules that were skipped."""

    kind = "waiver"
    memory = LineMemory[WaiverLine]
    begins: ClassVar[dict[type[Event], Begin]] = {RuleWaived: _waived}
    folds: ClassVar[frozenset[type[Event]]] = frozenset(begins)
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)


def _judged(event: AttributionAssessed, recorded: Recorded) -> LineMemory[AttributionLine]:
    item = AttributionLine(
        at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        opportunity=event.opportunity,
        objectives=event.objectives,
        key=event.key,
        verdict=event.verdict,
        side=event.side,
        by=recorded.actor,
        note=event.note,
    )
    parent = f"opportunity:{event.opportunity}"
    return begun(
        "attribution", str(recorded.position), item, recorded, opportunities=[event.opportunity], parent=parent
    )


class Attributions(Singles):
    """Whether priorities moved their key results."""

    kind = "attribution"
    memory = LineMemory[AttributionLine]
    begins: ClassVar[dict[type[Event], Begin]] = {AttributionAssessed: _judged}
    folds: ClassVar[frozenset[type[Event]]] = frozenset(begins)
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)


class Scores(Lines[ScoreLine]):
    """Revealed scores, the most disputed first."""

    kind = "score"
    memory = LineMemory[ScoreLine]
    begins: ClassVar[dict[type[Event], Begin]] = {}
    folds: ClassVar[frozenset[type[Event]]] = frozenset({ScoresRevealed})
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """One line for each opportunity of the round."""
        event: Any = recorded.event
        return (f"{event.assessment}/{event.round}/{spread.opportunity}" for spread in event.items)

    def begin(self, subject: str, recorded: Recorded) -> LineMemory[ScoreLine] | None:
        """A line for one of the opportunities."""
        event: Any = recorded.event
        name = subject.removeprefix("score:")
        spread: Spread = next(each for each in event.items if name.endswith(f"/{each.opportunity}"))
        item = ScoreLine(
            at=recorded.occurred_at,
            recorded_at=recorded.recorded_at,
            assessment=event.assessment,
            round=event.round,
            score=spread,
            missing=event.missing,
        )
        memory = begun(
            "score",
            name,
            item,
            recorded,
            opportunities=[spread.opportunity],
            parent=f"opportunity:{spread.opportunity}",
            weight=max(spread.difficulty.spread, spread.urgency.spread),
        )
        memory.sides = sorted({*memory.sides, *spread.difficulty.medians, *spread.urgency.medians})
        return memory


def _retracted(event: SignalRetracted, recorded: Recorded) -> LineMemory[GroundLine]:
    item = GroundLine(
        at=recorded.occurred_at, recorded_at=recorded.recorded_at, signal=event.signal, reason=event.reason
    )
    return begun("retracted", event.signal, item, recorded)


class Retracted(Lines[GroundLine]):
    """Signals that do not hold any more."""

    kind = "retracted"
    memory = LineMemory[GroundLine]
    begins: ClassVar[dict[type[Event], Begin]] = {SignalRetracted: _retracted}
    folds: ClassVar[frozenset[type[Event]]] = frozenset(begins)
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The signal."""
        event: Any = recorded.event
        return (event.signal,)


def _issued(event: KeyIssued, recorded: Recorded) -> LineMemory[KeyLine]:
    credential = f"acc_{event.prefix}"
    item = KeyLine(
        at=recorded.occurred_at, recorded_at=recorded.recorded_at, credential=credential, issuer=event.issuer
    )
    return begun("key", credential, item, recorded)


class IssuedKeys(Lines[KeyLine]):
    """Who issued which key."""

    kind = "key"
    memory = LineMemory[KeyLine]
    begins: ClassVar[dict[type[Event], Begin]] = {KeyIssued: _issued}
    folds: ClassVar[frozenset[type[Event]]] = frozenset(begins)
    ignores: ClassVar[frozenset[type[Event]]] = others(folds)

    def names(self, recorded: Recorded) -> Iterable[str]:
        """The key's credential."""
        event: Any = recorded.event
        return (f"acc_{event.prefix}",)
