"""What a reader sees of a decision after people have acted."""

from datetime import timedelta

from hypothesis import settings
from hypothesis.stateful import invariant

from domain.decisions.accept_resolution import AcceptResolution
from domain.decisions.ask_advice import AdviceQuestion, AskAdvice
from domain.decisions.assess_win import AssessWin, WinAssessment
from domain.decisions.carry_agreement import Carry, CarryAgreement
from domain.decisions.changing import Changes
from domain.decisions.closing import Closing
from domain.decisions.counter_propose import CounterPropose
from domain.decisions.decline_decision import DeclineDecision
from domain.decisions.give_advice import AdviceWords, GiveAdvice
from domain.decisions.objecting import AboutObjection
from domain.decisions.raise_objection import ObjectionWords, RaiseObjection
from domain.decisions.reaffirm_decision import Reaffirmation, ReaffirmDecision
from domain.decisions.record_decision_outcome import DecisionOutcome, RecordDecisionOutcome
from domain.decisions.rescind_agreement import RescindAgreement, Rescission
from domain.decisions.resolve_objection import ResolutionWords, ResolveObjection
from domain.decisions.revise_decision import ReviseDecision
from domain.decisions.revoke_decision import Revocation, RevokeDecision
from domain.decisions.take_stance import StanceWords, TakeStance
from domain.decisions.withdraw_objection import ObjectionWithdrawal, WithdrawObjection
from projections.decisions.view import fold_decision
from tests.domain.decisions.scene import (
    ADV,
    BEA,
    DEC,
    DEV,
    DOT,
    DOT_FOR_BEA,
    LATER,
    OBJ,
    SLOW,
    TED,
    TESTS,
    again,
    commitment,
    proposal,
    proposed,
    reached,
    won,
)
from tests.domain.decisions.test_any_course import AnyCourse
from tests.domain.story import SIDES, an_id
from tests.projections.any_history import decision_in


def test_a_proposal_shows_what_is_on_the_table_and_for_whom_it_waits() -> None:
    view = decision_in(proposed().history)
    assert (view.state, view.kind, view.scope, view.revision) == ("open", "first_priority", "main", 1)
    assert view.content
    assert view.content.choice == SLOW
    assert (view.proposed_by, view.proposed_side) == (TED, "technology")
    assert view.waiting_for == ["technology", "business"]
    assert view.revisions[0].how == "proposed"
    assert view.revisions[0].changes == []


def test_a_decision_that_was_never_proposed_is_not_shown() -> None:
    assert fold_decision(LATER, [], SIDES) is None


def test_a_counter_proposal_says_what_it_changes_and_voids_what_stood() -> None:
    started = won()
    started.agrees(BEA)
    started.does(BEA, CounterPropose, Changes(choice=TESTS, rationale="Nobody trusts a build."))
    view = decision_in(started.history)
    assert [(each.revision, each.how, each.side, each.on_table) for each in view.revisions] == [
        (1, "proposed", "technology", False),
        (2, "countered", "business", True),
    ]
    assert [(change.field, change.old, change.new) for change in view.revisions[1].changes] == [
        ("choice", SLOW, TESTS),
        ("rationale", "Every other promise waits for a release.", "Nobody trusts a build."),
    ]
    (agreement,) = view.agreements
    assert (agreement.side, agreement.stands, agreement.ended_as) == ("business", False, "voided")
    assert [(win.side, win.stands, win.voided is not None) for win in view.wins] == [
        ("technology", False, True),
        ("business", False, True),
    ]


def test_agreements_keep_the_order_in_which_they_were_given() -> None:
    view = decision_in(reached().history)
    assert [(each.order, each.side, each.person) for each in view.agreements] == [
        (1, "business", BEA),
        (2, "technology", TED),
    ]
    assert view.agreed_sides == ["business", "technology"]
    assert view.waiting_for == []
    assert view.force
    assert view.force.place == "first_priority/main"
    assert view.force.still_for == (SLOW,)
    assert view.force.until is None


def test_a_delegate_is_shown_with_the_partner_behind() -> None:
    started = won(None, DOT_FOR_BEA)
    started.agrees(DOT)
    (agreement,) = decision_in(started.history).agreements
    assert (agreement.person, agreement.behalf_of) == (DOT, BEA)


def test_an_objection_is_followed_to_its_end() -> None:
    started = proposed()
    started.does(DEV, RaiseObjection, ObjectionWords(objection=OBJ, reason="Nobody asked us", blocking=True))
    assert decision_in(started.history).blocking == [OBJ]
    started.does(TED, ResolveObjection, ResolutionWords(objection=OBJ, resolution="answered", text="We ask now"))
    (objection,) = decision_in(started.history).objections
    assert (objection.standing, objection.closed) == ("awaiting_objector", None)
    started.does(DEV, AcceptResolution, AboutObjection(objection=OBJ))
    (objection,) = decision_in(started.history).objections
    assert (objection.person, objection.standing) == (DEV, "accepted")
    assert [(each.resolution, each.text) for each in objection.resolutions] == [("answered", "We ask now")]
    assert decision_in(started.history).blocking == []


def test_an_overruled_objection_names_every_side_that_wanted_so() -> None:
    started = proposed()
    started.does(DEV, RaiseObjection, ObjectionWords(objection=OBJ, reason="Nobody asked us"))
    for person in (TED, BEA):
        words = ResolutionWords(objection=OBJ, resolution="overruled", text="It cannot wait")
        started.does(person, ResolveObjection, words)
    (objection,) = decision_in(started.history).objections
    assert objection.standing == "overruled"
    assert [(each.side, each.person, each.reason) for each in objection.overruling] == [
        ("technology", TED, "It cannot wait"),
        ("business", BEA, "It cannot wait"),
    ]


def test_a_withdrawn_objection_says_why() -> None:
    started = proposed()
    started.does(DEV, RaiseObjection, ObjectionWords(objection=OBJ, reason="Nobody asked us"))
    started.does(DEV, WithdrawObjection, ObjectionWithdrawal(objection=OBJ, reason="You did, I was away"))
    (objection,) = decision_in(started.history).objections
    assert (objection.standing, objection.withdrawn_because) == ("withdrawn", "You did, I was away")


def test_advice_stands_with_the_question_that_it_answers() -> None:
    started = proposed()
    started.does(TED, AskAdvice, AdviceQuestion(advice=ADV, asked=DEV, question="Is a week enough?"))
    started.does(DEV, GiveAdvice, AdviceWords(advice=ADV, text="Two are"))
    started.does(TED, GiveAdvice, AdviceWords(by=DEV, text="Start with one team", taken="yes"))
    asked, unasked = decision_in(started.history).advice
    assert (asked.asked, asked.question, [word.text for word in asked.given]) == (DEV, "Is a week enough?", ["Two are"])
    assert (unasked.question, unasked.given[0].by, unasked.given[0].taken) == (None, DEV, "yes")


def test_only_the_last_stance_of_a_person_is_the_latest() -> None:
    started = proposed()
    started.does(DEV, TakeStance, StanceWords(stance="stand_aside", reason="I was away"))
    started.does(DEV, TakeStance, StanceWords(stance="agree"))
    stances = decision_in(started.history).stances
    assert [(each.stance, each.latest) for each in stances] == [("stand_aside", False), ("agree", True)]


def test_each_side_judges_its_own_win() -> None:
    started = reached()
    started.does(BEA, AssessWin, WinAssessment(verdict="partly", text="In one team"))
    business = next(win for win in decision_in(started.history).wins if win.side == "business")
    assert [(each.verdict, each.text) for each in business.assessments] == [("partly", "In one team")]


def test_a_successor_ends_what_is_in_force() -> None:
    started = again(reached(), proposal(choice=TESTS))
    former, later = decision_in(started.history), decision_in(started.history, LATER)
    assert former.state == "superseded"
    assert [each.decision for each in former.superseded_by] == [LATER]
    assert [each.decision for each in later.supersedes] == [DEC]
    assert former.force
    assert (former.force.ended_as, former.force.still_for) == ("superseded", ())
    assert former.end
    assert former.end.fact.position < later.position


def test_a_contested_decision_is_agreed_again_when_all_stand_by_it() -> None:
    started = reached()
    started.does(BEA, RescindAgreement, Rescission(reason="The money went elsewhere"))
    contested = decision_in(started.history)
    assert (contested.state, contested.rescissions[0].after_all_agreed) == ("contested", True)
    for person in (BEA, TED):
        started.does(person, ReaffirmDecision, Reaffirmation(note="Still right"))
    view = decision_in(started.history)
    assert view.state == "agreed"
    assert [each.cause for each in view.confirmations] == ["contest"]
    assert [(each.side, each.how, each.stands) for each in view.agreements] == [
        ("business", "agreed", False),
        ("technology", "agreed", True),
        ("business", "reaffirmed", True),
    ]


def test_a_revoked_decision_shows_who_wanted_it() -> None:
    started = reached()
    for person in (TED, BEA):
        started.does(person, RevokeDecision, Revocation(reason="The product ends"))
    view = decision_in(started.history)
    assert (view.state, [each.person for each in view.revocations]) == ("revoked", [TED, BEA])


def test_a_declined_decision_says_by_which_side_and_why() -> None:
    started = proposed()
    started.does(BEA, DeclineDecision, Closing(reason="Not this year"))
    view = decision_in(started.history)
    assert view.end
    assert (view.state, view.end.side, view.end.reason) == ("declined", "business", "Not this year")
    assert view.waiting_for == []


def test_a_carried_agreement_says_from_where() -> None:
    started = reached(commitment())
    started.proposes(commitment(cycle="summer"), decision=LATER)
    table = started.table(LATER)
    body = Carry(former=DEC, revision=table.revision, digest=table.digest, reason="The cycle slipped")
    started.does(BEA, CarryAgreement, body, LATER)
    (agreement,) = decision_in(started.history, LATER).agreements
    assert (agreement.how, agreement.carried_from, agreement.carried_by) == ("carried", DEC, BEA)
    assert decision_in(started.history).carried_to == [LATER]


def test_what_came_of_it_is_shown() -> None:
    started = reached()
    started.does(DEV, RecordDecisionOutcome, DecisionOutcome(outcome="Releases take a week"))
    assert [each.outcome for each in decision_in(started.history).outcomes] == ["Releases take a week"]


def test_a_revision_moves_the_deadline() -> None:
    started = proposed()
    until = started.now + timedelta(days=3)
    started.does(TED, ReviseDecision, Changes(respond_by=until))
    assert decision_in(started.history).respond_by == until


class ShownAnyCourse(AnyCourse):
    """Whatever people do, readers see what commands decide on."""

    @invariant()
    def views_say_what_the_domain_says(self) -> None:
        for number in range(1, self.decisions + 1):
            state = self.scene.state(an_id("dec", number))
            if not state.known:
                continue
            view = decision_in(self.scene.history, state.decision)
            assert view.state == state.state
            assert view.agreed_sides == list(state.complete)
            standing = [(each.side, each.person) for each in view.agreements if each.stands]
            assert standing == [(each.side, each.person) for each in state.agreements]
            assert {win.side: win.text for win in view.wins if win.stands} == state.wins
            assert (view.force.still_for if view.force else ()) == state.held
            open_ones = {name for name, objection in state.objections.items() if objection.open}
            assert {
                each.objection for each in view.objections if each.standing in {"open", "awaiting_objector"}
            } == open_ones
            assert (view.end is not None) == (state.ended_at is not None)


TestShownAnyCourse = ShownAnyCourse.TestCase
TestShownAnyCourse.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
