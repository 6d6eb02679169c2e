"""A side agrees that texts of a recorded event are taken out; with the last side they are."""

from __future__ import annotations

from domain.acting import A_SIDE, Act, Body
from domain.fields import Digest
from domain.redactions.events import EventRedacted, RedactionConfirmed
from domain.redactions.refusals import (
    RedactionAlreadyConfirmed,
    RedactionConfirmedForAnotherSide,
    RedactionDigestDiffers,
    RedactionNotProposed,
    RedactionSecondHand,
)
from domain.redactions.state import Redaction
from domain.refusals import Refused


class RedactionConsent(Body):
    """The hash of what the side agrees to (rule G4)."""

    digest: Digest


class ConfirmRedaction(Act[RedactionConsent]):
    """Agree to the proposed redaction of an event for the own side. With the last side the texts are overwritten."""

    name = "confirm-redaction"
    may = A_SIDE
    body_type = RedactionConsent
    subject_type = "evt"
    minutable = False
    even_archived = True

    def prepare(self) -> None:
        """Read the proposal and who agreed."""
        self.redaction = self.know(Redaction(self.subject))

    def decide(self) -> None:
        """Refuse what is not proposed, another hash, a second word of the same side, one person for two sides."""
        proposed, me = self.redaction.proposed, self.context.actor
        self.require(
            self.context.basis == "first_hand", RedactionSecondHand("A redaction is agreed first-hand, by each side.")
        )
        if proposed is None:
            raise Refused([RedactionNotProposed(f"No redaction of {self.subject} is proposed.")])
        self.require(
            self.body.digest == proposed.digest,
            RedactionDigestDiffers(f"The proposal's hash is {proposed.digest}.", "/digest"),
        )
        self.after(self.redaction.proposed_at, "it was proposed")
        confirmed = self.redaction.confirmed
        self.check(self.side not in confirmed, RedactionAlreadyConfirmed(f"{self.side} has agreed.", "/side"))
        self.check(
            all(person != me for side, person in confirmed.items() if side != self.side),
            RedactionConfirmedForAnotherSide(f"{me} agreed for another side."),
        )
        confirmed = {**confirmed, self.side: me}
        self.record(
            RedactionConfirmed(
                event=self.subject, digest=proposed.digest, side=self.side, person=me, confirmed=confirmed
            )
        )
        if set(self.context.sides) <= set(confirmed):
            self.record(
                EventRedacted(
                    event=self.subject,
                    subjects=proposed.subjects,
                    position=proposed.position,
                    type=proposed.type,
                    fields=proposed.fields,
                    reason=proposed.reason,
                    digest=proposed.digest,
                )
            )
