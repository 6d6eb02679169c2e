"""Teams are formed, renamed, joined, left and disbanded."""

import pytest

from domain.acting import Act, Body, RoleMissing
from domain.partnership.add_team_member import AddTeamMember, AlreadyMember, NewMember
from domain.partnership.disband_team import DisbandTeam, TeamEnding
from domain.partnership.events import TeamDisbanded, TeamFormed, TeamMemberJoined, TeamMemberLeft, TeamRenamed
from domain.partnership.form_team import FormTeam, NewTeam, TeamAlreadyExists
from domain.partnership.refusals import NameUnchanged, NotYours, PersonUnknown, TeamEnded, TeamUnknown
from domain.partnership.remove_team_member import LeavingMember, NotMember, RemoveTeamMember
from domain.partnership.rename_team import NewTeamName, RenameTeam
from tests.domain.partnership.cast import CREW, CREW_FORMED, EVERYBODY, FAY, KIM, MAX, MAX_IS_IN_THE_CREW, OLA, TIM
from tests.domain.story import an_id, given

DISBANDED = TeamDisbanded(team=CREW, members=(MAX,), reason="done")
BARE = given(*EVERYBODY)
CREWED = given(*EVERYBODY, CREW_FORMED, MAX_IS_IN_THE_CREW)
OVER = given(*EVERYBODY, CREW_FORMED, MAX_IS_IN_THE_CREW, DISBANDED)
ON_A_TEAM = [
    (RenameTeam, NewTeamName(name="Gang")),
    (DisbandTeam, TeamEnding(reason="done")),
    (AddTeamMember, NewMember(person=TIM, role="ops")),
]


def test_a_team_is_formed() -> None:
    body = NewTeam(name="Crew", external_ref="JIRA-7")
    BARE.when(FormTeam, CREW, body, by=KIM).then(TeamFormed(team=CREW, name="Crew", external_ref="JIRA-7"))


def test_a_team_is_formed_once() -> None:
    CREWED.when(FormTeam, CREW, NewTeam(name="Crew"), by=OLA).refused(TeamAlreadyExists)


def test_members_form_no_team() -> None:
    CREWED.when(FormTeam, an_id("team", 2), NewTeam(name="Gang"), by=MAX).refused(RoleMissing)


def test_a_team_is_renamed() -> None:
    CREWED.when(RenameTeam, CREW, NewTeamName(name="Gang"), by=MAX).then(
        TeamRenamed(team=CREW, name="Gang", former="Crew")
    )


def test_members_rename_their_own_team_only() -> None:
    gang = an_id("team", 2)
    story = given(*CREWED.history, TeamFormed(team=gang, name="Gang"))
    story.when(RenameTeam, gang, NewTeamName(name="Mob"), by=MAX).refused(NotYours)


def test_another_name_is_another_one() -> None:
    CREWED.when(RenameTeam, CREW, NewTeamName(name="Crew"), by=OLA).refused(NameUnchanged)


def test_everyone_leaves_with_a_disbanded_team() -> None:
    CREWED.when(DisbandTeam, CREW, TeamEnding(reason="done"), by=FAY).then(DISBANDED)
    OVER.when(RemoveTeamMember, CREW, LeavingMember(person=MAX), by=OLA).refused(NotMember)


@pytest.mark.parametrize(("command", "body"), ON_A_TEAM)
def test_the_team_exists(command: type[Act[Body]], body: Body) -> None:
    BARE.when(command, CREW, body, by=OLA).refused(TeamUnknown)


@pytest.mark.parametrize(("command", "body"), ON_A_TEAM)
def test_the_team_goes_on(command: type[Act[Body]], body: Body) -> None:
    OVER.when(command, CREW, body, by=OLA).refused(TeamEnded)


def test_a_person_joins_and_changes_role() -> None:
    CREWED.when(AddTeamMember, CREW, NewMember(person=TIM, role="ops"), by=FAY).then(
        TeamMemberJoined(team=CREW, person=TIM, role="ops")
    )
    CREWED.when(AddTeamMember, CREW, NewMember(person=MAX, role="qa"), by=FAY).then(TeamMemberJoined)


def test_nobody_joins_twice() -> None:
    CREWED.when(AddTeamMember, CREW, NewMember(person=MAX, role="developer"), by=FAY).refused(AlreadyMember)


def test_strangers_do_not_join() -> None:
    body = NewMember(person=an_id("per", 99), role="ops")
    CREWED.when(AddTeamMember, CREW, body, by=FAY).refused(PersonUnknown)


def test_a_person_leaves() -> None:
    for person in (MAX, OLA):
        CREWED.when(RemoveTeamMember, CREW, LeavingMember(person=MAX), by=person).then(
            TeamMemberLeft(team=CREW, person=MAX)
        )


def test_only_members_leave() -> None:
    CREWED.when(RemoveTeamMember, CREW, LeavingMember(person=TIM), by=OLA).refused(NotMember)


def test_members_remove_nobody_else() -> None:
    eve = an_id("per", 8)
    story = given(*CREWED.history, TeamMemberJoined(team=CREW, person=eve, role="qa"))
    story.when(RemoveTeamMember, CREW, LeavingMember(person=MAX), by=eve).refused(NotYours)
