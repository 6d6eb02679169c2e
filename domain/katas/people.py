"""Who may be learner and coach of a kata."""

from __future__ import annotations

from typing import Any

from domain.acting import Act
from domain.katas.refusals import CoachIsLearner, LearnerNotInTeam, NotACoach
from domain.partnership.member import Member


def check_learner(act: Act[Any], learner: Member, team: str, pointer: str) -> None:
    """Refuse a learner from outside the team."""
    act.check(team in learner.teams, LearnerNotInTeam(f"{learner.person} is not in {team}.", pointer))


def check_coach(act: Act[Any], coach: Member, learner: str, pointer: str) -> None:
    """Refuse a coach without that role, and one who would coach themselves."""
    act.check("coach" in coach.roles, NotACoach(f"{coach.person} does not have the role coach.", pointer))
    act.check(coach.person != learner, CoachIsLearner(f"{coach.person} is the learner.", pointer))
