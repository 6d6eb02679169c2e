"""Somebody of a team says what the definition is worth to it, without being named."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from domain.blind import PrivateEntry, canonical, commitment
from domain.definitions.events import TeamFeedbackGiven
from domain.definitions.terms import BuyInCounts, SealedFeedback
from domain.definitions.voicing import TeamFeedback, Voicing
from domain.ids import DefinitionId, FeedbackId, PersonId, TeamId
from domain.refusals import Kind, Refusal


class SealedContent(msgspec.Struct, frozen=True, kw_only=True):
    """What the commitment of a sealed voice covers (rule G11)."""

    workspace: str
    definition: DefinitionId
    revision: int
    feedback: FeedbackId
    team: TeamId
    person: PersonId
    buy_in: str
    text: str


class SpokeOpenly(Refusal):
    """The person has spoken under their own name, so a sealed voice would count twice."""

    rule = "definition.spoke-openly"
    kind = Kind.CONFLICT


class SealTeamFeedback(Voicing[TeamFeedback]):
    """Give feedback sealed: the ledger holds counts and a commitment; words and author are for the author alone."""

    name = "seal-team-feedback"
    body_type = TeamFeedback
    minutable = False

    def decide(self) -> None:
        """Refuse what open feedback is refused for, and a person who spoke openly."""
        name, context = self.check_feedback(), self.context
        self.check(not self.spoke_as(context.actor), SpokeOpenly("Openly given feedback is followed openly.", "/team"))
        self.settle()
        ballot = self.ballot()
        salt, content = context.new_salt(), self._content(name)
        self.veiled, self.side = True, "team"
        self.private[len(self.new_decisions)] = PrivateEntry(person=context.actor, salt=salt.hex(), content=content)
        self.record(
            TeamFeedbackGiven(
                definition=self.subject,
                feedback=name,
                revision=self.definition.revision,
                team=self.body.team,
                sealed=SealedFeedback(commitment=commitment(salt, content), counts=self._counts(ballot), ballot=ballot),
            )
        )

    def _content(self, feedback: str) -> str:
        body = self.body
        return canonical(
            SealedContent(
                workspace=self.context.workspace,
                definition=self.subject,
                revision=self.definition.revision,
                feedback=feedback,
                team=body.team,
                person=self.context.actor,
                buy_in=body.buy_in,
                text=body.text,
            )
        )

    def _counts(self, ballot: str) -> BuyInCounts:
        """The team's sealed voices with this one in place of the same hand's former."""
        counts = self.definition.sealed_counts(self.body.team)
        former = self.definition.voices.get((self.body.team, ballot))
        if former:
            counts = replace(counts, **{former.buy_in: getattr(counts, former.buy_in) - 1})
        return replace(counts, **{self.body.buy_in: getattr(counts, self.body.buy_in) + 1})
