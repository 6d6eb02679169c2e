"""What acts on one decision share: reading it, the guards that nearly all begin with, and for whom the actor speaks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from domain.acting import Act, Body
from domain.decisions.refusals import (
    DecisionLapsed,
    DecisionNotInForce,
    DecisionNotOpen,
    DecisionUnknown,
    DigestDiffers,
    DigestMissing,
    ReasonEmpty,
    RevisionOutdated,
    SamePersonBothSides,
)
from domain.decisions.standing import Table
from domain.decisions.state import Decision
from domain.decisions.terms import AgreedBy
from domain.refusals import Refused

B = TypeVar("B", bound=Body)
UNHASHED = frozenset({"imported", "inferred"})


class OnDecision(Act[B]):
    """An act on a decision; a delegation counts where it covers the decision's scope."""

    subject_type: ClassVar[str] = "dec"

    def prepare(self) -> None:
        """Read the decision."""
        self.decision = self.know(Decision(self.subject))

    def scope(self) -> str | None:
        """The decision's scope."""
        return self.decision.scope

    def require_known(self) -> Table:
        """Stop unless the decision exists; answer the revision on the table."""
        table = self.decision.table
        if table is None:
            raise Refused([*self.refusals, DecisionUnknown(f"{self.subject} is not known here.")])
        return table

    def require_open(self) -> Table:
        """Stop unless the decision waits for agreement and its time is not over; answer the revision on the table."""
        table, state = self.require_known(), self.decision.state
        self.require(state == "open", DecisionNotOpen(f"{self.subject} is {state}."))
        ends = table.content.expires_at
        self.require(
            ends is None or self.context.effective < ends,
            DecisionLapsed(f"It expired at {ends.isoformat() if ends else ''}."),
        )
        self.after(table.at, f"revision {table.revision} was put on the table")
        return table

    def require_in_force(self) -> Table:
        """Stop unless all sides have agreed and the agreement holds; answer the revision in force."""
        table, decision = self.require_known(), self.decision
        self.require(decision.in_force, DecisionNotInForce(f"{self.subject} is {decision.state}."))
        self.after(decision.contested_at or decision.reached_at, "the sides agreed or one of them rescinded")
        return table

    def check_reason(self, reason: str | None, pointer: str = "/reason") -> None:
        """Refuse a reason without words."""
        self.check(reason and reason.strip(), ReasonEmpty("Say why, in a few words.", pointer))

    def check_revision(self, table: Table, revision: int | None) -> bool:
        """Refuse another revision than the one on the table."""
        return self.check(
            revision in {None, table.revision},
            RevisionOutdated(f"Revision {table.revision} is on the table.", "/revision"),
        )

    def check_digest(self, table: Table, revision: int, digest: str | None) -> None:
        """Refuse another revision, another hash, and (unless imported) none at all (rule G4)."""
        self.check(
            digest or self.context.basis in UNHASHED,
            DigestMissing("Give the hash beside the revision.", "/digest"),
        )
        if self.check_revision(table, revision):
            self.check(
                digest in {None, table.digest},
                DigestDiffers(f"Revision {table.revision} has the hash {table.digest}.", "/digest"),
            )

    def giver(self, standing: Iterable[AgreedBy]) -> str | None:
        """The partner whose delegate the actor is here, best one who has not spoken yet; None for a partner."""
        spoken = {agreed.behalf_of for agreed in standing}
        return self.me.giver(self.side, self.context.moments, self.scope(), spoken)

    def check_one_side(self, *people: str | None) -> None:
        """Refuse people who have spoken for another side on this decision (rule G3)."""
        for person in dict.fromkeys(filter(None, people)):
            other = self.decision.spoken.get(person, self.side)
            self.check(other == self.side, SamePersonBothSides(f"{person} has spoken for {other} here."))

    def all_sides(self, standing: Iterable[AgreedBy]) -> bool:
        """Whether every required side is among those who spoke."""
        return set(self.context.sides) <= {agreed.side for agreed in standing}
