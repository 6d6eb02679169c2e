"""A scorer says how hard and how painful each opportunity is."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.assessments.act import OnAssessment
from domain.assessments.events import ScoresSubmitted
from domain.assessments.terms import Scores, SheetContent
from domain.fields import Text
from domain.refusals import Kind, Refusal
from domain.unsealing import seal


class ScoreSheet(Body, kw_only=True):
    """A score for each opportunity of the round, and what the scorer wants to say with it."""

    scores: Scores
    note: Text | None = None


class NotAScorer(Refusal):
    """The person was not asked to score."""

    rule = "assessment.not-a-scorer"
    kind = Kind.FORBIDDEN


class SubmitScores(OnAssessment[ScoreSheet]):
    """Submit scores: for the scorer's eyes alone until the reveal, openly where the policy says so."""

    name = "submit-scores"
    may = ANY_MEMBER
    body_type = ScoreSheet
    minutable = False

    def decide(self) -> None:
        """Refuse who was not asked, scores after the reveal, outside the scale or incomplete."""
        self.require_scoring()
        body, assessment, person = self.body, self.assessment, self.context.actor
        self.require(person in assessment.scorers, NotAScorer("Others were asked to score."))
        if former := assessment.sheets.get(person):
            self.after(former.at, "the former scores were submitted")
        self.check_items(body.scores, assessment.wanted, "/scores")
        self.settle()
        side, blind = assessment.scorers[person], assessment.blind
        self.record(
            ScoresSubmitted(
                assessment=self.subject,
                round=assessment.round,
                person=person,
                side=side,
                commitment=seal(self, sheet_content(self, side)) if blind else None,
                scores=None if blind else body.scores,
                note=None if blind else body.note,
            )
        )


def sheet_content(act: SubmitScores, side: str) -> SheetContent:
    """What the commitment covers."""
    return SheetContent(
        workspace=act.context.workspace,
        assessment=act.subject,
        round=act.assessment.round,
        person=act.context.actor,
        side=side,
        scores=act.body.scores,
        note=act.body.note,
    )
