"""Everybody's private ideas are opened at once."""

from __future__ import annotations

from domain.acting import Body
from domain.brainstorms.act import HOLDING, OnBrainstorm
from domain.brainstorms.events import BrainstormRevealed, IdeaRevealed
from domain.brainstorms.terms import IdeaContent
from domain.refusals import Kind, Refusal
from domain.unsealing import Sealed, unseal


class NothingPrivate(Refusal):
    """The ideas of an open brainstorm are open already, or the reveal has been."""

    rule = "brainstorm.nothing-private"
    kind = Kind.CONFLICT


class SideSilent(Refusal):
    """A required side has submitted nothing yet."""

    rule = "brainstorm.side-silent"
    kind = Kind.CONFLICT
    waivable = True


class RevealBrainstorm(OnBrainstorm[Body]):
    """Reveal all private ideas, each with the salt that proves it unchanged; later ones come openly."""

    name = "reveal-brainstorm"
    may = HOLDING
    minutable = False

    def unseals(self) -> tuple[str, ...]:
        """The events of the private ideas."""
        return tuple(idea.event for idea in self.brainstorm.sealed.values())

    def decide(self) -> None:
        """Refuse a second reveal, one before every side has spoken, and contents that were not committed to."""
        self.require_going()
        brainstorm = self.brainstorm
        self.require(brainstorm.private, NothingPrivate(f"{self.subject} has nothing to reveal."))
        silent = tuple(side for side in self.context.sides if side not in brainstorm.sides)
        self.check_waivable(not silent, SideSilent(f"Nothing comes from {', '.join(silent)} yet."))
        opened = [
            IdeaRevealed(brainstorm=self.subject, idea=name, content=found[0], salt=found[1])
            for name, idea in brainstorm.sealed.items()
            if (found := unseal(self, Sealed(idea.event, idea.commitment or ""), IdeaContent))
        ]
        self.settle()
        self.forget.extend(self.unseals())
        self.record_waivers(f"brainstorm:{self.subject}")
        for revealed in opened:
            self.record(revealed)
        self.record(
            BrainstormRevealed(
                brainstorm=self.subject,
                ideas=tuple(revealed.idea for revealed in opened),
                policy=self.policy.revision,
                silent=silent,
            )
        )
