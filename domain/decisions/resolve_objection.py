"""An objection is integrated, answered, or overruled together."""

from __future__ import annotations

from domain.acting import A_SIDE
from domain.decisions.objecting import AboutObjection, OnObjection
from domain.decisions.refusals import AlreadySupported
from domain.decisions.standing import Objection
from domain.decisions.terms import Resolution
from domain.decisions.voices import ObjectionResolved, OverrulingSupported
from domain.fields import Revision, Text
from domain.refusals import Kind, Refusal


class ResolutionWords(AboutObjection, kw_only=True):
    """How the objection is met: `integrated` into the later `revision` named, `answered`, or `overruled`."""

    resolution: Resolution
    revision: Revision | None = None
    text: Text


class NoLaterRevision(Refusal):
    """An objection is integrated into a revision that came after it."""

    rule = "decision.no-later-revision"
    kind = Kind.CONFLICT


class ResolveObjection(OnObjection[ResolutionWords]):
    """Meet an objection. Integrated and answered ones wait for the objector; overruling takes every required side."""

    name = "resolve-objection"
    may = A_SIDE
    body_type = ResolutionWords

    def decide(self) -> None:
        """Refuse to integrate without a later revision, and a side's second word for overruling."""
        objection, body = self.require_objection(), self.body
        self.check_reason(body.text, "/text")
        if body.resolution == "overruled":
            self._overrule(objection)
            return
        if body.resolution == "integrated":
            self._check_revision(objection)
        self.record(
            ObjectionResolved(
                decision=self.subject,
                objection=body.objection,
                resolution=body.resolution,
                text=body.text,
                policy=self.policy.revision,
                revision=body.revision if body.resolution == "integrated" else None,
            )
        )

    def _check_revision(self, objection: Objection) -> None:
        table, revision = self.require_known(), self.body.revision
        self.check(
            revision is not None and objection.revision < revision <= table.revision,
            NoLaterRevision(
                f"Name a revision after {objection.revision}; the latest is {table.revision}.", "/revision"
            ),
        )

    def _overrule(self, objection: Objection) -> None:
        body = self.body
        giver = self.giver(objection.supporters)
        self.check_one_side(self.context.actor, giver)
        supporting = {supporter.side for supporter in objection.supporters}
        self.check(self.side not in supporting, AlreadySupported(f"{self.side} wants it overruled already."))
        self.record(
            OverrulingSupported(
                decision=self.subject,
                objection=body.objection,
                side=self.side,
                person=self.context.actor,
                reason=body.text,
                policy=self.policy.revision,
                behalf_of=giver,
            )
        )
        supporters = self.decision.objections[body.objection].supporters
        if self.all_sides(supporters):
            self.record(
                ObjectionResolved(
                    decision=self.subject,
                    objection=body.objection,
                    resolution="overruled",
                    text=body.text,
                    policy=self.policy.revision,
                    sides=supporters,
                )
            )
