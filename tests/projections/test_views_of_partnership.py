"""What a reader sees of the partnership: workspace, people, teams, policy, keys, meetings, scopes, delegations."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.acting import RuleWaived
from domain.decisions.voices import AdviceAsked, AdviceGiven
from domain.kernel import Event, Recorded
from domain.meetings.events import ActMinuted, MeetingHeld, MinuteConfirmed, MinuteDisputed, place
from domain.partnership.correctable import RecordCorrected
from domain.partnership.events import (
    DelegationRevoked,
    PartnerJoined,
    PartnerLeft,
    PersonDetailsChanged,
    PersonForgotten,
    RoleGranted,
    RoleWithdrawn,
    SponsorshipGranted,
    SponsorshipWithdrawn,
    TeamDisbanded,
    TeamMemberJoined,
    TeamMemberLeft,
    TeamRenamed,
    WorkspaceRenamed,
)
from domain.partnership.keys import KeyAccepted, KeyIssued, KeyRevoked
from domain.partnership.member import Member
from domain.partnership.policy import Policy, PolicyAdopted, PolicyConfirmed, PolicyProposalVoided, PolicyProposed
from domain.partnership.scopes import ScopeDeclared
from projections.facts import Viewed
from projections.partnership.view import (
    DelegationView,
    KeyView,
    MeetingView,
    PersonView,
    PolicyView,
    ScopeView,
    TeamView,
    WorkspaceView,
    fold_person,
    issuers_of,
)
from projections.views import VIEWS
from tests.domain.partnership.cast import (
    ARCHIVED,
    CREATED,
    CREW,
    CREW_FORMED,
    FAY,
    FAY_FACILITATES,
    KIM,
    KIM_IS_BUSINESS,
    KIM_KNOWN,
    LOAN,
    MAX,
    MAX_IS_IN_THE_CREW,
    MAX_KNOWN,
    MAX_STANDS_IN_FOR_KIM,
    OLA,
    TIM,
)
from tests.domain.story import BEGINNING, SIDES, an_id, fact
from tests.projections.any_history import about, histories, numbered

V = TypeVar("V", bound=Viewed)
KEY, MEETING, ACT = an_id("key", 1), an_id("mtg", 1), an_id("act", 1)
KIMS_KEY = KeyIssued(key=KEY, holder=KIM, issuer=OLA, prefix="abcdefgh", scopes=("read", "write"), pending=True)
HELD = MeetingHeld(meeting=MEETING, title="Quarterly review", held_at=BEGINNING, present=(KIM, MAX))
MINUTED = ActMinuted(
    act=ACT,
    meeting=MEETING,
    person=KIM,
    place=place(MEETING, KIM),
    command="agree-decision",
    subject=an_id("dec", 1),
    body={"revision": 1},
)
STRICTER = PolicyProposed(revision=2, digest="a" * 64, policy=Policy(readiness="enforce"), side="business")


def shown(kind: type[V], tag: str, *history: Event | Recorded) -> V:
    """The view of a subject after some events."""
    name, _, subject = tag.partition(":")
    view = VIEWS[name].fold(subject, about(tag, numbered(history)), SIDES)
    assert isinstance(view, kind)
    return view


def person(who: str, *history: Event | Recorded) -> PersonView:
    """The view of a person."""
    return shown(PersonView, f"member:{who}", *history)


def test_a_workspace_with_its_sides() -> None:
    view = shown(WorkspaceView, "partnership", CREATED, WorkspaceRenamed(name="Acme and Co", former="Acme"))
    assert (view.name, view.sides, view.time_zone, view.owner) == ("Acme and Co", SIDES, "UTC", OLA)
    assert [each.name for each in view.former_names] == ["Acme"]
    assert not view.archived


def test_an_archived_workspace_says_why() -> None:
    view = shown(WorkspaceView, "partnership", CREATED, ARCHIVED)
    assert (view.archived, view.archived_because) == (True, "we merged")


def test_the_founder_is_an_owner() -> None:
    assert person(OLA, CREATED).roles == ["owner"]


def test_a_partner_and_after() -> None:
    assert person(KIM, KIM_KNOWN, KIM_IS_BUSINESS).sides == ["business"]
    left = PartnerLeft(person=KIM, side="business", partners=0, successor=MAX, reason="Retired")
    view = person(KIM, KIM_KNOWN, KIM_IS_BUSINESS, left)
    assert view.sides == []
    assert [(seat.side, seat.left_because, seat.successor) for seat in view.seats] == [("business", "Retired", MAX)]


def test_roles_come_and_go() -> None:
    withdrawn = RoleWithdrawn(person=FAY, role="facilitator", reason="Moved")
    again = RoleGranted(person=FAY, role="coach")
    view = person(FAY, FAY_FACILITATES, withdrawn, again)
    assert view.roles == ["coach"]
    assert [(held.role, held.withdrawn_because) for held in view.roles_held] == [
        ("facilitator", "Moved"),
        ("coach", None),
    ]


@pytest.mark.parametrize(
    "ending",
    [TeamMemberLeft(team=CREW, person=MAX), TeamDisbanded(team=CREW, members=(MAX,), reason="Done")],
)
def test_a_member_of_a_team_and_after(ending: Event) -> None:
    assert person(MAX, MAX_KNOWN, MAX_IS_IN_THE_CREW).teams == [CREW]
    view = person(MAX, MAX_KNOWN, MAX_IS_IN_THE_CREW, ending)
    assert view.teams == []
    assert view.teams_held[0].left


def test_a_delegation_is_seen_from_both_ends() -> None:
    revoked = DelegationRevoked(delegation=LOAN, giver=KIM, receiver=MAX, reason="Back")
    for who in (KIM, MAX):
        (held,) = person(who, KIM_KNOWN, MAX_KNOWN, MAX_STANDS_IN_FOR_KIM, revoked).delegations
        assert (held.giver, held.receiver, held.side, held.revoked is not None) == (KIM, MAX, "business", True)
    view = shown(DelegationView, f"delegation:{LOAN}", MAX_STANDS_IN_FOR_KIM, revoked)
    assert (view.giver, view.receiver, view.revoked_because) == (KIM, MAX, "Back")
    assert view.ends == BEGINNING + timedelta(days=5)


def test_a_sponsorship_is_seen_from_both_ends() -> None:
    granted = SponsorshipGranted(sponsor=KIM, member=MAX, side="business", scope="mobile")
    withdrawn = SponsorshipWithdrawn(sponsor=KIM, member=MAX, side="business", reason="enough")
    for who in (KIM, MAX):
        first, second = person(who, KIM_KNOWN, MAX_KNOWN, granted, withdrawn, granted).sponsorships
        assert (first.sponsor, first.member, first.scope, first.withdrawn_because) == (KIM, MAX, "mobile", "enough")
        assert second.withdrawn is None


def test_a_forgotten_person_stays_as_an_id() -> None:
    view = person(KIM, KIM_KNOWN, PersonDetailsChanged(person=KIM, details=("name",)), PersonForgotten(person=KIM))
    assert view.known
    assert view.forgotten
    assert view.details_changed == ("name",)


def test_a_service_is_known_without_registration() -> None:
    assert fold_person("integration:tracker", []) is not None
    assert fold_person(KIM, []) is None


def test_a_key_from_issue_to_revocation() -> None:
    tag = f"key:{KEY}"
    accepted, revoked = KeyAccepted(key=KEY, holder=KIM), KeyRevoked(key=KEY, holder=KIM, reason="Lost")
    assert shown(KeyView, tag, KIMS_KEY).standing == "pending"
    assert shown(KeyView, tag, KIMS_KEY, accepted).standing == "works"
    view = shown(KeyView, tag, KIMS_KEY, accepted, revoked)
    assert (view.standing, view.revoked_because, view.issuer) == ("revoked", "Lost", OLA)
    assert [held.standing for held in person(KIM, KIM_KNOWN, KIMS_KEY, accepted, revoked).keys] == ["revoked"]
    assert person(OLA, CREATED, KIMS_KEY).keys == []


def test_issuers_are_known_by_the_prefix_of_a_key() -> None:
    assert issuers_of(numbered([CREATED, KIMS_KEY])) == {"abcdefgh": OLA}


def test_a_team_from_founding_to_end() -> None:
    tag = f"team:{CREW}"
    own = ScopeDeclared(scope="checkout", kind="team", team=CREW)
    renamed = TeamRenamed(team=CREW, name="Checkout", former="Crew")
    view = shown(TeamView, tag, CREW_FORMED, MAX_IS_IN_THE_CREW, renamed, own)
    assert (view.name, view.scopes) == ("Checkout", ["checkout"])
    assert [(each.person, each.role) for each in view.members] == [(MAX, "developer")]
    ended = shown(
        TeamView, tag, CREW_FORMED, MAX_IS_IN_THE_CREW, TeamDisbanded(team=CREW, members=(MAX,), reason="Done")
    )
    assert (ended.members, [each.person for each in ended.former], ended.disbanded_because) == ([], [MAX], "Done")


def test_another_role_in_a_team_ends_the_former_one() -> None:
    other = TeamMemberJoined(team=CREW, person=MAX, role="qa")
    view = shown(TeamView, f"team:{CREW}", CREW_FORMED, MAX_IS_IN_THE_CREW, other)
    assert [each.role for each in view.members] == ["qa"]
    assert [each.role for each in view.former] == ["developer"]


def test_main_is_there_from_the_start() -> None:
    assert shown(ScopeView, "scope:main").kind == "workspace"
    assert VIEWS["scope"].fold("elsewhere", [], SIDES) is None


def test_a_cycle_has_its_days() -> None:
    spring = ScopeDeclared(scope="spring", kind="cycle", begins=date(2026, 3, 1), ends=date(2026, 5, 31))
    view = shown(ScopeView, "scope:spring", spring)
    assert (view.kind, view.begins, view.ends) == ("cycle", date(2026, 3, 1), date(2026, 5, 31))


def test_the_defaults_are_in_force_from_the_start() -> None:
    view = shown(PolicyView, "policy")
    assert (view.revision, view.policy, view.proposal) == (1, Policy(), None)


def test_a_proposed_policy_waits_for_the_other_side() -> None:
    confirmed = PolicyConfirmed(revision=2, digest="a" * 64, side="business", person=KIM, confirmed={"business": KIM})
    view = shown(PolicyView, "policy", STRICTER, confirmed)
    assert view.proposal
    assert (view.revision, view.proposal.revision, view.proposal.waiting_for) == (1, 2, ["technology"])
    assert [(each.setting, each.old, each.new) for each in view.proposal.changes] == [
        ("readiness", "advise", "enforce")
    ]
    adopted = shown(
        PolicyView, "policy", STRICTER, confirmed, PolicyAdopted(revision=2, digest="a" * 64, policy=STRICTER.policy)
    )
    assert (adopted.revision, adopted.policy.readiness, adopted.proposal) == (2, "enforce", None)
    assert [each.standing for each in adopted.history] == ["adopted"]


def test_a_newer_proposal_voids_the_former_one() -> None:
    voided = PolicyProposalVoided(revision=2, digest="a" * 64, by=3)
    newer = PolicyProposed(revision=3, digest="b" * 64, policy=Policy(minutes="at_once"), side="technology")
    view = shown(PolicyView, "policy", STRICTER, voided, newer)
    assert [(each.revision, each.standing, each.voided_by) for each in view.history] == [
        (2, "voided", 3),
        (3, "proposed", None),
    ]
    assert view.proposal is view.history[1]


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        (MinuteConfirmed(meeting=MEETING, person=KIM, place=place(MEETING, KIM), acts=(ACT,)), "confirmed"),
        (
            MinuteDisputed(meeting=MEETING, person=KIM, place=place(MEETING, KIM), acts=(ACT,), reason="I did not"),
            "disputed",
        ),
    ],
)
def test_minuted_acts_wait_for_their_person(word: Event, standing: str) -> None:
    waiting = shown(MeetingView, f"meeting:{MEETING}", HELD, MINUTED)
    assert waiting.waiting == {KIM: 1}
    assert [each.act for each in person(KIM, KIM_KNOWN, HELD, MINUTED).waiting] == [ACT]
    settled = shown(MeetingView, f"meeting:{MEETING}", HELD, MINUTED, word)
    assert [(each.command, each.standing) for each in settled.acts] == [("agree-decision", standing)]
    assert settled.waiting == {}
    view = person(KIM, KIM_KNOWN, HELD, MINUTED, word)
    assert (view.waiting, [each.title for each in view.meetings]) == ([], ["Quarterly review"])


def test_a_corrected_meeting_shows_who_was_there() -> None:
    corrected = RecordCorrected(
        event=an_id("evt", 1),
        subjects=(f"meeting:{MEETING}",),
        position=1,
        type="meeting-held.v1",
        field="present",
        reason="Tim came later",
        former=[KIM, MAX],
        to=[KIM, MAX, TIM],
    )
    assert shown(MeetingView, f"meeting:{MEETING}", HELD, corrected).present == (KIM, MAX, TIM)


def test_questions_wait_for_advice() -> None:
    asked = AdviceAsked(decision=an_id("dec", 1), advice=an_id("adv", 1), asked=MAX, question="Is a week enough?")
    given = AdviceGiven(decision=an_id("dec", 1), advice=an_id("adv", 1), by=MAX, text="Two are")
    assert [each.answered for each in person(MAX, MAX_KNOWN, asked).advice] == [None]
    assert person(MAX, MAX_KNOWN, asked, given).advice[0].answered


def test_what_a_person_waived_is_shown() -> None:
    waived = RuleWaived(rule="partnership.some-rule", reason="Just once", detail="It says no", policy=1, member=KIM)
    assert [each.reason for each in person(KIM, KIM_KNOWN, fact(waived, actor=KIM)).waivers] == ["Just once"]


@settings(max_examples=60)
@for_all(st.data())
def test_a_person_is_what_permissions_rest_on(data: st.DataObject) -> None:
    who = an_id("per", 1)
    history = data.draw(histories(f"member:{who}", Member.folds))
    view, state = fold_person(who, history), Member(who)
    _learn(state, history)
    assert view is None or (set(view.sides), set(view.roles)) == (state.sides, state.roles)


def _learn(state: Member, history: Iterable[Recorded]) -> None:
    for recorded in history:
        if state.sees(recorded):
            state.fold(recorded)


def test_a_seat_with_a_title() -> None:
    joined = PartnerJoined(person=TIM, side="technology", partners=1, title="CTO")
    view = person(TIM, joined)
    assert [(seat.side, seat.title, seat.left) for seat in view.seats] == [("technology", "CTO", None)]
