"""An assessment: where scorers stand, what people settled on, who confirmed it. Sealed scores are in no event yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from domain.assessments.events import (
    AssessmentAgreed,
    AssessmentOpened,
    AssessmentSettled,
    RescoreOpened,
    ScoreSheetRevealed,
    ScoresRevealed,
    ScoresSubmitted,
    SettlementConfirmationsVoided,
    SettlementConfirmed,
)
from domain.assessments.terms import Assessed, AssessmentState, Scale, Score, Settlement, SheetContent, Spread
from domain.kernel import Recorded
from domain.partnership.seats import Seats
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class SheetView(msgspec.Struct, kw_only=True):
    """A scorer's sheet of a round. `scores` is null until it is open; `salt` then proves the `commitment`.

    `latest` is false for one that its author replaced before the reveal.
    """

    person: str
    side: str
    commitment: str | None
    scores: tuple[Score, ...] | None
    note: str | None
    submitted: Fact
    latest: bool = True
    salt: str | None = None
    revealed: Fact | None = None


class RoundView(msgspec.Struct, kw_only=True):
    """One round of scoring. After the reveal `items` says where the scorers stand, item by item.

    `waiting_for` are scorers who have given no scores so far; `missing` those who had none at the reveal.
    """

    round: int
    opportunities: tuple[str, ...]
    reason: str | None
    opened: Fact
    sheets: list[SheetView] = msgspec.field(default_factory=list)
    waiting_for: list[str] = msgspec.field(default_factory=list)
    items: tuple[Spread, ...] = ()
    missing: tuple[str, ...] = ()
    formula_version: int | None = None
    revealed: Fact | None = None


class SettlementConfirmation(msgspec.Struct, kw_only=True):
    """A person's word for a side on a settlement; `stands` until another settlement or a rescoring."""

    revision: int
    side: str
    person: str
    behalf_of: str | None
    complete: bool
    policy: int
    stands: bool
    fact: Fact
    voided: Fact | None = None


class SettlementView(msgspec.Struct, frozen=True, kw_only=True):
    """What people settled on, in one revision: difficulty, urgency, and the quadrant that follows."""

    revision: int
    digest: str
    round: int
    items: tuple[Settlement, ...]
    difficulty_high_from: float
    urgency_high_from: float
    note: str | None
    fact: Fact


class AssessmentView(Viewed, kw_only=True):
    """Difficulty and urgency of opportunities, as people of every side see them.

    `settlement` is the latest one, `confirmed_sides` have confirmed it as the policy asks.
    """

    assessment: str
    state: AssessmentState = "scoring"
    opportunities: tuple[str, ...] = ()
    pinned: tuple[Assessed, ...] = ()
    scorers: Seats = ()
    scale: Scale | None = None
    blind: bool = True
    round: int = 1
    rounds: list[RoundView] = msgspec.field(default_factory=list)
    settlement: SettlementView | None = None
    settlements: list[SettlementView] = msgspec.field(default_factory=list)
    confirmations: list[SettlementConfirmation] = msgspec.field(default_factory=list)
    confirmed_sides: list[str] = msgspec.field(default_factory=list)
    waiting_for: list[str] = msgspec.field(default_factory=list)
    opened: Fact | None = None
    agreed: Fact | None = None


ASSESSMENT: Folding[AssessmentView] = Folding()


@ASSESSMENT.on(AssessmentOpened)
def _open(view: AssessmentView, event: AssessmentOpened, fact: Fact) -> None:
    view.opportunities, view.pinned, view.scorers = event.opportunities, event.pinned, event.scorers
    view.scale, view.blind, view.opened = event.scale, event.blind, fact
    view.rounds.append(RoundView(round=1, opportunities=event.opportunities, reason=None, opened=fact))


@ASSESSMENT.on(RescoreOpened)
def _again(view: AssessmentView, event: RescoreOpened, fact: Fact) -> None:
    view.state, view.round = "scoring", event.round
    view.rounds.append(
        RoundView(round=event.round, opportunities=event.opportunities, reason=event.reason, opened=fact)
    )


@ASSESSMENT.on(ScoresSubmitted)
def _submit(view: AssessmentView, event: ScoresSubmitted, fact: Fact) -> None:
    for current in _rounds(view, event.round):
        for former in current.sheets:
            former.latest = former.latest and former.person != event.person
        current.sheets.append(
            SheetView(
                person=event.person,
                side=event.side,
                commitment=event.commitment,
                scores=event.scores,
                note=event.note,
                submitted=fact,
            )
        )


@ASSESSMENT.on(ScoreSheetRevealed)
def _reveal_one(view: AssessmentView, event: ScoreSheetRevealed, fact: Fact) -> None:
    content = event.content
    for current in _rounds(view, content.round):
        for sheet in current.sheets:
            if sheet.latest and sheet.person == content.person:
                sheet.scores, sheet.note, sheet.salt, sheet.revealed = content.scores, content.note, event.salt, fact


@ASSESSMENT.on(ScoresRevealed)
def _reveal(view: AssessmentView, event: ScoresRevealed, fact: Fact) -> None:
    view.state = "revealed"
    for current in _rounds(view, event.round):
        current.items, current.missing, current.revealed = event.items, event.missing, fact
        current.formula_version = event.formula_version


@ASSESSMENT.on(AssessmentSettled)
def _settle(view: AssessmentView, event: AssessmentSettled, fact: Fact) -> None:
    content = event.content
    view.state = "settled"
    view.settlement = SettlementView(
        revision=event.revision,
        digest=event.digest,
        round=content.round,
        items=content.items,
        difficulty_high_from=content.difficulty_high_from,
        urgency_high_from=content.urgency_high_from,
        note=content.note,
        fact=fact,
    )
    view.settlements.append(view.settlement)


@ASSESSMENT.on(SettlementConfirmationsVoided)
def _void(view: AssessmentView, _: SettlementConfirmationsVoided, fact: Fact) -> None:
    for confirmation in view.confirmations:
        if confirmation.stands:
            confirmation.stands, confirmation.voided = False, fact


@ASSESSMENT.on(SettlementConfirmed)
def _confirm(view: AssessmentView, event: SettlementConfirmed, fact: Fact) -> None:
    view.confirmations.append(
        SettlementConfirmation(
            revision=event.revision,
            side=event.side,
            person=event.person,
            behalf_of=event.behalf_of,
            complete=event.complete,
            policy=event.policy,
            stands=True,
            fact=fact,
        )
    )


@ASSESSMENT.on(AssessmentAgreed)
def _agree(view: AssessmentView, _: AssessmentAgreed, fact: Fact) -> None:
    view.state, view.agreed = "agreed", fact


def _rounds(view: AssessmentView, number: int) -> list[RoundView]:
    return [each for each in view.rounds if each.round == number]


class AssessmentReading(Reading[AssessmentView]):
    """The view in the making."""

    def __init__(self, assessment: str, sides: Sequence[str]) -> None:
        super().__init__(ASSESSMENT, AssessmentView(assessment=assessment))
        self.sides = sides

    def settle(self) -> None:
        """Say whom it waits for."""
        view = self.view
        for current in view.rounds:
            there = {sheet.person for sheet in current.sheets}
            waiting = [seat.person for seat in view.scorers if seat.person not in there]
            current.waiting_for = waiting if current.revealed is None else []
        standing = [each for each in view.confirmations if each.stands and each.complete]
        view.confirmed_sides = list(dict.fromkeys(each.side for each in standing))
        waiting_for = [side for side in self.sides if side not in view.confirmed_sides]
        view.waiting_for = waiting_for if view.state == "settled" else []

    @property
    def known(self) -> bool:
        """Whether it was opened."""
        return self.view.opened is not None


def fold_assessment(assessment: str, history: Iterable[Recorded], sides: Sequence[str]) -> AssessmentView | None:
    """The assessment after these events of its tag; None if it was not opened by then."""
    return AssessmentReading(assessment, sides).read(history)


def with_own_scores(view: AssessmentView, scorer: str, sheets: Mapping[str, SheetContent]) -> AssessmentView:
    """The same view for a scorer, who can read the own sealed sheets: `sheets` by the event that submitted them."""
    rounds = [
        msgspec.structs.replace(each, sheets=[_own(sheet, scorer, sheets) for sheet in each.sheets])
        for each in view.rounds
    ]
    return msgspec.structs.replace(view, rounds=rounds)


def _own(sheet: SheetView, scorer: str, sheets: Mapping[str, SheetContent]) -> SheetView:
    own = sheets.get(sheet.submitted.event)
    if sheet.scores is not None or sheet.person != scorer or own is None:
        return sheet
    return msgspec.structs.replace(sheet, scores=own.scores, note=own.note)
