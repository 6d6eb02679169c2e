"""What waits, told by the domain's own states: one subject at a time, without a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import product
from typing import Any, Final

from domain.assessments.state import Assessment
from domain.decisions.refusals import WinMissing
from domain.decisions.state import Decision
from domain.definitions.state import Definition
from domain.katas.state import Kata
from domain.kernel import Recorded, State
from domain.opportunities.state import Opportunity
from domain.partnership.keys import ApiKey
from domain.signals.state import Signal

Told = Iterator[tuple[str, str]]


def _each(act: str, sides: Iterable[str]) -> Told:
    yield from product([act], (f"side:{side}" for side in sides))


def _decision(decision: Decision, sides: Sequence[str], at: datetime) -> Told:
    table = decision.table
    if table is None:
        return
    content = table.content
    ends = [each for each in (content.respond_by, content.expires_at) if each]
    if decision.state == "open" and all(at < each for each in ends):
        silent = [side for side in sides if side not in decision.complete]
        won = [side for side in silent if side in decision.wins]
        yield from _each("state-win", (side for side in silent if side not in won))
        if not any(each.blocking and each.open for each in decision.objections.values()):
            waived = content.waives(WinMissing.rule)
            yield from _each("agree-decision", silent if waived else won)
    if decision.state == "contested" or decision.reaffirmed:
        said = {who.side for who in decision.reaffirmed}
        yield from _each("reaffirm-decision", (side for side in sides if side not in said))
    if decision.state in {"open", "agreed", "contested"}:
        for objection in decision.objections.values():
            if objection.open and objection.resolution is None:
                yield "resolve-objection", f"side:{table.side}"
            elif objection.open:
                yield "accept-resolution", f"person:{objection.person}"


def _opportunity(opportunity: Opportunity, sides: Sequence[str], _: datetime) -> Told:
    if opportunity.value_revision and not opportunity.ended:
        yield from _each("agree-value", (side for side in sides if side not in opportunity.value_complete))


def _definition(definition: Definition, sides: Sequence[str], _: datetime) -> Told:
    if definition.state == "draft" and definition.content:
        if definition.content.north_star:
            yield from _each("sign-definition", (side for side in sides if side not in definition.signatures.complete))
        for team in definition.content.teams:
            if team not in definition.teams_heard:
                yield "give-team-feedback", f"team:{team}"
    if definition.state in {"draft", "adopted"}:
        for _name in definition.unanswered:
            yield "answer-feedback", f"side:{sides[0]}"
    if definition.state == "adopted" and definition.achievement.partners:
        yield from _each("confirm-achieved", (side for side in sides if side not in definition.achievement.complete))


def _kata(kata: Kata, _: Sequence[str], at: datetime) -> Told:
    if kata.ended:
        return
    for experiment in kata.experiments.values():
        if experiment.status == "started" and experiment.plan.check_on <= at.date():
            yield "record-result", f"person:{kata.learner}"
        elif experiment.status == "resulted":
            yield "record-learning", f"person:{kata.learner}"
    for _name in kata.unreflected:
        yield "hold-coaching-cycle", f"person:{kata.coach}"
    if kata.target and kata.targets[kata.target] < at.date():
        yield "close-target-condition", f"person:{kata.learner}"


def _assessment(assessment: Assessment, sides: Sequence[str], _: datetime) -> Told:
    if assessment.state == "scoring":
        silent = (person for person in assessment.scorers if person not in assessment.sheets)
        yield from (("submit-scores", f"person:{person}") for person in silent)
    if assessment.state == "settled":
        yield from _each("confirm-settlement", (side for side in sides if side not in assessment.complete))


def _signal(signal: Signal, _: Sequence[str], _at: datetime) -> Told:
    if not signal.retracted:
        yield from (("answer-challenge", "") for _name in signal.open_challenges)


def _key(key: ApiKey, _: Sequence[str], at: datetime) -> Told:
    if key.issued and not key.accepted and not key.ended(at):
        yield "accept-key", f"person:{key.issued.holder}"


STATES: Final[dict[str, tuple[Callable[[str], State], Callable[[Any, Sequence[str], datetime], Told]]]] = {
    "decision": (Decision, _decision),
    "opportunity": (Opportunity, _opportunity),
    "definition": (Definition, _definition),
    "kata": (Kata, _kata),
    "assessment": (Assessment, _assessment),
    "signal": (Signal, _signal),
    "key": (ApiKey, _key),
}
# what the domain's states do not keep
UNKNOWN: Final = frozenset({"give-advice", "deliver-support", "revoke-decision"})


def waiting(subject: str, history: Iterable[Recorded], sides: Sequence[str], at: datetime) -> list[tuple[str, str]]:
    """Act and first audience of all that waits at a subject after these events; challenges without whom."""
    kind, _, name = subject.partition(":")
    if kind not in STATES:
        return []
    make, tell = STATES[kind]
    state = make(name)
    for recorded in history:
        if state.sees(recorded):
            state.fold(recorded)
    return sorted(tell(state, sides, at))
