"""A person advises on a decision."""

from __future__ import annotations

from domain.acting import A_SIDE, ANY_MEMBER, Body
from domain.decisions.act import OnDecision
from domain.decisions.refusals import DecisionNotOpen
from domain.decisions.terms import Taken
from domain.decisions.voices import AdviceGiven
from domain.fields import Text
from domain.ids import AdviceId, PersonId
from domain.partnership.member import Known
from domain.partnership.refusals import PersonUnknown
from domain.refusals import Kind, Refusal


class AdviceWords(Body, kw_only=True):
    """The advice, and which question it answers if one was asked.

    Those who decide may note advice that they got from another person (`by`) and whether they took it.
    """

    advice: AdviceId | None = None
    by: PersonId | None = None
    text: Text
    taken: Taken | None = None


class AdviceNotAsked(Refusal):
    """That question was not asked about this decision, or of somebody else."""

    rule = "decision.advice-not-asked"
    kind = Kind.NOT_FOUND


class AdviceOfOthers(Refusal):
    """Only a partner or delegate notes what others advised and whether it was taken."""

    rule = "decision.advice-of-others"
    kind = Kind.FORBIDDEN


class GiveAdvice(OnDecision[AdviceWords]):
    """Advise on the revision on the table."""

    name = "give-advice"
    may = ANY_MEMBER
    body_type = AdviceWords

    def prepare(self) -> None:
        """Read the decision and the adviser."""
        super().prepare()
        self.adviser = self.body.by or self.context.actor
        self.known = self.know(Known(self.adviser))

    def decide(self) -> None:
        """Refuse advice once it is decided, on behalf of others without a part in deciding, and to no question."""
        table, body, state = self.require_known(), self.body, self.decision.state
        self.require(state == "open", DecisionNotOpen(f"{self.subject} is {state}."))
        own = self.adviser == self.context.actor and body.taken is None
        self.check(own or self.roles() & A_SIDE, AdviceOfOthers("Leave out `by` and `taken`.", "/by"))
        self.check(self.known.known, PersonUnknown(f"{self.adviser} is not known here.", "/by"))
        self.check(
            body.advice is None or self.decision.advice.get(body.advice) == self.adviser,
            AdviceNotAsked(f"{body.advice} was not asked of {self.adviser}.", "/advice"),
        )
        self.check_reason(body.text, "/text")
        self.after(table.at, f"revision {table.revision} was put on the table")
        self.record(
            AdviceGiven(
                decision=self.subject,
                advice=body.advice or self.context.new_id("adv"),
                by=self.adviser,
                text=body.text,
                taken=body.taken,
            )
        )
