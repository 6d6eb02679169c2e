"""One assessment as every command about it sees it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.assessments.events import (
    AssessmentAgreed,
    AssessmentOpened,
    AssessmentSettled,
    RescoreOpened,
    ScoresRevealed,
    ScoresSubmitted,
    SettlementConfirmationsVoided,
    SettlementConfirmed,
)
from domain.assessments.terms import AssessmentState, ConfirmedBy, Scale, SettlementContent
from domain.kernel import Recorded, State


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A scorer's latest sheet of the round; `event` is the one that submitted it."""

    event: str
    submitted: ScoresSubmitted
    at: datetime


class Assessment(State):
    """What is scored by whom in which round, and what was settled and confirmed.

    `scorers` maps people to the side for which each scores; `sheets` the people who have scored in this round to their
    sheets, `replaced` holds the events of sheets that a later one took the place of. `spoken` keeps who ever confirmed
    for which side, so that nobody speaks for two (rule G3).
    """

    folds = (
        AssessmentOpened,
        ScoresSubmitted,
        ScoresRevealed,
        RescoreOpened,
        AssessmentSettled,
        SettlementConfirmationsVoided,
        SettlementConfirmed,
        AssessmentAgreed,
    )

    def __init__(self, assessment: str) -> None:
        super().__init__(f"assessment:{assessment}")
        self.assessment = assessment
        self.exists = False
        self.state: AssessmentState = "scoring"
        self.opportunities: tuple[str, ...] = ()
        self.scorers: dict[str, str] = {}
        self.scale = Scale(lowest=1, highest=5)
        self.blind = True
        self.round = 1
        self.wanted: tuple[str, ...] = ()
        self.sheets: dict[str, Sheet] = {}
        self.replaced: list[str] = []
        self.since: datetime | None = None
        self.revision = 0
        self.digest = ""
        self.content: SettlementContent | None = None
        self.partners: dict[str, dict[str, str]] = {}
        self.complete: dict[str, ConfirmedBy] = {}
        self.spoken: dict[str, str] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """The scorers who have not scored in this round."""
        return tuple(person for person in self.scorers if person not in self.sheets)

    @property
    def sealed(self) -> dict[str, Sheet]:
        """The sheets of this round that hold a commitment."""
        return {person: sheet for person, sheet in self.sheets.items() if sheet.submitted.commitment}

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the assessment in."""
        match recorded.event:
            case AssessmentOpened() as opened:
                self._open(opened)
            case ScoresSubmitted(person=person) as submitted:
                if former := self.sheets.get(person):
                    self.replaced.append(former.event)
                self.sheets[person] = Sheet(event=recorded.id, submitted=submitted, at=recorded.occurred_at)
                return
            case ScoresRevealed():
                self.state = "revealed"
            case RescoreOpened(round=number, opportunities=wanted):
                self.state, self.round, self.wanted = "scoring", number, wanted
                self.sheets, self.replaced = {}, []
            case AssessmentSettled(revision=revision, digest=digest, content=content):
                self.state, self.revision, self.digest, self.content = "settled", revision, digest, content
            case SettlementConfirmationsVoided():
                self.partners, self.complete = {}, {}
            case SettlementConfirmed() as confirmed:
                self._confirm(confirmed)
                return
            case AssessmentAgreed():
                self.state = "agreed"
        self.since = recorded.occurred_at

    def _open(self, opened: AssessmentOpened) -> None:
        self.exists = True
        self.opportunities = self.wanted = opened.opportunities
        self.scorers = {seat.person: seat.side or "none" for seat in opened.scorers}
        self.scale, self.blind = opened.scale, opened.blind

    def _confirm(self, confirmed: SettlementConfirmed) -> None:
        side, person, giver = confirmed.side, confirmed.person, confirmed.behalf_of
        self.partners.setdefault(side, {})[giver or person] = person
        self.spoken |= {person: side, giver or person: side}
        if confirmed.complete:
            self.complete[side] = ConfirmedBy(side=side, person=person, behalf_of=giver)
