"""The objector accepts how the objection was met."""

from __future__ import annotations

from domain.acting import ANY_MEMBER
from domain.decisions.objecting import AboutObjection, OnObjection
from domain.decisions.voices import ResolutionAccepted
from domain.refusals import Kind, Refusal, Refused


class NotResolved(Refusal):
    """Nobody has integrated or answered the objection yet."""

    rule = "decision.not-resolved"
    kind = Kind.CONFLICT


class AcceptResolution(OnObjection[AboutObjection]):
    """Close one's objection: it was integrated or answered."""

    name = "accept-resolution"
    may = ANY_MEMBER
    body_type = AboutObjection

    def decide(self) -> None:
        """Refuse anyone but the objector, and to accept what was not offered."""
        objection = self.require_mine()
        if objection.resolution is None or objection.resolution == "overruled":
            raise Refused([*self.refusals, NotResolved(f"{self.body.objection} waits for an answer.", "/objection")])
        self.record(
            ResolutionAccepted(decision=self.subject, objection=self.body.objection, resolution=objection.resolution)
        )
