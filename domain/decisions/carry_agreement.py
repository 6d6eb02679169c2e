"""A side's agreement to a commitment goes over to the same commitment at another time."""

from __future__ import annotations

from msgspec.structs import replace

from domain.acting import Body
from domain.decisions.events import AgreementCarried
from domain.decisions.refusals import DecisionUnknown
from domain.decisions.signing import Signing
from domain.decisions.standing import Table
from domain.decisions.state import Decision
from domain.fields import Digest, Revision, Text
from domain.ids import DecisionId
from domain.refusals import Kind, Refusal, Refused


class Carry(Body, kw_only=True):
    """The earlier decision (`former`), and the revision and hash of this one that its agreement now counts for."""

    former: DecisionId
    revision: Revision
    digest: Digest | None = None
    reason: Text


class CarriedAcross(Refusal):
    """Only a commitment to the same opportunities may take over an agreement."""

    rule = "decision.carried-across"
    kind = Kind.CONFLICT


class StageDiffers(Refusal):
    """Another stage is another matter and needs an agreement of its own."""

    rule = "decision.stage-differs"
    kind = Kind.CONFLICT


class NothingToCarry(Refusal):
    """The side has no standing agreement on the earlier decision."""

    rule = "decision.nothing-to-carry"
    kind = Kind.CONFLICT


class CarryAgreement(Signing[Carry]):
    """Let one's side's agreement to a commitment count for a later one that differs in time alone."""

    name = "carry-agreement"
    body_type = Carry

    def prepare(self) -> None:
        """Read both decisions."""
        super().prepare()
        self.former = self.know(Decision(self.body.former))

    def decide(self) -> None:
        """Refuse other opportunities, another stage, and an agreement that does not stand."""
        table, former, body = self.require_open(), self._require_former(), self.body
        self._check_alike(table, former)
        ended = self.former.state in {"declined", "revoked"}
        self.check(
            self.side in self.former.complete and not ended,
            NothingToCarry(f"{self.side} has not agreed to {body.former}, or that was taken back.", "/former"),
        )
        agreed = tuple(
            replace(who, carried_from=body.former) for who in self.former.agreements if who.side == self.side
        )
        signers = (name for who in agreed for name in (who.person, who.behalf_of))
        giver = self.giver(())
        self.check_signature(table, body.revision, body.digest, self.context.actor, giver, *signers)
        self.check_reason(body.reason)
        self.after(self.former.table.at if self.former.table else None, "the earlier decision was made")
        self.record_waivers(decision=self.subject)
        self.record(
            AgreementCarried(
                decision=self.subject,
                former=body.former,
                revision=table.revision,
                digest=table.digest,
                side=self.side,
                person=self.context.actor,
                agreed=agreed,
                policy=self.policy.revision,
                reason=body.reason,
                behalf_of=giver,
            )
        )
        self.reach(table)

    def _require_former(self) -> Table:
        former = self.former.table
        if former is None:
            raise Refused([*self.refusals, DecisionUnknown(f"{self.body.former} is not known here.", "/former")])
        return former

    def _check_alike(self, table: Table, former: Table) -> None:
        ours, theirs = table.content, former.content
        self.check(
            ours.kind == theirs.kind == "commitment"
            and {*ours.taken} == {*theirs.taken}
            and self.body.former != self.subject,
            CarriedAcross(f"{self.body.former} is about something else.", "/former"),
        )
        self.check(
            ours.stage == theirs.stage,
            StageDiffers(f"{theirs.stage or 'No stage'} was agreed to, not {ours.stage or 'no stage'}.", "/former"),
        )
