"""Refusals that several acts on brainstorms share."""

from __future__ import annotations

from domain.refusals import Kind, Refusal


class BrainstormUnknown(Refusal):
    """No such brainstorm in this workspace."""

    rule = "brainstorm.unknown"
    kind = Kind.NOT_FOUND


class BrainstormIsClosed(Refusal):
    """The brainstorm is closed."""

    rule = "brainstorm.closed"
    kind = Kind.CONFLICT


class IdeaUnknown(Refusal):
    """The brainstorm has no such idea."""

    rule = "brainstorm.idea-unknown"
    kind = Kind.NOT_FOUND


class IdeaIsWithdrawn(Refusal):
    """Its author took the idea back."""

    rule = "brainstorm.idea-withdrawn"
    kind = Kind.CONFLICT


class IdeaNotRevealed(Refusal):
    """Only its author can read the idea before the reveal."""

    rule = "brainstorm.idea-not-revealed"
    kind = Kind.CONFLICT
