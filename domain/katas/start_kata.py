"""A team starts a kata."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Body
from domain.definitions.refusals import DefinitionUnknown
from domain.definitions.state import Definition
from domain.definitions.terms import NorthStar
from domain.fields import Line, Text
from domain.ids import DefinitionId, OpportunityId, PersonId, TeamId
from domain.katas.act import AROUND, OnKata
from domain.katas.events import KataStarted
from domain.katas.people import check_coach, check_learner
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.opportunities.state import Opportunity
from domain.partnership.member import Member
from domain.partnership.refusals import TeamEnded, TeamUnknown
from domain.partnership.team import Team
from domain.refusals import Kind, Refusal


class KataStart(Body, kw_only=True):
    """Towards which definition, in which process, by whom.

    `opportunities` may be some of the definition's (all of them where it is left out). `north_star` is needed only
    without a definition.
    """

    focus_process: Line
    team: TeamId
    learner: PersonId
    coach: PersonId
    definition: DefinitionId | None = None
    opportunities: Annotated[tuple[OpportunityId, ...], Meta(max_length=20)] = ()
    north_star: NorthStar | None = None
    challenge: Text | None = None


class KataAlreadyExists(Refusal):
    """The id belongs to a kata already."""

    rule = "kata.already-exists"
    kind = Kind.CONFLICT


class NoAdoptedDefinition(Refusal):
    """No definition that all sides have signed gives the direction."""

    rule = "kata.no-adopted-definition"
    kind = Kind.CONFLICT
    waivable = True


class NorthStarMissing(Refusal):
    """A kata without a definition's north star states its own."""

    rule = "kata.north-star-missing"


class NorthStarDiffers(Refusal):
    """The definition has another north star."""

    rule = "kata.north-star-differs"
    kind = Kind.CONFLICT


class NoOpportunity(Refusal):
    """A kata works on one opportunity at least."""

    rule = "kata.no-opportunity"


class OpportunityOutsideDefinition(Refusal):
    """The definition is not about that opportunity."""

    rule = "kata.opportunity-outside-definition"
    kind = Kind.CONFLICT


class StartKata(OnKata[KataStart]):
    """Start a kata: its opportunities are in progress from here."""

    name = "start-kata"
    may = AROUND
    body_type = KataStart

    def prepare(self) -> None:
        """Read the kata, the definition, the team and the two people."""
        super().prepare()
        body = self.body
        self.definition = self.know(Definition(body.definition)) if body.definition else None
        self.team = self.know(Team(body.team))
        self.learner = self.know(Member(body.learner))
        self.coach = self.know(Member(body.coach))

    def follow(self) -> None:
        """Read the opportunities: those named, else the definition's."""
        self.opportunities = [self.know(Opportunity(name)) for name in self._named()]

    def _named(self) -> tuple[str, ...]:
        named = self.body.opportunities or (self.definition.opportunities if self.definition else ())
        return tuple(dict.fromkeys(named))

    def decide(self) -> None:
        """Refuse a used id, a direction that nobody signed unless waived, and people in the wrong place."""
        self.require(not self.kata.exists, KataAlreadyExists(f"{self.subject} exists."))
        body, definition = self.body, self.definition
        north_star = self._north_star()
        self._check_people()
        self._check_opportunities()
        self.record_waivers(f"kata:{self.subject}")
        self.record(
            KataStarted(
                kata=self.subject,
                north_star=north_star,
                opportunities=self._named(),
                focus_process=body.focus_process,
                team=body.team,
                learner=body.learner,
                coach=body.coach,
                policy=self.policy.revision,
                challenge=body.challenge,
                definition=body.definition,
                definition_revision=definition.revision if definition else None,
                definition_digest=definition.digest if definition else None,
            )
        )

    def _north_star(self) -> str:
        body, definition = self.body, self.definition
        if definition:
            self.require(definition.exists, DefinitionUnknown(f"{body.definition} is not known here.", "/definition"))
            self.after(definition.adopted_at or definition.revised_at, "the definition was adopted")
        state = definition.state if definition else "missing"
        self.check_waivable(state == "adopted", NoAdoptedDefinition(f"The definition is {state}.", "/definition"))
        given = definition.content.north_star if definition and definition.content else None
        self.check(
            given is None or body.north_star in {None, given}, NorthStarDiffers(f"It is: {given}", "/north_star")
        )
        north_star = given or body.north_star
        self.check(north_star, NorthStarMissing("State the north star.", "/north_star"))
        return north_star or ""

    def _check_people(self) -> None:
        body, team = self.body, self.team
        self.check(team.known, TeamUnknown(f"{body.team} is not known here.", "/team"))
        self.check(not team.disbanded, TeamEnded(f"{body.team} was disbanded.", "/team"))
        self.check_around(body.team)
        check_learner(self, self.learner, body.team, "/learner")
        check_coach(self, self.coach, body.learner, "/coach")

    def _check_opportunities(self) -> None:
        covered = self.definition.opportunities if self.definition else self._named()
        self.check(self._named(), NoOpportunity("Name an opportunity.", "/opportunities"))
        for found in self.opportunities:
            name, pointer = found.opportunity, "/opportunities"
            self.check(found.exists, OpportunityUnknown(f"{name} is not known here.", pointer))
            self.check(not found.suggested, OpportunityNotAdopted(f"{name} is a suggestion so far.", pointer))
            self.check(not found.ended, OpportunityEnded(f"{name} is {found.state}.", pointer))
            self.check(name in covered, OpportunityOutsideDefinition(f"It is about {', '.join(covered)}.", pointer))
            self.after(found.standing_at or found.raised_at, f"{name} became {found.state}")
