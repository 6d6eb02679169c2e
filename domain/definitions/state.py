"""One definition as every command about it sees it."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from domain.decisions.terms import WaivedRule
from domain.definitions.events import (
    AchievementConfirmed,
    DefinitionAchieved,
    DefinitionAdopted,
    DefinitionContributed,
    DefinitionDrafted,
    DefinitionRetired,
    DefinitionRevised,
    DefinitionSignaturesVoided,
    DefinitionSigned,
    DefinitionSuperseded,
    FeedbackAnswered,
    SupportCommitted,
    SupportDelivered,
    TeamFeedbackGiven,
)
from domain.definitions.terms import (
    DOUBTS,
    BuyInCounts,
    DefinitionContent,
    DefinitionState,
    SealedFeedback,
    SignedBy,
    Support,
)
from domain.kernel import Recorded, State
from domain.opportunities.terms import Evidence


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """What one person of a team said last; `speaker` is the person, or the ballot of somebody who stays hidden."""

    team: str
    speaker: str
    buy_in: str
    answered: bool = False
    sealed: bool = False
    at: datetime | None = None


class Sides:
    """Who spoke for which side, in that order: `partners` by side, and in `complete` the sides that have spoken."""

    def __init__(self) -> None:
        self.partners: dict[str, dict[str, str]] = {}
        self.complete: dict[str, SignedBy] = {}

    def take(self, said: DefinitionSigned | AchievementConfirmed) -> None:
        """Take one person's word for a side in."""
        giver = said.behalf_of
        self.partners.setdefault(said.side, {})[giver or said.person] = said.person
        if said.complete:
            self.complete[said.side] = SignedBy(side=said.side, person=said.person, behalf_of=giver)


class Definition(State):
    """Its latest revision, who brought what to it, what the teams think, what was promised, and who signed.

    `spoken` keeps who ever signed or confirmed for which side, so that nobody speaks for two (rule G3). `feedback` maps
    ids to what was said; of one speaker and team only the last word stands (`voices`).
    """

    folds = (
        DefinitionDrafted,
        DefinitionRevised,
        DefinitionSignaturesVoided,
        DefinitionContributed,
        TeamFeedbackGiven,
        FeedbackAnswered,
        SupportCommitted,
        SupportDelivered,
        DefinitionSigned,
        DefinitionAdopted,
        AchievementConfirmed,
        DefinitionAchieved,
        DefinitionRetired,
        DefinitionSuperseded,
    )

    def __init__(self, definition: str) -> None:
        super().__init__(f"definition:{definition}")
        self.definition = definition
        self.state: DefinitionState = "draft"
        self.content: DefinitionContent | None = None
        self.revision = 0
        self.digest = ""
        self.scope: str | None = None
        self.revised_at: datetime | None = None
        self.contributed: set[str] = set()
        self.feedback: dict[str, Voice] = {}
        self.support: dict[str, Support] = {}
        self.signatures = Sides()
        self.waivers: tuple[WaivedRule, ...] = ()
        self.achievement = Sides()
        self.evidence: tuple[Evidence, ...] = ()
        self.spoken: dict[str, str] = {}
        self.adopted_at: datetime | None = None
        self.ended_at: datetime | None = None

    def fold(self, recorded: Recorded) -> None:
        """Take one event of the definition in."""
        match recorded.event:
            case DefinitionDrafted() | DefinitionRevised() as revision:
                self._fold_revision(revision, recorded)
            case DefinitionContributed(side=side):
                self.contributed.add(side)
            case TeamFeedbackGiven() as given:
                self._fold_feedback(given, recorded)
            case FeedbackAnswered(side=side, feedback=answered):
                self.contributed.add(side)
                for name in self.feedback.keys() & set(answered):
                    self.feedback[name] = replace(self.feedback[name], answered=True)
            case SupportCommitted() as promised:
                self._fold_support(promised)
            case _:
                self._fold_course(recorded)

    def _fold_course(self, recorded: Recorded) -> None:
        match recorded.event:
            case DefinitionSigned() | AchievementConfirmed() as said:
                self._fold_word(said)
            case DefinitionSignaturesVoided():
                self.signatures, self.waivers = Sides(), ()
            case DefinitionAdopted():
                self.state, self.adopted_at = "adopted", recorded.occurred_at
            case DefinitionAchieved():
                self._end("achieved", recorded)
            case DefinitionRetired():
                self._end("retired", recorded)
            case DefinitionSuperseded(definition=self.definition):
                self._end("superseded", recorded)

    def _fold_revision(self, revision: DefinitionDrafted | DefinitionRevised, recorded: Recorded) -> None:
        self.content, self.revision, self.digest = revision.content, revision.revision, revision.digest
        self.revised_at = recorded.occurred_at
        self.contributed.add(revision.side)
        if isinstance(revision, DefinitionDrafted):
            self.scope = revision.scope

    def _fold_feedback(self, given: TeamFeedbackGiven, recorded: Recorded) -> None:
        speaker = given.sealed.ballot if given.sealed else recorded.actor
        buy_in = self._buy_in(given.team, given.sealed) if given.sealed else given.buy_in
        self.feedback[given.feedback] = Voice(
            team=given.team,
            speaker=speaker,
            buy_in=buy_in or "neutral",
            sealed=given.sealed is not None,
            at=recorded.occurred_at,
        )

    def _buy_in(self, team: str, sealed: SealedFeedback) -> str | None:
        """What a sealed voice said: the count that it raised; none was raised by who repeats the former word."""
        former = self.sealed_counts(team)
        raised = (
            name for name in BuyInCounts.__struct_fields__ if getattr(sealed.counts, name) > getattr(former, name)
        )
        said = self.voices.get((team, sealed.ballot))
        return next(raised, said.buy_in if said else None)

    def _fold_support(self, promised: SupportCommitted) -> None:
        self.support[promised.support] = Support(
            support=promised.support,
            kind=promised.kind,
            side=promised.side,
            text=promised.text,
            amount=promised.amount,
            period=promised.period,
        )

    def _fold_word(self, said: DefinitionSigned | AchievementConfirmed) -> None:
        self.spoken |= dict.fromkeys(filter(None, (said.person, said.behalf_of)), said.side)
        if isinstance(said, DefinitionSigned):
            self.signatures.take(said)
            self.waivers += said.waivers
        else:
            self.achievement.take(said)
            self.evidence += tuple(shown for shown in said.evidence if shown not in self.evidence)

    def _end(self, end: DefinitionState, recorded: Recorded) -> None:
        self.state, self.ended_at = end, recorded.occurred_at

    @property
    def exists(self) -> bool:
        """Whether it was drafted."""
        return self.content is not None

    @property
    def ended(self) -> bool:
        """Whether it gives no direction any more."""
        return self.state not in {"draft", "adopted"}

    @property
    def opportunities(self) -> tuple[str, ...]:
        """The opportunities that it is about."""
        return tuple(pinned.opportunity for pinned in self.content.opportunities) if self.content else ()

    @property
    def voices(self) -> dict[tuple[str, str], Voice]:
        """The last word of each speaker in each team."""
        return {(voice.team, voice.speaker): voice for voice in self.feedback.values()}

    @property
    def teams_heard(self) -> tuple[str, ...]:
        """The teams that have said something."""
        return tuple(dict.fromkeys(team for team, _ in self.voices))

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The feedback of those who are doubtful or against now and have no answer."""
        standing = self.voices.values()
        return tuple(
            name
            for name, voice in self.feedback.items()
            if voice in standing and voice.buy_in in DOUBTS and not voice.answered
        )

    @property
    def buy_in(self) -> BuyInCounts:
        """How many people of the teams think what, open and sealed voices together."""
        return counted([voice.buy_in for voice in self.voices.values()])

    def sealed_counts(self, team: str) -> BuyInCounts:
        """A team's sealed voices."""
        return counted([voice.buy_in for voice in self.voices.values() if voice.sealed and voice.team == team])


def counted(said: list[str]) -> BuyInCounts:
    """Count voices of each kind."""
    return BuyInCounts(**{name: said.count(name) for name in BuyInCounts.__struct_fields__})
