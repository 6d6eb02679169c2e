"""Objectives are drafted."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.objectives.drafting import Drafting
from domain.objectives.events import ObjectivesDrafted
from domain.objectives.refusals import ObjectivesAlreadyExist
from domain.objectives.state import ObjectiveSet
from domain.objectives.terms import Cycle, Level, Objectives, Owner, SetKind
from domain.partnership.member import Known
from domain.partnership.refusals import PersonUnknown, TeamUnknown
from domain.partnership.team import Team

DRAFTING = frozenset({Role.PARTNER, Role.DELEGATE, Role.MEMBER, Role.FACILITATOR})


class ObjectivesDraft(Body, kw_only=True):
    """Whose objectives they are, for which cycle, and what they say."""

    cycle: Cycle
    content: Objectives
    owner: Owner = "workspace"
    level: Level = "product_team"
    kind: SetKind = "okr"


class DraftObjectives(Act[ObjectivesDraft]):
    """Draft a set of objectives with their key results, or of strategic priorities without."""

    name = "draft-objectives"
    may = DRAFTING
    body_type = ObjectivesDraft
    subject_type = "okr"

    def prepare(self) -> None:
        """Read whether the id is taken, the owner, and what the objectives name."""
        owner = self.body.owner
        self.objectives = self.know(ObjectiveSet(self.subject))
        self.team = self.know(Team(owner)) if owner.startswith("team_") else None
        self.person = self.know(Known(owner)) if owner.startswith("per_") else None
        self.drafting = Drafting(self, self.body.content)

    def decide(self) -> None:
        """Refuse a used id, an unknown owner, keys twice, unknown metrics and parents."""
        body = self.body
        self.require(not self.objectives.known, ObjectivesAlreadyExist(f"{self.subject} is on the record already."))
        self.check(self.team is None or self.team.known, TeamUnknown(f"{body.owner} is not known here.", "/owner"))
        self.check(
            self.person is None or self.person.known, PersonUnknown(f"{body.owner} is not known here.", "/owner")
        )
        self.record(
            ObjectivesDrafted(
                objectives=self.subject,
                revision=1,
                owner=body.owner,
                level=body.level,
                kind=body.kind,
                cycle=body.cycle,
                content=self.drafting.settled(),
                metrics=self.drafting.keys,
            )
        )
