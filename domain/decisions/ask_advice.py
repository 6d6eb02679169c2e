"""Somebody is asked for advice before a decision."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.decisions.act import OnDecision
from domain.decisions.voices import AdviceAsked
from domain.fields import Text
from domain.ids import AdviceId, PersonId
from domain.partnership.member import Known
from domain.partnership.refusals import PersonUnknown
from domain.refusals import Kind, Refusal


class AdviceQuestion(Body, kw_only=True):
    """Whom to ask, and what."""

    advice: AdviceId | None = None
    asked: PersonId
    question: Text


class AdviceAlreadyAsked(Refusal):
    """The id belongs to another question about this decision."""

    rule = "decision.advice-already-asked"
    kind = Kind.CONFLICT


class AskAdvice(OnDecision[AdviceQuestion]):
    """Ask a person for advice on the revision on the table."""

    name = "ask-advice"
    may = ANY_MEMBER
    body_type = AdviceQuestion

    def prepare(self) -> None:
        """Read the decision and the person asked."""
        super().prepare()
        self.adviser = self.know(Known(self.body.asked))

    def decide(self) -> None:
        """Refuse unknown people, and questions once it is decided."""
        self.require_open()
        body = self.body
        name = body.advice or self.context.new_id("adv")
        self.check(self.adviser.known, PersonUnknown(f"{body.asked} is not known here.", "/asked"))
        self.check(name not in self.decision.advice, AdviceAlreadyAsked(f"{name} was asked before.", "/advice"))
        self.check_reason(body.question, "/question")
        self.record(AdviceAsked(decision=self.subject, advice=name, asked=body.asked, question=body.question))
