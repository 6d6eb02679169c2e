"""What waits at a decision, whatever course it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decisions.accept_resolution import AcceptResolution
from domain.decisions.agree_decision import AgreeDecision
from domain.decisions.ask_advice import AdviceQuestion, AskAdvice
from domain.decisions.changing import Changes
from domain.decisions.closing import Closing
from domain.decisions.counter_propose import CounterPropose
from domain.decisions.decline_decision import DeclineDecision
from domain.decisions.give_advice import AdviceWords, GiveAdvice
from domain.decisions.objecting import AboutObjection
from domain.decisions.raise_objection import ObjectionWords, RaiseObjection
from domain.decisions.reaffirm_decision import Reaffirmation, ReaffirmDecision
from domain.decisions.rescind_agreement import RescindAgreement, Rescission
from domain.decisions.resolve_objection import ResolutionWords, ResolveObjection
from domain.decisions.revise_decision import ReviseDecision
from domain.decisions.revoke_decision import Revocation, RevokeDecision
from domain.decisions.withdraw_objection import ObjectionWithdrawal, WithdrawObjection
from domain.partnership.events import DelegationGranted
from domain.partnership.policy import Policy, PolicyAdopted
from tests.domain.decisions.scene import (
    ADV,
    BEA,
    BEN,
    DEC,
    DEV,
    DOT,
    DOT_FOR_BEA,
    OBJ,
    SLOW,
    TED,
    TESS,
    TESTS,
    Scene,
    commitment,
    proposal,
    proposed,
    reached,
    scene,
    won,
)
from tests.domain.opportunities.history import DIGEST
from tests.domain.story import BEGINNING, SIDES, an_id
from tests.projections import naive_waiting
from tests.projections.any_history import numbered
from tests.projections.board import Board

ON = f"decision:{DEC}"
TECHNOLOGY, BUSINESS = "side:technology", "side:business"
DEADLINE = BEGINNING + timedelta(days=10)
REVIEW = date(2026, 9, 1)
Move = Callable[[Scene], Any]


def waits(told: Scene, person: str | None = None, *, at: datetime | None = None) -> list[tuple[str, str]]:
    """Act and audience of what waits at the decision."""
    return Board(told.history).acts(ON, at or told.now, person)


def acts(told: Scene, person: str, *, at: datetime | None = None) -> list[str]:
    """What waits there for a person."""
    return [act for act, _ in waits(told, person, at=at)]


def test_first_a_win_in_ones_own_words_then_the_agreement() -> None:
    told = proposed()
    assert waits(told) == [("state-win", TECHNOLOGY), ("state-win", BUSINESS)]
    told.wins(TED)
    assert (acts(told, TESS), acts(told, BEA), acts(told, DEV)) == (["agree-decision"], ["state-win"], [])
    told.agrees(TED)
    assert waits(told) == [("state-win", BUSINESS)]


def test_it_says_since_when_on_which_event_and_gives_revision_and_hash() -> None:
    told = won(proposal(respond_by=DEADLINE))
    board = Board(told.history)
    duty = board.duties(ON, told.now, BEA)[0]
    put = next(each for each in board.history if ON in each.tags)
    assert (duty.event, duty.position, duty.since, duty.deadline) == (put.id, put.position, put.occurred_at, DEADLINE)
    assert duty.body == {"revision": 1, "digest": told.table().digest}
    assert waits(told, at=DEADLINE + timedelta(seconds=1)) == []


def test_a_counter_proposal_asks_both_sides_anew() -> None:
    told = won()
    told.agrees(TED)
    told.does(BEA, CounterPropose, Changes(rationale="Tests first.", choice=TESTS))
    assert waits(told) == [("state-win", TECHNOLOGY), ("state-win", BUSINESS)]
    told.wins(TED)
    (duty,) = Board(told.history).duties(ON, told.now, TED)
    assert (duty.why, duty.body["revision"]) == ("business answered with a counter-proposal.", 2)


def test_nobody_is_asked_to_agree_for_a_second_side() -> None:
    dot_for_ted = DelegationGranted(
        delegation=an_id("del", 2), giver=TED, receiver=DOT, side="technology", begins=BEGINNING, ends=DEADLINE
    )
    told = won(None, DOT_FOR_BEA, dot_for_ted)
    assert acts(told, DOT) == ["agree-decision", "agree-decision"]
    told.does(DOT, AgreeDecision, told.agreement(side="business"))
    assert (acts(told, DOT), acts(told, TED)) == ([], ["agree-decision"])


def test_a_delegate_is_asked_within_the_scope_and_the_time() -> None:
    def dot(scope: str | None) -> Scene:
        granted = DelegationGranted(
            delegation=an_id("del", 1),
            giver=BEA,
            receiver=DOT,
            side="business",
            begins=BEGINNING,
            ends=DEADLINE,
            scope=scope,
        )
        return proposed(None, granted)

    assert (acts(dot(None), DOT), acts(dot("main"), DOT), acts(dot("platform"), DOT)) == (
        ["state-win"],
        ["state-win"],
        [],
    )
    assert acts(dot(None), DOT, at=DEADLINE) == []


def test_where_all_partners_agree_only_those_who_have_not_are_asked() -> None:
    told = won(None, PolicyAdopted(revision=2, digest=DIGEST, policy=Policy(agreement="all_partners")))
    told.agrees(BEA)
    assert (acts(told, BEA), acts(told, BEN)) == ([], ["agree-decision"])
    told.agrees(BEN)
    assert (acts(told, BEN), acts(told, TESS)) == ([], ["agree-decision"])


def test_a_blocking_objection_holds_agreements_up_until_the_objector_is_content() -> None:
    told = won()
    told.does(DEV, RaiseObjection, ObjectionWords(revision=1, blocking=True, reason="Nobody asked us.", objection=OBJ))
    assert waits(told) == [("resolve-objection", TECHNOLOGY)]
    told.does(TED, ResolveObjection, ResolutionWords(objection=OBJ, resolution="answered", text="We ask now."))
    assert (waits(told), acts(told, DEV)) == ([("accept-resolution", f"person:{DEV}")], ["accept-resolution"])
    told.does(DEV, AcceptResolution, AboutObjection(objection=OBJ))
    assert waits(told) == [("agree-decision", TECHNOLOGY), ("agree-decision", BUSINESS)]


def test_advice_waits_for_who_was_asked_until_it_is_given_or_too_late() -> None:
    told = proposed(proposal(respond_by=DEADLINE))
    told.does(TED, AskAdvice, AdviceQuestion(asked=DEV, question="Can QA keep up?", advice=ADV))
    assert acts(told, DEV) == ["give-advice"]
    assert acts(told, DEV, at=DEADLINE) == []
    told.does(DEV, GiveAdvice, AdviceWords(advice=ADV, text="With a second machine."))
    assert acts(told, DEV) == []


def test_a_review_waits_from_its_day_on_until_both_sides_stand_by_it() -> None:
    told = reached(proposal(review_on=REVIEW))
    midnight = datetime(2026, 8, 31, 22, tzinfo=UTC)  # in Copenhagen
    assert (waits(told, at=midnight - timedelta(seconds=1)), waits(told, at=midnight)) == (
        [],
        [("reaffirm-decision", TECHNOLOGY), ("reaffirm-decision", BUSINESS)],
    )
    (day,) = Board(told.history).item(ON)[1]
    assert (day.kind, day.on, day.sequence, day.cancelled) == ("review_on", REVIEW, 0, False)
    told.now = midnight
    told.does(BEA, ReaffirmDecision, Reaffirmation(next_review=date(2026, 12, 1)))
    assert waits(told) == [("reaffirm-decision", TECHNOLOGY)]
    told.does(TED, ReaffirmDecision, Reaffirmation())
    (day,) = Board(told.history).item(ON)[1]
    assert (waits(told), day.on, day.sequence) == ([], date(2026, 12, 1), 1)


def test_a_contested_decision_waits_for_both_sides_and_a_revocation_for_the_other() -> None:
    told = reached()
    told.does(BEA, RescindAgreement, Rescission(reason="Numbers were wrong."))
    assert waits(told) == [("reaffirm-decision", TECHNOLOGY), ("reaffirm-decision", BUSINESS)]
    told.does(BEA, RevokeDecision, Revocation(reason="Start over."))
    assert ("revoke-decision", TECHNOLOGY) in waits(told)
    told.does(TED, RevokeDecision, Revocation(reason="Agreed."))
    assert waits(told) == []


def test_the_time_to_respond_is_a_date_that_moves_and_is_crossed_out() -> None:
    told = proposed(proposal(respond_by=DEADLINE))
    told.does(TED, ReviseDecision, Changes(respond_by=DEADLINE + timedelta(days=1)))
    (day,) = Board(told.history).item(ON)[1]
    assert (day.name, day.at, day.sequence, day.cancelled) == (
        "respond_by",
        DEADLINE + timedelta(days=1),
        1,
        False,
    )
    told.does(BEA, DeclineDecision, Closing(reason="Not now."))
    (day,) = Board(told.history).item(ON)[1]
    assert (waits(told), day.sequence, day.cancelled) == ([], 2, True)


def _change(by: str, command: Any) -> Move:
    return lambda told: told.does(by, command, Changes(rationale=f"Because of {len(told.history)}."))


def _object(by: str, blocking: bool) -> Move:  # noqa: FBT001 - drawn
    return lambda told: told.does(
        by,
        RaiseObjection,
        ObjectionWords(revision=told.table().revision, blocking=blocking, reason="No.", objection=OBJ),
    )


PARTNERS = (TED, TESS, BEA, BEN)
MOVES: list[Move] = [
    *(lambda told, by=by: told.wins(by) for by in PARTNERS),
    *(lambda told, by=by: told.agrees(by) for by in PARTNERS),
    *(lambda told, by=by: told.does(by, RescindAgreement, Rescission(reason="No.")) for by in (TED, BEA)),
    *(lambda told, by=by: told.does(by, ReaffirmDecision, Reaffirmation()) for by in PARTNERS),
    *(_change(by, command) for by in (TED, BEA) for command in (CounterPropose, ReviseDecision)),
    *(_object(by, blocking) for by in (DEV, BEN) for blocking in (True, False)),
    *(
        lambda told, by=by, how=how: told.does(
            by, ResolveObjection, ResolutionWords(objection=OBJ, resolution=how, text="So.", revision=2)
        )
        for by in (TED, BEA)
        for how in ("answered", "integrated", "overruled")
    ),
    *(lambda told, by=by: told.does(by, AcceptResolution, AboutObjection(objection=OBJ)) for by in (DEV, BEN)),
    *(lambda told, by=by: told.does(by, WithdrawObjection, ObjectionWithdrawal(objection=OBJ)) for by in (DEV, BEN)),
    lambda told: told.does(BEA, DeclineDecision, Closing(reason="No.")),
]


@settings(max_examples=100)
@given(
    body=st.sampled_from([proposal(), commitment(SLOW), proposal(respond_by=DEADLINE)]),
    moves=st.lists(st.sampled_from(MOVES), max_size=25),
)
def test_any_course_waits_as_the_domain_says(body: Any, moves: list[Move]) -> None:
    told = scene()
    told.proposes(body)
    board = Board(told.history)
    for move in moves:
        known = len(told.history)
        move(told)
        for recorded in numbered(told.history)[known:]:
            board.take(recorded)
        expected = naive_waiting.waiting(ON, board.history, SIDES, told.now)
        assert sorted(board.acts(ON, told.now)) == expected
