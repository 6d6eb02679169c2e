"""One owner's objectives for a cycle, folded from their events."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kernel import Recorded
from domain.objectives.events import (
    AttributionAssessed,
    KeyResultCheckedIn,
    KeyResultTargetChanged,
    ObjectivesActivated,
    ObjectivesClosed,
    ObjectivesDrafted,
    ObjectivesRevised,
    OpportunityAligned,
    OpportunityUnaligned,
)
from domain.objectives.terms import KeyResult, Objective, progress
from projections.facts import Fact
from projections.folding import Folding, Reading
from projections.objectives.aligning import align, attribute, unalign
from projections.objectives.shape import (
    CheckInView,
    KeyResultChange,
    KeyResultView,
    ObjectivesRevisionView,
    ObjectivesView,
    ObjectiveView,
    ScoreView,
)

__all__ = ["OBJECTIVES", "ObjectivesReading", "ObjectivesView", "fold_objectives"]

OBJECTIVES: Folding[ObjectivesView] = Folding()


@OBJECTIVES.on(ObjectivesDrafted, ObjectivesRevised)
def _draft(view: ObjectivesView, event: ObjectivesDrafted | ObjectivesRevised, fact: Fact) -> None:
    if isinstance(event, ObjectivesDrafted):
        view.owner, view.level, view.kind, view.cycle = event.owner, event.level, event.kind, event.cycle
        view.state, view.drafted = "draft", fact
    view.revision, view.tree = event.revision, [_objective(each) for each in event.content]
    view.revisions.append(ObjectivesRevisionView(revision=event.revision, content=event.content, fact=fact))


def _objective(said: Objective) -> ObjectiveView:
    results = [_key_result(each) for each in said.key_results]
    return ObjectiveView(key=said.key, title=said.title, why=said.why, parent=said.parent, key_results=results)


def _key_result(said: KeyResult) -> KeyResultView:
    return KeyResultView(
        key=said.key,
        title=said.title,
        metric=said.metric,
        unit=said.unit,
        baseline=said.baseline,
        target=said.target,
        direction=said.direction,
    )


@OBJECTIVES.on(ObjectivesActivated)
def _activate(view: ObjectivesView, _: ObjectivesActivated, fact: Fact) -> None:
    view.state, view.activated = "active", fact


@OBJECTIVES.on(KeyResultCheckedIn)
def _check_in(view: ObjectivesView, event: KeyResultCheckedIn, fact: Fact) -> None:
    for result in _results(view, event.key_result):
        result.check_ins.append(
            CheckInView(
                value=event.value,
                unit=event.unit,
                observation=event.observation,
                confidence=event.confidence,
                note=event.note,
                progress=progress(result.baseline, result.target, event.value),
                fact=fact,
            )
        )


@OBJECTIVES.on(KeyResultTargetChanged)
def _move(view: ObjectivesView, event: KeyResultTargetChanged, fact: Fact) -> None:
    for result in _results(view, event.key_result):
        result.target = event.to
        result.target_changes.append(KeyResultChange(former=event.former, to=event.to, reason=event.reason, fact=fact))


@OBJECTIVES.on(ObjectivesClosed)
def _close(view: ObjectivesView, event: ObjectivesClosed, fact: Fact) -> None:
    view.state, view.closed, view.reflection = "closed", fact, event.reflection
    for given in event.scores:
        score = ScoreView(score=given.score, note=given.note, fact=fact)
        for result in _results(view, given.key):
            result.score = score
        for objective in view.tree:
            objective.score = score if objective.key == given.key else objective.score


def _results(view: ObjectivesView, key: str) -> list[KeyResultView]:
    return [result for objective in view.tree for result in objective.key_results if result.key == key]


@OBJECTIVES.on(OpportunityAligned)
def _align(view: ObjectivesView, event: OpportunityAligned, fact: Fact) -> None:
    align(view.alignments, event, fact)


@OBJECTIVES.on(OpportunityUnaligned)
def _unalign(view: ObjectivesView, event: OpportunityUnaligned, fact: Fact) -> None:
    unalign(view.alignments, event, fact)


@OBJECTIVES.on(AttributionAssessed)
def _attribute(view: ObjectivesView, event: AttributionAssessed, fact: Fact) -> None:
    attribute(view.alignments, event, fact)


class ObjectivesReading(Reading[ObjectivesView]):
    """The view in the making."""

    def __init__(self, objectives: str) -> None:
        super().__init__(OBJECTIVES, ObjectivesView(objectives=objectives))

    def settle(self) -> None:
        """Compute progress from the check-ins that happened last, and who serves what."""
        view = self.view
        served: dict[str, list[str]] = {}
        for alignment in view.alignments:
            if alignment.holds and alignment.opportunity not in served.setdefault(alignment.key, []):
                served[alignment.key].append(alignment.opportunity)
        for objective in view.tree:
            objective.opportunities = served.get(objective.key, [])
            for result in objective.key_results:
                result.opportunities = served.get(result.key, [])
                _settle(result)
            known = [result.progress for result in objective.key_results if result.progress is not None]
            objective.progress = sum(known) / len(known) if known else None
        results = [result for objective in view.tree for result in objective.key_results]
        view.uncovered = [result.key for result in results if not result.opportunities]

    @property
    def known(self) -> bool:
        """Whether anything was drafted."""
        return self.view.drafted is not None


def _settle(result: KeyResultView) -> None:
    last = max(result.check_ins, key=lambda each: (each.fact.occurred_at, each.fact.position), default=None)
    result.current = last.value if last else None
    result.confidence = last.confidence if last else None
    result.progress = progress(result.baseline, result.target, result.current)


def fold_objectives(objectives: str, history: Iterable[Recorded]) -> ObjectivesView | None:
    """The objectives after these events of their tag; None if they were not drafted by then."""
    return ObjectivesReading(objectives).read(history)
