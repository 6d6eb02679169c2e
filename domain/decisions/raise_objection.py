"""A person objects to a decision."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.decisions.act import OnDecision
from domain.decisions.refusals import DecisionNotOpen
from domain.decisions.voices import ObjectionRaised
from domain.fields import Revision, Text
from domain.ids import ObjectionId
from domain.refusals import Kind, Refusal

HEARD = frozenset({"open", "agreed", "contested"})


class ObjectionWords(Body, kw_only=True):
    """What speaks against the revision. A blocking objection holds up every agreement until it is closed."""

    objection: ObjectionId | None = None
    revision: Revision | None = None
    blocking: bool = False
    reason: Text


class ObjectionAlreadyExists(Refusal):
    """The id belongs to an objection to this decision already."""

    rule = "decision.objection-already-exists"
    kind = Kind.CONFLICT


class RaiseObjection(OnDecision[ObjectionWords]):
    """Object to the revision on the table or in force; after an agreement it is dissent for the record."""

    name = "raise-objection"
    may = ANY_MEMBER
    body_type = ObjectionWords

    def decide(self) -> None:
        """Refuse an ended decision, another revision, and an objection without words."""
        table, body, state = self.require_known(), self.body, self.decision.state
        self.require(state in HEARD, DecisionNotOpen(f"{self.subject} is {state}."))
        name = body.objection or self.context.new_id("obj")
        self.check(
            name not in self.decision.objections, ObjectionAlreadyExists(f"{name} was raised before.", "/objection")
        )
        self.check_revision(table, body.revision)
        self.check_reason(body.reason)
        self.after(table.at, f"revision {table.revision} was put on the table")
        self.record(
            ObjectionRaised(
                decision=self.subject,
                objection=name,
                revision=table.revision,
                blocking=body.blocking,
                reason=body.reason,
                side=self.side,
            )
        )
