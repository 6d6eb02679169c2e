"""Acts are minuted by a facilitator and confirmed or disputed by those who did them."""

from typing import Any

import msgspec
import pytest

from domain.acting import MinutesNotKept, NotInThatMeeting, NotOfThatSide, RoleMissing
from domain.decisions.agree_decision import AgreeDecision
from domain.decisions.propose_decision import ProposeDecision
from domain.decisions.refusals import DecisionUnknown
from domain.meetings.confirm_minutes import Confirmation, ConfirmMinutes, NothingWaits
from domain.meetings.dispute_minutes import Dispute, DisputeMinutes
from domain.meetings.events import ActMinuted, MeetingHeld, MinuteConfirmed, MinuteDisputed, place
from domain.meetings.minute_act import (
    MAX_ACTS,
    ActAlreadyMinuted,
    ActMalformed,
    ActUnknown,
    MinuteAct,
    MinutedAct,
    NotPresent,
    OwnActMinuted,
    TooManyActs,
)
from domain.meetings.refusals import ActNotWaiting, MeetingUnknown
from domain.opportunities.refusals import OpportunityUnknown
from domain.partnership.confirm_policy import ConfirmPolicy, PolicyConsent
from domain.partnership.events import RoleWithdrawn, TeamFormed
from domain.partnership.form_team import FormTeam, NewTeam
from domain.partnership.policy import Policy, PolicyAdopted, PolicyConfirmed, PolicyProposed
from domain.partnership.register_person import RegisterPerson
from tests.domain.partnership.cast import EVERYBODY, FAY, KIM, MAX, TIM
from tests.domain.story import BEGINNING, an_id, given

MEETING, FIRST, SECOND, FOR_TIM, TEAM = an_id("mtg", 1), *(an_id("act", n) for n in (1, 2, 3)), an_id("team", 3)
HELD = MeetingHeld(meeting=MEETING, title="Planning", held_at=BEGINNING, present=(KIM, TIM, FAY))
FORM = MinutedAct(person=KIM, command="form-team", subject=TEAM, act={"name": "Crew"}, id=FIRST)


def minuted(act: str, person: str = KIM) -> ActMinuted:
    """What Fay wrote down about a person."""
    return ActMinuted(
        act=act,
        meeting=MEETING,
        person=person,
        place=place(MEETING, person),
        command="form-team",
        subject=TEAM,
        body={"name": "Crew"},
    )


def confirmed(*acts: str) -> MinuteConfirmed:
    """Kim's word for some acts."""
    return MinuteConfirmed(meeting=MEETING, person=KIM, place=place(MEETING, KIM), acts=acts)


def form(**changes: Any) -> MinutedAct:
    """That Kim formed a team, but for what is changed."""
    return msgspec.structs.replace(FORM, **changes)


STORY = given(*EVERYBODY, HELD)
TAKEN = given(*EVERYBODY, HELD, minuted(FIRST), minuted(SECOND), minuted(FOR_TIM, TIM))
AT_ONCE = PolicyAdopted(revision=2, digest="a" * 64, policy=Policy(minutes="at_once"))


def test_a_facilitator_writes_down_what_somebody_did() -> None:
    assert FormTeam.minutable
    STORY.when(MinuteAct, MEETING, FORM, by=FAY).then(minuted(FIRST))
    STORY.when(MinuteAct, MEETING, form(id=None), by=TIM).then(ActMinuted)


def test_the_meeting_is_on_the_record() -> None:
    given(*EVERYBODY).when(MinuteAct, MEETING, FORM, by=FAY).refused(MeetingUnknown)


def test_the_person_was_there() -> None:
    STORY.when(MinuteAct, MEETING, form(person=MAX), by=FAY).refused(NotPresent)


def test_the_own_acts_are_done_first_hand() -> None:
    STORY.when(MinuteAct, MEETING, form(person=FAY), by=FAY).refused(OwnActMinuted)


def test_an_id_is_used_once() -> None:
    TAKEN.when(MinuteAct, MEETING, FORM, by=FAY).refused(ActAlreadyMinuted)


@pytest.mark.parametrize("command", ["no-such-command", RegisterPerson.name, MinuteAct.name, ConfirmMinutes.name])
def test_the_act_is_one_that_can_be_minuted(command: str) -> None:
    STORY.when(MinuteAct, MEETING, form(command=command), by=FAY).refused(ActUnknown)


@pytest.mark.parametrize("act", [{}, {"name": 7}, {"name": "Crew", "colour": "red"}, {"name": "a\x00b"}])
def test_its_body_is_one_that_it_takes(act: dict[str, Any]) -> None:
    STORY.when(MinuteAct, MEETING, form(act=act), by=FAY).refused(ActMalformed)


DECISION, OPPORTUNITY = an_id("dec", 4), an_id("opp", 5)
AGREED = form(command=AgreeDecision.name, subject=DECISION, act={"revision": 1, "digest": "a" * 64})


def test_what_the_person_may_not_do_is_not_minuted() -> None:
    story = given(*EVERYBODY, msgspec.structs.replace(HELD, present=(KIM, MAX)))
    (refused,) = (
        story.when(MinuteAct, MEETING, msgspec.structs.replace(AGREED, person=MAX), by=FAY)
        .refused(RoleMissing)
        .refusals
    )
    assert refused.pointer == "/command"
    wrong = {"revision": 1, "digest": "a" * 64, "side": "operations"}
    STORY.when(MinuteAct, MEETING, msgspec.structs.replace(AGREED, act=wrong), by=FAY).refused(NotOfThatSide)


def test_what_is_not_there_is_not_minuted() -> None:
    (refused,) = STORY.when(MinuteAct, MEETING, AGREED, by=FAY).refused(DecisionUnknown).refusals
    assert refused.pointer == "/subject"
    pinned = {"opportunity": OPPORTUNITY, "revision": 1, "digest": "a" * 64}
    proposal = {"kind": "first_priority", "options": [pinned], "choice": OPPORTUNITY, "rationale": "It hurts."}
    proposed = form(command=ProposeDecision.name, subject=DECISION, act=proposal)
    (refused,) = STORY.when(MinuteAct, MEETING, proposed, by=FAY).refused(OpportunityUnknown).refusals
    assert refused.pointer == "/act/options/0"


def test_what_was_minuted_before_may_be_there_by_then() -> None:
    raised = msgspec.structs.replace(minuted(FOR_TIM, TIM), command=ProposeDecision.name, subject=DECISION)
    given(*EVERYBODY, HELD, raised).when(MinuteAct, MEETING, AGREED, by=FAY).then(ActMinuted)


def test_what_may_change_until_then_is_minuted() -> None:
    given(*EVERYBODY, HELD, TeamFormed(team=TEAM, name="Crew")).when(MinuteAct, MEETING, FORM, by=FAY).then(ActMinuted)


def test_there_is_an_end_to_it() -> None:
    story = given(*EVERYBODY, HELD, *(minuted(an_id("act", 100 + number)) for number in range(MAX_ACTS)))
    story.when(MinuteAct, MEETING, FORM, by=FAY).refused(TooManyActs)


def test_members_write_nothing_down() -> None:
    STORY.when(MinuteAct, MEETING, FORM, by=MAX).refused(RoleMissing)


def test_a_person_confirms_everything_in_one_go() -> None:
    TAKEN.when(ConfirmMinutes, MEETING, Confirmation(), by=KIM).then(confirmed(FIRST, SECOND))


def test_or_only_some_and_the_rest_later() -> None:
    TAKEN.when(ConfirmMinutes, MEETING, Confirmation(acts=(SECOND,)), by=KIM).then(confirmed(SECOND))
    story = given(*TAKEN.history, confirmed(SECOND))
    story.when(ConfirmMinutes, MEETING, Confirmation(), by=KIM).then(confirmed(FIRST))


def test_nothing_is_confirmed_twice_or_for_others() -> None:
    story = given(*TAKEN.history, confirmed(FIRST, SECOND))
    story.when(ConfirmMinutes, MEETING, Confirmation(), by=KIM).refused(NothingWaits)
    story.when(ConfirmMinutes, MEETING, Confirmation(), by=FAY).refused(NothingWaits)
    TAKEN.when(ConfirmMinutes, MEETING, Confirmation(acts=(FIRST, FOR_TIM)), by=KIM).refused(ActNotWaiting)


def test_a_disputed_act_never_counts() -> None:
    disputed = MinuteDisputed(meeting=MEETING, person=KIM, place=place(MEETING, KIM), acts=(FIRST,), reason="not so")
    body = Dispute(acts=(FIRST, FIRST), reason="not so")
    TAKEN.when(DisputeMinutes, MEETING, body, by=KIM).then(disputed)
    story = given(*TAKEN.history, disputed)
    story.when(ConfirmMinutes, MEETING, Confirmation(acts=(FIRST,)), by=KIM).refused(ActNotWaiting)


def test_nobody_disputes_what_does_not_wait() -> None:
    TAKEN.when(DisputeMinutes, MEETING, Dispute(acts=(FOR_TIM,), reason="no"), by=KIM).refused(ActNotWaiting)


def test_integrations_confirm_nothing() -> None:
    TAKEN.when(ConfirmMinutes, MEETING, Confirmation(), by="integration:jira").refused(RoleMissing)


PROPOSED = PolicyProposed(revision=2, digest="a" * 64, policy=Policy(), side="technology")
CONSENT = PolicyConsent(revision=2, digest="a" * 64)
MINUTED: dict[str, Any] = {"basis": "minuted", "meeting": MEETING, "recorder": FAY}


def test_a_minuted_act_counts_like_any_other() -> None:
    given(*EVERYBODY, HELD, PROPOSED).when(ConfirmPolicy, "", CONSENT, by=KIM, **MINUTED).then(PolicyConfirmed)


def test_but_not_of_somebody_who_was_elsewhere() -> None:
    elsewhere = msgspec.structs.replace(HELD, present=(TIM, FAY))
    story = given(*EVERYBODY, elsewhere, PROPOSED)
    story.when(ConfirmPolicy, "", CONSENT, by=KIM, **MINUTED).refused(NotInThatMeeting)


def test_where_minutes_count_at_once_a_facilitator_or_partner_keeps_them() -> None:
    gone = RoleWithdrawn(person=FAY, role="facilitator", reason="tired")
    body = NewTeam(name="Crew")
    given(*EVERYBODY, HELD, AT_ONCE).when(FormTeam, TEAM, body, by=KIM, **MINUTED).then(TeamFormed)
    given(*EVERYBODY, HELD, AT_ONCE, gone).when(FormTeam, TEAM, body, by=KIM, **MINUTED).refused(MinutesNotKept)
    given(*EVERYBODY, HELD, gone).when(FormTeam, TEAM, body, by=KIM, **MINUTED).then(TeamFormed)
