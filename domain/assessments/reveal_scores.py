"""Everybody's scores are opened at once."""

from __future__ import annotations

from domain.acting import Body, Role
from domain.assessments import formula
from domain.assessments.act import LEADING, OnAssessment
from domain.assessments.events import ScoreSheetRevealed, ScoresRevealed
from domain.assessments.state import Sheet
from domain.assessments.terms import SheetContent
from domain.refusals import Kind, Refusal
from domain.unsealing import Sealed, unseal


class ScoresReveal(Body, kw_only=True):
    """`without_missing`: the facilitator goes on without those who gave no scores; who they are stays recorded."""

    without_missing: bool = False


class ScorerMissing(Refusal):
    """A scorer has given no scores yet; a facilitator may go on without."""

    rule = "assessment.scorer-missing"
    kind = Kind.CONFLICT


class NothingScored(Refusal):
    """Nobody has given scores."""

    rule = "assessment.nothing-scored"
    kind = Kind.CONFLICT


class RevealScores(OnAssessment[ScoresReveal]):
    """Reveal all sheets of the round, each with the salt that proves it unchanged, and where the scorers stand."""

    name = "reveal-scores"
    may = LEADING
    body_type = ScoresReveal
    minutable = False

    def unseals(self) -> tuple[str, ...]:
        """The events of the sealed sheets, if they are to be revealed."""
        return tuple(sheet.event for sheet in self.assessment.sealed.values())

    def decide(self) -> None:
        """Refuse a second reveal, one without scores of all, and contents that were not committed to."""
        self.require_scoring()
        assessment = self.assessment
        for sheet in assessment.sheets.values():
            self.after(sheet.at, "the scores were submitted")
        self.require(assessment.sheets, NothingScored(f"Nobody has scored in round {assessment.round}."))
        missing = assessment.missing
        going_on = self.body.without_missing and Role.FACILITATOR in self.roles()
        self.check(not missing or going_on, ScorerMissing(f"Missing: {', '.join(missing)}.", "/without_missing"))
        opened = [found for sheet in assessment.sheets.values() if (found := self._open(sheet))]
        self.settle()
        self.forget.extend((*self.unseals(), *assessment.replaced))
        for revealed in opened:
            self.record(revealed)
        self.record(
            ScoresRevealed(
                assessment=self.subject,
                round=assessment.round,
                items=formula.spreads((revealed.content for revealed in opened), assessment.scale),
                opportunities=assessment.wanted,
                formula_version=formula.VERSION,
                policy=self.policy.revision,
                missing=missing,
            )
        )

    def _open(self, sheet: Sheet) -> ScoreSheetRevealed | None:
        submitted = sheet.submitted
        if submitted.commitment:
            found = unseal(self, Sealed(sheet.event, submitted.commitment), SheetContent)
            return found and ScoreSheetRevealed(assessment=self.subject, content=found[0], salt=found[1])
        content = SheetContent(
            workspace=self.context.workspace,
            assessment=self.subject,
            round=submitted.round,
            person=submitted.person,
            side=submitted.side,
            scores=submitted.scores or (),
            note=submitted.note,
        )
        return ScoreSheetRevealed(assessment=self.subject, content=content)
