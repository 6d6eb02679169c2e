"""Revisions follow one another; each voids what was agreed to the one before."""

from datetime import timedelta
from typing import Any

import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing, RuleWaived, Waive
from domain.canonical import content_hash
from domain.decisions.changing import Changes, NothingChanged
from domain.decisions.content import ChoiceUnfit, OptionOutdated
from domain.decisions.counter_propose import CounterPropose, CounterToOwnSide
from domain.decisions.events import AgreementVoided, CounterProposed, DecisionProposed, DecisionRevised
from domain.decisions.proposal import DoNothingMissing, NoAlternative, SponsorMissing
from domain.decisions.refusals import (
    DecisionLapsed,
    DecisionNotOpen,
    DecisionUnknown,
    ReasonEmpty,
    RevisionOutdated,
)
from domain.decisions.revise_decision import ReviseDecision, RevisionOfAnotherSide
from domain.decisions.terms import WaivedRule
from domain.decisions.voices import WinVoided
from domain.kernel import Command
from domain.opportunities.events import OpportunityReworded
from domain.opportunities.terms import OpportunityContent
from domain.partnership.events import SponsorshipGranted
from tests.domain.decisions.scene import (
    BEA,
    BEN,
    DEC,
    DEV,
    FAY,
    NOTHING,
    SLOW,
    TED,
    TESS,
    TESTS,
    option,
    order,
    proposal,
    proposed,
    reached,
    scene,
    won,
)
from tests.domain.story import BEGINNING

TESTS_FIRST = Changes(choice=TESTS, rationale="Releases are slow because nobody trusts the tests.")
BOTH = pytest.mark.parametrize(("by", "command"), [(BEA, CounterPropose), (TED, ReviseDecision)])


def test_another_side_counters() -> None:
    started = proposed()
    former = started.table()
    (countered,) = started.does(BEA, CounterPropose, TESTS_FIRST).then(CounterProposed).events
    assert isinstance(countered, CounterProposed)
    assert (countered.revision, countered.side, countered.changes) == (2, "business", ("choice", "rationale"))
    assert countered.digest == content_hash(countered.content) != former.digest
    assert countered.content.options == former.content.options
    assert countered.opportunities == (SLOW, TESTS)


def test_the_same_side_revises() -> None:
    started = proposed()
    started.does(TESS, ReviseDecision, TESTS_FIRST).then(DecisionRevised)
    assert (started.table().revision, started.table().side) == (2, "technology")


def test_sides_go_back_and_forth() -> None:
    started = proposed()
    for by, command in ((BEA, CounterPropose), (BEN, ReviseDecision), (TED, CounterPropose)):
        started.does(by, command, Changes(rationale=f"says {by} with {command.name}")).then(
            CounterProposed if command is CounterPropose else DecisionRevised
        )
    assert started.table().revision == 4
    assert started.state().proposed_side == "technology"


def test_one_does_not_counter_oneself() -> None:
    proposed().does(TESS, CounterPropose, TESTS_FIRST).refused(CounterToOwnSide)


def test_one_does_not_revise_what_another_side_says() -> None:
    proposed().does(BEA, ReviseDecision, TESTS_FIRST).refused(RevisionOfAnotherSide)


@BOTH
def test_what_was_agreed_and_won_is_void(by: str, command: type[Command]) -> None:
    started = won()
    started.agrees(BEA)
    table = started.table()
    voided, *wins, _ = started.does(by, command, TESTS_FIRST).events
    about: dict[str, Any] = {"decision": DEC, "revision": 1, "digest": table.digest, "by_revision": 2}
    assert voided == AgreementVoided(side="business", people=(BEA,), **about)
    assert wins == [WinVoided(side=side, **about) for side in ("technology", "business")]
    state = started.state()
    assert (state.agreements, state.complete, state.wins, state.state) == ((), {}, {}, "open")


@BOTH
def test_a_member_needs_a_sponsor(by: str, command: type[Command]) -> None:
    started = proposed()
    started.does(DEV, command, TESTS_FIRST).refused(SponsorMissing)
    sponsored = Changes(rationale="The team sees it like this", sponsor=by)
    started.does(DEV, command, sponsored).refused(SponsorMissing)
    side = "technology" if by == TED else "business"
    started.happened(SponsorshipGranted(sponsor=by, member=DEV, side=side))
    assert not started.does(DEV, command, sponsored).refusals


@BOTH
def test_others_do_not(by: str, command: type[Command]) -> None:  # noqa: ARG001 - the facilitator is of no side
    proposed().does(FAY, command, TESTS_FIRST).refused(RoleMissing)


@BOTH
def test_there_is_a_decision_to_change(by: str, command: type[Command]) -> None:
    scene().does(by, command, TESTS_FIRST).refused(DecisionUnknown)


@BOTH
def test_what_is_agreed_is_no_longer_changed(by: str, command: type[Command]) -> None:
    reached().does(by, command, TESTS_FIRST).refused(DecisionNotOpen)


@BOTH
def test_what_lapsed_is_no_longer_changed(by: str, command: type[Command]) -> None:
    started = proposed(proposal(expires_at=BEGINNING + timedelta(days=1)))
    started.now += timedelta(days=2)
    started.does(by, command, TESTS_FIRST).refused(DecisionLapsed)


@BOTH
def test_a_revision_changes_something(by: str, command: type[Command]) -> None:
    proposed().does(by, command, Changes(choice=SLOW)).refused(NothingChanged)


@BOTH
def test_a_revision_answers_the_one_on_the_table(by: str, command: type[Command]) -> None:
    started = proposed()
    started.does(by, command, Changes(revision=2, choice=TESTS)).refused(RevisionOutdated)
    assert not started.does(by, command, Changes(revision=1, choice=TESTS)).refusals


@BOTH
def test_a_revision_does_not_come_before_the_former(by: str, command: type[Command]) -> None:
    proposed().does(by, command, TESTS_FIRST, occurred_at=BEGINNING).refused(ClaimedBeforeItsGround)


@BOTH
def test_the_content_stays_in_order(by: str, command: type[Command]) -> None:
    proposed().does(by, command, Changes(ranking=(SLOW,))).refused(ChoiceUnfit)
    proposed().does(by, command, Changes(rationale=" ")).refused(ReasonEmpty)
    proposed().does(by, command, Changes(options=(option(SLOW), option(TESTS)))).refused(DoNothingMissing)


def test_each_side_leaves_the_other_an_alternative() -> None:
    lone = Changes(options=(option(TESTS), NOTHING), choice=TESTS)
    proposed().does(BEA, CounterPropose, lone).refused(NoAlternative)


def test_a_waiver_stays_while_it_is_needed() -> None:
    started = scene()
    waive = (Waive(rule="decision.do-nothing-missing", reason="nobody would"),)
    started.proposes(proposal(waive=waive, options=(option(SLOW), option(TESTS)))).then(RuleWaived, DecisionProposed)
    started.does(BEA, CounterPropose, TESTS_FIRST).then(CounterProposed)
    assert started.table().content.waivers == (WaivedRule(rule="decision.do-nothing-missing", reason="nobody would"),)
    started.does(TED, CounterPropose, Changes(options=(option(SLOW), option(TESTS), NOTHING)))
    assert started.table().content.waivers == ()


def test_waivers_can_be_dropped() -> None:
    started = scene()
    waive = (Waive(rule="decision.do-nothing-missing", reason="nobody would"),)
    started.proposes(proposal(waive=waive, options=(option(SLOW), option(TESTS))))
    dropped = Changes(choice=TESTS, drop=("waivers",))
    started.does(BEA, CounterPropose, dropped).refused(DoNothingMissing)


def test_parts_can_be_emptied() -> None:
    started = proposed(proposal(driver=TED, respond_by=BEGINNING + timedelta(days=7)))
    started.does(TED, ReviseDecision, Changes(drop=("driver", "respond_by"))).then(DecisionRevised)
    assert (started.table().content.driver, started.table().content.respond_by) == (None, None)


def test_a_revision_pins_what_people_read_now() -> None:
    words = {"title": "Releases take eight weeks", "problem": "It got worse."}
    digest = content_hash(OpportunityContent(**words))
    reworded = OpportunityReworded(
        opportunity=SLOW, revision=2, digest=digest, former_title="Before", former_problem="Before", **words
    )
    started = proposed().happened(reworded)
    started.does(BEA, CounterPropose, TESTS_FIRST).refused(OptionOutdated)
    options = (option(SLOW, revision=2, digest=digest), option(TESTS), NOTHING)
    started.does(BEA, CounterPropose, Changes(choice=TESTS, options=options)).then(CounterProposed)


def test_an_order_is_ranked_anew() -> None:
    started = proposed(order(SLOW, TESTS))
    (countered,) = started.does(BEA, CounterPropose, Changes(ranking=(TESTS, SLOW))).events
    assert isinstance(countered, CounterProposed)
    assert countered.content.taken == (TESTS, SLOW)
