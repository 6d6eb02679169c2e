"""Refusals that several acts on definitions share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class DefinitionUnknown(Refusal):
    """No such definition in this workspace."""

    rule = "definition.unknown"
    kind = Kind.NOT_FOUND


class DefinitionAlreadyExists(Refusal):
    """The id belongs to a definition already."""

    rule = "definition.already-exists"
    kind = Kind.CONFLICT


class DefinitionNotOpen(Refusal):
    """It is no draft any more; an adopted definition is superseded by another."""

    rule = "definition.not-open"
    kind = Kind.CONFLICT


class DefinitionNotAdopted(Refusal):
    """Not all sides have signed it, or it has ended since."""

    rule = "definition.not-adopted"
    kind = Kind.CONFLICT


class DefinitionEnded(Refusal):
    """It was achieved, retired or superseded."""

    rule = "definition.ended"
    kind = Kind.CONFLICT


class DefinitionRevisionOutdated(Refusal):
    """The act names another revision than the latest."""

    rule = "definition.revision-outdated"
    kind = Kind.CONFLICT


class DefinitionSponsorMissing(Refusal):
    """A member of no side drafts only with a partner or delegate as sponsor."""

    rule = "definition.sponsor-missing"
    kind = Kind.FORBIDDEN


class SamePersonBothSides(Refusal):
    """One person cannot sign or confirm for two sides."""

    rule = "definition.same-person-both-sides"
    kind = Kind.CONFLICT


class NoAgreedPriority(Refusal):
    """None of the opportunities is an agreed priority."""

    rule = "definition.no-agreed-priority"
    kind = Kind.CONFLICT
    waivable = True


class DateNotInFuture(Refusal):
    """A press release or letter is dated in a future that is yet to come."""

    rule = "definition.date-not-in-future"
    waivable = True


class PromptEmpty(Refusal):
    """A prompt of the press release or letter is left empty."""

    rule = "definition.prompt-empty"
    waivable = True


class MetricUnobserved(Refusal):
    """A metric has no observation yet, so nobody can know how far it is.

    A metric needs a working capture before it carries a goal.
    """

    rule = "definition.metric-unobserved"
    kind = Kind.CONFLICT
    waivable = True


class MetricHiddenFromTeams(Refusal):
    """The teams cannot see a metric that they are to move."""

    rule = "definition.metric-hidden-from-teams"
    kind = Kind.CONFLICT


class NothingContributed(Refusal):
    """A side has contributed nothing: it neither drafted nor revised, brought in no part, answered no feedback."""

    rule = "definition.side-contributed-nothing"
    kind = Kind.CONFLICT
    waivable = True


class NoTeamFeedback(Refusal):
    """A team that does the work has not said what it thinks."""

    rule = "definition.no-team-feedback"
    kind = Kind.CONFLICT
    waivable = True


class DoubtUnanswered(Refusal):
    """Somebody is doubtful or against, and nobody has answered."""

    rule = "definition.doubt-unanswered"
    kind = Kind.CONFLICT
    waivable = True


class NoSupport(Refusal):
    """Nobody has committed support for the teams yet."""

    rule = "definition.no-support"
    kind = Kind.CONFLICT
    waivable = True
