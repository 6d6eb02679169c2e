"""Milestones, stages and sign-offs as commitments, without inventing anybody's consent.

A milestone and a stage make a proposal, in the name of somebody listed as approver. A sign-off is operations' agreement
to the stage that it names. Technology's agreement is inferred, then, from the list in force, by somebody else than who
signed. Where the list has nobody else, the attempt is made all the same, so that the ledger refuses it on the record.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from examples.kubernetes.cast import OPERATIONS, TECHNOLOGY, Cast
from examples.kubernetes.counting import Counts
from examples.kubernetes.enhancement import Change, Commitment, Enhancement
from examples.kubernetes.lines import Lines, identity
from examples.kubernetes.records import Record

NO_ALTERNATIVE = [{"rule": "decision.no-alternative", "reason": "The source records one plan, no alternatives to it."}]
NOT_RECORDED = "The source records neither wins nor readiness in these terms; "
SIGNED = NOT_RECORDED + "the sign-off stands for the side's agreement."
SIGNED_BEFORE = NOT_RECORDED + "signed off for this very stage on {day}, before a commitment to it was on the record."
LISTED = NOT_RECORDED + "inferred from the list of approvers in force when the other side signed off."


class Commitments:
    """Writes the decisions of all enhancements."""

    def __init__(self, lines: Lines, cast: Cast, counts: Counts) -> None:
        self.lines = lines
        self.cast = cast
        self.counts = counts

    def plan(self, enhancement: Enhancement, change: Change) -> bool:
        """Propose what stage and milestone now ask for, unless it stands already; True where something was proposed."""
        place, former = enhancement.place, enhancement.commitment
        if place is None or (former and former.stands and former.cycle == place[1]):
            return False
        if enhancement.end or not enhancement.approvers:
            if change.plans:
                self._not_planned(enhancement, change, place)
            return False
        signed = [record for record in change.of("readiness-signed-off") if record.stage == place[0]]
        signers = {record.approver for record in signed if record.approver}
        commitment = self._propose(enhancement, change, place, self._speaker(enhancement, signers))
        if not signed:
            self._earlier_consent(enhancement, change, commitment, former)
        if former and not former.reached and not former.withdrawn and not former.by_operations:
            self._withdraw(change, former, f"Replaced by the plan for {place[1]}.")
        enhancement.commitments[place[0]] = commitment
        return True

    def _not_planned(self, enhancement: Enhancement, change: Change, place: tuple[str, str]) -> None:
        if enhancement.end:
            why = f"after it had ended as {enhancement.end}"
            self.counts.note("planned after the end", enhancement.kep)
        else:
            why = "while nobody is listed who could propose it"
            self.counts.note("planned, nobody listed", enhancement.kep)
        change.remarks.append(f"Planned for {place[0]} in {place[1]} {why}.")

    def _speaker(self, enhancement: Enhancement, signers: Collection[str]) -> str:
        """The first approver listed who has not signed off here, better one who never speaks for operations."""
        others = [name for name in enhancement.approvers if name not in signers]
        apart = [name for name in others if OPERATIONS not in self.cast.sides.get(name, ())]
        return (apart or others or list(enhancement.approvers))[0]

    def _propose(
        self, enhancement: Enhancement, change: Change, place: tuple[str, str], proposer: str, side: str = TECHNOLOGY
    ) -> Commitment:
        stage, cycle = place
        commitment = Commitment(
            decision=identity("dec", change.at, enhancement.kep, stage, cycle, change.records[0].change),
            stage=stage,
            cycle=cycle,
            proposer=proposer,
            by_operations=side == OPERATIONS,
        )
        body = {
            "kind": "commitment",
            "scope": self.cast.cycle(cycle, change.at),
            "stage": stage,
            "options": [{"opportunity": enhancement.opportunity}, {"do_nothing": True}],
            "ranking": [enhancement.opportunity],
            "rationale": f"The record plans the enhancement for {stage} in {cycle}.",
            "waive": NO_ALTERNATIVE,
        }
        self._act("propose-decision", change, commitment, proposer, side, body, inferred=True)
        return commitment

    def _act(
        self,
        command: str,
        change: Change,
        commitment: Commitment,
        name: str,
        side: str,
        body: dict[str, Any],
        *,
        inferred: bool,
    ) -> None:
        actor = self.cast.partner(name, side, change.at)
        key = change.key(command, side, commitment.stage, commitment.cycle)
        subject = commitment.decision
        self.lines.write(
            command, key, change.at, body | {"side": side}, actor=actor, subject=subject, inferred=inferred
        )

    def _earlier_consent(
        self, enhancement: Enhancement, change: Change, commitment: Commitment, former: Commitment | None
    ) -> None:
        """What operations has said before and what still holds: the same stage at another time, or this stage early."""
        before = enhancement.signed.pop(commitment.stage, None)
        if former and former.operations and enhancement.stage == change.former:
            reason = f"Moved from {former.cycle} to {commitment.cycle}; the stage is the same."
            body = {"former": former.decision, "revision": 1, "reason": reason}
            self._act("carry-agreement", change, commitment, former.operations, OPERATIONS, body, inferred=True)
            commitment.operations = former.operations
            self.counts.note("agreement carried", enhancement.kep)
        elif before:
            name, at = before
            self._agree(change, commitment, name, OPERATIONS, SIGNED_BEFORE.format(day=at[:10]), inferred=True)
            commitment.operations = name
            self.counts.note("agreed by an earlier sign-off", enhancement.kep)
        if commitment.operations:
            self._technology_agrees(enhancement, change, commitment)

    def _agree(
        self, change: Change, commitment: Commitment, name: str, side: str, reason: str, *, inferred: bool
    ) -> None:
        waive = [{"rule": rule, "reason": reason} for rule in ("decision.win-missing", "decision.option-not-ready")]
        body = {"revision": 1, "waive": waive}
        self._act("agree-decision", change, commitment, name, side, body, inferred=inferred)

    def _technology_agrees(self, enhancement: Enhancement, change: Change, commitment: Commitment) -> None:
        if not enhancement.approvers:
            return
        signer = commitment.operations or ""
        name = self._speaker(enhancement, {signer})
        self._agree(change, commitment, name, TECHNOLOGY, LISTED, inferred=True)
        if name == signer:
            commitment.refused = True
            self.counts.note("attempted for both sides", enhancement.kep)
        else:
            commitment.technology = name
            enhancement.bound = True

    def sign_off(self, enhancement: Enhancement, change: Change, record: Record) -> str:
        """Take a sign-off as operations' agreement to the stage that it names; answer what became of it."""
        stage, name = record.stage or "", record.approver or ""
        commitment, place = enhancement.commitments.get(stage), enhancement.place
        if commitment and commitment.operations and (commitment.stands or commitment.reached):
            change.remarks.append(
                f"{name} signed off for {stage}, to which {commitment.operations} had agreed already."
            )
            return "operations had agreed already"
        if enhancement.end:
            change.remarks.append(f"{name} signed off for {stage} after it had ended as {enhancement.end}.")
            return "after the end"
        if place and place[0] == stage and not enhancement.approvers and not (commitment and commitment.stands):
            commitment = self._propose(enhancement, change, place, name, OPERATIONS)
            enhancement.commitments[stage] = commitment
        if commitment is None or not commitment.stands:
            enhancement.signed[stage] = (name, record.at)
            change.remarks.append(f"{name} signed off for {stage}, for which there is no commitment so far.")
            return "no commitment so far"
        self._agree(change, commitment, name, OPERATIONS, SIGNED, inferred=False)
        commitment.operations = name
        self._technology_agrees(enhancement, change, commitment)
        return "agreed for operations" if stage == enhancement.stage else "agreed for operations on another stage"

    def unplan(self, enhancement: Enhancement, change: Change, reason: str) -> bool:
        """Let technology take back what the record no longer plans; True where there was something.

        With another stage in its place the record has gone on, and the former stage's plan is no longer in question.
        """
        commitment = enhancement.commitments.get(change.former or "")
        gone_on = enhancement.stage not in {change.former, None}
        if commitment is None or not commitment.stands or gone_on or enhancement.end:
            return False
        if commitment.technology and commitment.reached:
            body = {"reason": reason}
            name = commitment.technology
            self._act("rescind-agreement", change, commitment, name, TECHNOLOGY, body, inferred=True)
            commitment.contested = True
            self.counts.note("rescinded for technology", enhancement.kep)
            return True
        if commitment.by_operations:
            return False
        self._withdraw(change, commitment, reason)
        return True

    def _withdraw(self, change: Change, commitment: Commitment, reason: str) -> None:
        name = commitment.proposer
        self._act("withdraw-decision", change, commitment, name, TECHNOLOGY, {"reason": reason}, inferred=True)
        commitment.withdrawn = True
