"""Refusals that several acts on assessments share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class AssessmentUnknown(Refusal):
    """No such assessment in this workspace."""

    rule = "assessment.unknown"
    kind = Kind.NOT_FOUND


class AssessmentIsAgreed(Refusal):
    """Every side has confirmed; a new assessment is opened where things have changed."""

    rule = "assessment.agreed"
    kind = Kind.CONFLICT


class ScoresAreRevealed(Refusal):
    """The scores of this round are revealed."""

    rule = "assessment.already-revealed"
    kind = Kind.CONFLICT


class ScoresNotRevealed(Refusal):
    """The scores of this round are not revealed yet."""

    rule = "assessment.not-revealed"
    kind = Kind.CONFLICT


class OutsideScale(Refusal):
    """A score lies outside the scale."""

    rule = "assessment.outside-scale"


class OpportunityNotAssessed(Refusal):
    """The assessment (or its round) is not about that opportunity."""

    rule = "assessment.opportunity-not-assessed"


class OpportunityScoredTwice(Refusal):
    """An opportunity stands there twice."""

    rule = "assessment.opportunity-twice"


class OpportunityLeftOut(Refusal):
    """An opportunity is left out."""

    rule = "assessment.opportunity-left-out"
