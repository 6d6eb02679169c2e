"""Another person becomes learner or coach."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.ids import PersonId
from domain.katas.act import AROUND, OnKata
from domain.katas.events import KataRoleChanged
from domain.katas.people import check_coach, check_learner
from domain.katas.refusals import CoachIsLearner
from domain.katas.terms import KataRole
from domain.partnership.member import Member
from domain.refusals import Kind, Refusal


class KataRoleChange(Body, kw_only=True):
    """Which role, who from now on, and why."""

    role: KataRole
    person: PersonId
    reason: Text | None = None


class KataRoleUnchanged(Refusal):
    """The person has that role in the kata already."""

    rule = "kata.role-unchanged"
    kind = Kind.CONFLICT


class ChangeKataRole(OnKata[KataRoleChange]):
    """Let somebody else learn or coach; what happened so far stays theirs who did it."""

    name = "change-kata-role"
    may = AROUND
    body_type = KataRoleChange

    def prepare(self) -> None:
        """Read the kata and the person."""
        super().prepare()
        self.person = self.know(Member(self.body.person))

    def decide(self) -> None:
        """Refuse learners from outside the team, people without the role coach, and one person in both roles."""
        self.require_going()
        self.check_around()
        body, kata = self.body, self.kata
        former = kata.learner if body.role == "learner" else kata.coach
        self.require(body.person != former, KataRoleUnchanged(f"{former} is {body.role} already.", "/person"))
        if body.role == "learner":
            check_learner(self, self.person, kata.team, "/person")
            self.check(body.person != kata.coach, CoachIsLearner(f"{body.person} is the coach.", "/person"))
        else:
            check_coach(self, self.person, kata.learner, "/person")
        self.record(
            KataRoleChanged(kata=self.subject, role=body.role, former=former, person=body.person, reason=body.reason)
        )
