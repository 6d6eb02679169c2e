"""The record of a decision: everything that an auditor or a newcomer asks about it, in one answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from domain.decisions.terms import DecisionContent, DecisionKind, DecisionState, Grounds, Position, Resolution
from domain.kernel import Recorded
from projections.decisions.considered import OptionRecord, opportunities_of, options_of
from projections.decisions.flags import Flag, flags_of
from projections.decisions.shape import (
    AgreementView,
    ConfirmationView,
    DecisionEnd,
    DecisionView,
    OutcomeView,
    RescissionView,
    RevisionView,
    SuccessionView,
    Word,
)
from projections.decisions.view import fold_decision
from projections.decisions.voices import AdviceView, ObjectionView, StanceView, WinView
from projections.facts import Annotation, CorrectionView, Fact, Waiver

__all__ = ["DecisionRecord", "fold_record", "opportunities_of"]

KIND_WORDS: Mapping[DecisionKind, str] = {
    "first_priority": "First priority",
    "backlog_order": "Order of the backlog",
    "commitment": "Commitment",
    "stop": "Stop",
    "practice": "Practice",
    "other": "Decision",
}


class DissentView(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever did not plainly agree when it was agreed: by an objection or a stance, with the reason given."""

    person: str
    side: str
    objection: str | None
    resolution: Resolution | None
    stance: Position | None
    reason: str | None


class RestsOn(msgspec.Struct, frozen=True, kw_only=True):
    """An event that this record rests on."""

    id: str
    position: int
    type: str


class DecisionRecord(msgspec.Struct, kw_only=True):
    """The whole record of one decision.

    What was on the table: `content` (the latest revision), `options` as they read then, `evidence` as it was pinned,
    `revisions` with what changed in each. What was said: `advice`, `objections` and what became of them, `stances`,
    `wins` in each side's own words with its later judgement. Who agreed: `agreements` in their order, `voided` ones
    that fell with an earlier revision, `waivers`, `gaps` that were known, `dissent`. What came of it: in force from and
    until, `supersedes` and `superseded_by`, `rescissions`, `reaffirmations`, `outcomes`.

    `silent_sides` are required sides that never said or did anything here. `seconds_to_agreement` runs from proposal
    to the last agreement, as claimed. `flags` are worth a second look; `events` are all that this answer rests on, of
    the decision and of its options. `position` is that of the last event that was read for it.
    """

    decision: str
    position: int
    headline: str
    state: DecisionState
    kind: DecisionKind
    scope: str
    content: DecisionContent
    options: list[OptionRecord]
    evidence: Grounds
    revisions: list[RevisionView]
    advice: list[AdviceView]
    objections: list[ObjectionView]
    stances: list[StanceView]
    wins: list[WinView]
    agreements: list[AgreementView]
    voided: list[AgreementView]
    waiting_for: list[str]
    silent_sides: list[str]
    waivers: list[Waiver]
    known_gaps: tuple[str, ...]
    gaps_when_agreed: tuple[str, ...]
    dissent: list[DissentView]
    in_force: bool
    in_force_from: datetime | None
    in_force_until: datetime | None
    agreed: Fact | None
    seconds_to_agreement: int | None
    still_for: tuple[str, ...]
    contested: bool
    supersedes: list[SuccessionView]
    superseded_by: list[SuccessionView]
    carried_to: list[str]
    rescissions: list[RescissionView]
    reaffirmations: list[Word]
    confirmations: list[ConfirmationView]
    revocations: list[Word]
    end: DecisionEnd | None
    outcomes: list[OutcomeView]
    flags: list[Flag]
    annotations: list[Annotation]
    corrections: list[CorrectionView]
    events: list[RestsOn]


def fold_record(
    decision: str,
    history: Sequence[Recorded],
    sides: Sequence[str],
    *,
    opportunities: Mapping[str, Sequence[Recorded]],
    issuers: Mapping[str, str],
) -> DecisionRecord | None:
    """The record after these events of the decision's tag; None if it was not proposed by then.

    `opportunities` maps each id that `opportunities_of` names to its own events; `issuers` maps a key's prefix to who
    issued it.
    """
    view = fold_decision(decision, history, sides)
    if view is None or view.content is None:
        return None
    options = options_of(view, opportunities, sides)
    force = view.force
    return DecisionRecord(
        decision=decision,
        position=_last(history, *opportunities.values()),
        headline=_headline(view, options),
        state=view.state,
        kind=view.kind,
        scope=view.scope,
        content=view.content,
        options=options,
        evidence=view.content.evidence,
        revisions=view.revisions,
        advice=view.advice,
        objections=view.objections,
        stances=view.stances,
        wins=view.wins,
        agreements=[agreement for agreement in view.agreements if agreement.ended_as != "voided"],
        voided=[agreement for agreement in view.agreements if agreement.ended_as == "voided"],
        waiting_for=view.waiting_for,
        silent_sides=[side for side in sides if side not in _spoke(view)],
        waivers=view.waivers,
        known_gaps=view.content.known_gaps,
        gaps_when_agreed=force.gaps if force else (),
        dissent=_dissent(view),
        in_force=view.state in {"agreed", "contested"},
        in_force_from=force.since if force else None,
        in_force_until=force.until if force else None,
        agreed=force.fact if force else None,
        seconds_to_agreement=_seconds(view),
        still_for=force.still_for if force else (),
        contested=view.state == "contested",
        supersedes=view.supersedes,
        superseded_by=view.superseded_by,
        carried_to=view.carried_to,
        rescissions=view.rescissions,
        reaffirmations=view.reaffirmations,
        confirmations=view.confirmations,
        revocations=view.revocations,
        end=view.end,
        outcomes=view.outcomes,
        flags=flags_of(view, options, issuers),
        annotations=view.annotations,
        corrections=view.corrections,
        events=_rests_on(history, options),
    )


def _last(*histories: Sequence[Recorded]) -> int:
    return max(history[-1].position for history in histories if history)


def _rests_on(history: Iterable[Recorded], options: Iterable[OptionRecord]) -> list[RestsOn]:
    own = [RestsOn(id=each.id, position=each.position, type=type(each.event).TOPIC) for each in history]
    thens = [option.opportunity_then for option in options if option.opportunity_then]
    others = [
        RestsOn(id=fact.event, position=fact.position, type=fact.type) for then in thens for fact in then.rests_on
    ]
    return sorted({*own, *others}, key=lambda each: each.position)


def _headline(view: DecisionView, options: Sequence[OptionRecord]) -> str:
    taken = sorted((option for option in options if option.taken), key=lambda option: option.rank or 0)
    what = ", then ".join(option.label for option in taken) or "nothing taken yet"
    return f"{KIND_WORDS[view.kind]} in {view.scope}: {what}"


def _seconds(view: DecisionView) -> int | None:
    if view.force is None or view.proposed is None:
        return None
    return max(0, int((view.force.fact.occurred_at - view.proposed.occurred_at).total_seconds()))


def _spoke(view: DecisionView) -> set[str]:
    return {
        *(revision.side for revision in view.revisions),
        *(objection.side for objection in view.objections),
        *(stance.side for stance in view.stances),
        *(win.side for win in view.wins),
        *(word.fact.side for advice in view.advice for word in advice.given),
        *(agreement.side for agreement in view.agreements),
        *(word.side for word in (*view.reaffirmations, *view.revocations)),
        *([view.end.side] if view.end and view.end.side else []),
    }


def _dissent(view: DecisionView) -> list[DissentView]:
    reasons = {objection.objection: objection.reason for objection in view.objections}
    stances = {stance.person: stance.reason for stance in view.stances if stance.latest}
    return [
        DissentView(
            person=one.person,
            side=one.side,
            objection=one.objection,
            resolution=one.resolution,
            stance=one.stance,
            reason=reasons.get(one.objection) if one.objection else stances.get(one.person),
        )
        for one in (view.force.dissent if view.force else ())
    ]
