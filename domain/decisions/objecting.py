"""What acts on one objection share: finding it, and whose it is."""

from __future__ import annotations

from typing import TypeVar

from domain.acting import Body
from domain.decisions.act import OnDecision
from domain.decisions.standing import Objection
from domain.ids import ObjectionId
from domain.refusals import Kind, Refusal, Refused


class AboutObjection(Body):
    """The objection that the act is about."""

    objection: ObjectionId


class ObjectionUnknown(Refusal):
    """The decision has no such objection."""

    rule = "decision.objection-unknown"
    kind = Kind.NOT_FOUND


class ObjectionClosed(Refusal):
    """The objection is closed already."""

    rule = "decision.objection-closed"
    kind = Kind.CONFLICT


class NotTheObjector(Refusal):
    """Only the person who objected can say so."""

    rule = "decision.not-the-objector"
    kind = Kind.FORBIDDEN


B = TypeVar("B", bound=AboutObjection)


class OnObjection(OnDecision[B]):
    """An act on one objection to a decision."""

    def require_objection(self) -> Objection:
        """Stop unless the objection exists and is open."""
        self.require_known()
        name = self.body.objection
        objection = self.decision.objections.get(name)
        if objection is None:
            raise Refused([*self.refusals, ObjectionUnknown(f"{name} is not known here.", "/objection")])
        self.require(objection.open, ObjectionClosed(f"{name} is closed.", "/objection"))
        self.after(objection.at, "the objection was raised or resolved")
        return objection

    def require_mine(self) -> Objection:
        """Stop too unless the actor is the objector."""
        objection = self.require_objection()
        self.require(
            objection.person == self.context.actor, NotTheObjector(f"{objection.person} objected.", "/objection")
        )
        return objection
