"""Refusals that several acts on objectives share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class ObjectivesUnknown(Refusal):
    """No such set of objectives in this workspace."""

    rule = "objectives.unknown"
    kind = Kind.NOT_FOUND


class ObjectivesAlreadyExist(Refusal):
    """The id belongs to a set of objectives already."""

    rule = "objectives.already-exist"
    kind = Kind.CONFLICT


class ObjectivesNotDraft(Refusal):
    """Only a draft is revised or activated."""

    rule = "objectives.not-draft"
    kind = Kind.CONFLICT


class ObjectivesNotActive(Refusal):
    """The objectives are not active: their cycle has not begun for them, or is over."""

    rule = "objectives.not-active"
    kind = Kind.CONFLICT


class ObjectiveKeyTwice(Refusal):
    """Two objectives or key results of the set have the same key."""

    rule = "objectives.key-twice"


class ParentUnknown(Refusal):
    """The objective that another one serves is not known."""

    rule = "objectives.parent-unknown"
    kind = Kind.NOT_FOUND


class ObjectiveOrKeyResultUnknown(Refusal):
    """The set has no such objective or key result."""

    rule = "objectives.key-unknown"
    kind = Kind.NOT_FOUND


class TargetIsBaseline(Refusal):
    """The target is the baseline or behind it, though the value is not to be held."""

    rule = "objectives.target-is-baseline"


class AlignmentUnknown(Refusal):
    """The opportunity is not aligned with that."""

    rule = "objectives.alignment-unknown"
    kind = Kind.NOT_FOUND
