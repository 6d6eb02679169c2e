"""A kata starts, and who may be in it."""

from __future__ import annotations

from typing import Any

from domain.acting import RoleMissing, RuleWaived, Waive
from domain.definitions.draft_definition import DraftDefinition
from domain.definitions.refusals import DefinitionUnknown
from domain.katas.change_kata_role import ChangeKataRole, KataRoleChange, KataRoleUnchanged
from domain.katas.events import KataRoleChanged, KataStarted
from domain.katas.refusals import CoachIsLearner, KataUnknown, LearnerNotInTeam, NotACoach, NotOfTheTeam
from domain.katas.start_kata import (
    KataAlreadyExists,
    NoAdoptedDefinition,
    NoOpportunity,
    NorthStarDiffers,
    NorthStarMissing,
    OpportunityOutsideDefinition,
    StartKata,
)
from domain.kernel import tags_of
from domain.opportunities.events import OpportunityConcluded
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.partnership.events import RoleGranted, TeamDisbanded, TeamMemberJoined
from domain.partnership.refusals import TeamEnded, TeamUnknown
from tests.domain.definitions.scene import NEXT, words
from tests.domain.katas.scene import (
    BEA,
    COACH,
    DEV,
    DOA,
    KATA,
    NORTH_STAR,
    OUTSIDER,
    QA,
    SECOND_COACH,
    SLOW,
    TEAM,
    before,
    start,
    started,
)
from tests.domain.opportunities.history import SUGGESTED, only, raised
from tests.domain.story import an_id, fact

UNSIGNED = (Waive(rule="kata.no-adopted-definition", reason="We learn how first"),)
OTHER = an_id("opp", 2)


def test_a_team_starts_towards_an_adopted_definition() -> None:
    scene = before()
    adopted = next(e.event for e in scene.history if type(e.event).__name__ == "DefinitionAdopted")
    outcome = scene.does(DEV, StartKata, start(challenge="In production within an hour"))
    outcome.then(
        KataStarted(
            kata=KATA,
            north_star=NORTH_STAR,
            opportunities=(SLOW,),
            focus_process="pull request to production",
            team=TEAM,
            learner=DEV,
            coach=COACH,
            policy=1,
            challenge="In production within an hour",
            definition=DOA,
            definition_revision=1,
            definition_digest=adopted.digest,  # type: ignore[attr-defined]
        )
    )
    assert set(tags_of(outcome.events[0])) == {
        f"kata:{KATA}",
        f"opportunity:{SLOW}",
        f"team:{TEAM}",
        f"definition:{DOA}",
    }


def test_its_opportunities_are_in_progress_from_then() -> None:
    assert before().opportunity().state == "prioritised"
    assert started().opportunity().state == "in_progress"


def test_an_id_is_used_once() -> None:
    started().does(DEV, StartKata, start()).refused(KataAlreadyExists)


def test_the_definition_is_adopted_unless_waived() -> None:
    draft = before()
    assert not draft.does(BEA, DraftDefinition, words(north_star="Within a minute"), NEXT).refusals
    draft.does(DEV, StartKata, start(definition=NEXT)).refused(NoAdoptedDefinition)
    outcome = draft.does(DEV, StartKata, start(definition=NEXT, waive=UNSIGNED)).then(RuleWaived, KataStarted)
    assert only(outcome, KataStarted).north_star == "Within a minute"
    before().does(DEV, StartKata, start(definition=NEXT)).refused(DefinitionUnknown)


def test_without_a_definition_the_team_says_where_to_and_for_which_opportunity() -> None:
    none: dict[str, Any] = {"definition": None, "waive": UNSIGNED}
    own: dict[str, Any] = {"north_star": "No manual step", "opportunities": (SLOW,)}
    before().does(DEV, StartKata, start(definition=None, **own)).refused(NoAdoptedDefinition)
    before().does(DEV, StartKata, start(**none)).refused(NorthStarMissing, NoOpportunity)
    outcome = before().does(DEV, StartKata, start(**none, **own)).then(RuleWaived, KataStarted)
    assert only(outcome, RuleWaived).subjects == (f"kata:{KATA}",)


def test_the_north_star_is_the_definitions() -> None:
    before().does(DEV, StartKata, start(north_star="Something else")).refused(NorthStarDiffers)


def test_opportunities_are_the_definitions_and_live() -> None:
    scene = before().happened(raised(OTHER))
    scene.does(DEV, StartKata, start(opportunities=(OTHER,))).refused(OpportunityOutsideDefinition)
    unknown = start(opportunities=(SLOW, an_id("opp", 9)))
    scene.does(DEV, StartKata, unknown).refused(OpportunityUnknown, OpportunityOutsideDefinition)
    ended = before().happened(OpportunityConcluded(opportunity=SLOW, outcome="stopped", reason="no"))
    ended.does(DEV, StartKata, start()).refused(OpportunityEnded)
    suggestion = before()
    suggestion.history = [fact(SUGGESTED), *(r for r in suggestion.history if r.event != raised())]
    suggestion.does(DEV, StartKata, start()).refused(OpportunityNotAdopted)


def test_the_team_exists() -> None:
    nobody = an_id("team", 9)
    before().does(BEA, StartKata, start(team=nobody)).refused(TeamUnknown, LearnerNotInTeam)
    disbanded = before().happened(TeamDisbanded(team=TEAM, members=(), reason="done"))
    disbanded.does(BEA, StartKata, start()).refused(TeamEnded)


def test_the_learner_is_in_the_team_and_the_coach_a_coach_and_another() -> None:
    before().does(DEV, StartKata, start(learner=OUTSIDER)).refused(LearnerNotInTeam)
    before().does(DEV, StartKata, start(coach=QA)).refused(NotACoach)
    both = before().happened(RoleGranted(person=DEV, role="coach", holders=3))
    both.does(DEV, StartKata, start(coach=DEV)).refused(CoachIsLearner)


def test_it_is_started_by_the_team_or_those_who_oversee_it() -> None:
    before().does(OUTSIDER, StartKata, start()).refused(NotOfTheTeam)
    before().does("integration:tracker", StartKata, start()).refused(RoleMissing)
    assert not before().does(BEA, StartKata, start()).refusals


def test_several_katas_of_one_team_are_fine() -> None:
    assert not started().does(DEV, StartKata, start(), an_id("kata", 2)).refusals


def test_another_person_becomes_learner_or_coach() -> None:
    scene = started()
    scene.does(QA, ChangeKataRole, KataRoleChange(role="learner", person=QA)).then(
        KataRoleChanged(kata=KATA, role="learner", former=DEV, person=QA)
    )
    scene.does(COACH, ChangeKataRole, KataRoleChange(role="coach", person=SECOND_COACH, reason="holiday")).then(
        KataRoleChanged(kata=KATA, role="coach", former=COACH, person=SECOND_COACH, reason="holiday")
    )
    assert (scene.state().learner, scene.state().coach) == (QA, SECOND_COACH)


def test_roles_in_a_kata_change_to_fitting_people() -> None:
    started().does(DEV, ChangeKataRole, KataRoleChange(role="learner", person=DEV)).refused(KataRoleUnchanged)
    started().does(DEV, ChangeKataRole, KataRoleChange(role="learner", person=OUTSIDER)).refused(LearnerNotInTeam)
    started().does(DEV, ChangeKataRole, KataRoleChange(role="coach", person=QA)).refused(NotACoach)
    started().does(OUTSIDER, ChangeKataRole, KataRoleChange(role="learner", person=QA)).refused(NotOfTheTeam)
    before().does(DEV, ChangeKataRole, KataRoleChange(role="learner", person=QA)).refused(KataUnknown)
    both = started().happened(RoleGranted(person=DEV, role="coach", holders=3))
    both.does(DEV, ChangeKataRole, KataRoleChange(role="coach", person=DEV)).refused(CoachIsLearner)
    member = started().happened(TeamMemberJoined(team=TEAM, person=COACH, role="other"))
    member.does(DEV, ChangeKataRole, KataRoleChange(role="learner", person=COACH)).refused(CoachIsLearner)
