"""The record of a decision answers what auditors and newcomers ask."""

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from domain.acting import Waive
from domain.decisions.changing import Changes
from domain.decisions.counter_propose import CounterPropose
from domain.decisions.events import AgreementReached, DecisionProposed, SideAgreed
from domain.decisions.raise_objection import ObjectionWords, RaiseObjection
from domain.decisions.take_stance import StanceWords, TakeStance
from domain.decisions.terms import Ground
from domain.kernel import Event, Recorded
from domain.opportunities.events import EvidenceAttached, OpportunityReworded
from domain.opportunities.terms import UrlEvidence
from projections.decisions.flags import duration
from projections.decisions.record import DecisionRecord, fold_record
from tests.domain.decisions.scene import (
    BEA,
    DEC,
    DEV,
    FAY,
    OBJ,
    ONCALL,
    SLOW,
    TED,
    TESTS,
    Scene,
    option,
    proposal,
    proposed,
    reached,
    won,
)
from tests.domain.opportunities.history import EVIDENCE, LINK, PROBLEM, TITLE
from tests.domain.story import SIDES, an_id
from tests.projections.any_history import record_in

REWORDED = OpportunityReworded(
    opportunity=SLOW,
    revision=2,
    digest="b" * 64,
    title="Releases take five weeks",
    problem=PROBLEM,
    former_title=TITLE,
    former_problem=PROBLEM,
)


def flags(record: DecisionRecord) -> set[str]:
    """The names of a record's flags."""
    return {flag.flag for flag in record.flags}


def changed(scene: Scene, kind: type[Event], side: str = "", **envelope: Any) -> list[Recorded]:
    """A scene's history with another envelope around events of a type (of one side)."""
    return [
        replace(each, **envelope)
        if isinstance(each.event, kind) and side in {"", getattr(each.event, "side", "")}
        else each
        for each in scene.history
    ]


def slowly(scene: Scene) -> list[Recorded]:
    """The same history with an hour between any two events."""
    return [
        replace(
            each,
            occurred_at=each.occurred_at + timedelta(hours=number),
            recorded_at=each.recorded_at + timedelta(hours=number),
        )
        for number, each in enumerate(scene.history)
    ]


def agreed_at(scene: Scene) -> datetime:
    """When the sides had agreed."""
    return next(each.occurred_at for each in scene.history if isinstance(each.event, AgreementReached))


def test_it_says_what_was_decided_and_what_it_was_chosen_from() -> None:
    record = record_in(reached().history)
    assert record.headline == f"First priority in main: “{TITLE}”"
    assert [(each.opportunity, each.do_nothing, each.taken, each.rank) for each in record.options] == [
        (SLOW, False, True, 1),
        (TESTS, False, False, None),
        (None, True, False, None),
    ]
    slow = record.options[0].opportunity_then
    assert slow
    assert (slow.title, slow.raised_sides, slow.state_then, slow.state_now) == (
        TITLE,
        ("technology",),
        "open",
        "prioritised",
    )


def test_options_read_as_they_did_then() -> None:
    record = record_in(reached().happened(REWORDED).history)
    slow = record.options[0].opportunity_then
    assert slow
    assert (slow.title, slow.title_now, slow.reworded_to) == (TITLE, "Releases take five weeks", 2)
    assert "reworded_since" in flags(record)


def test_readiness_and_evidence_are_those_of_the_time() -> None:
    started = reached(None, EVIDENCE)
    later = EvidenceAttached(opportunity=SLOW, evidence=an_id("evd", 2), stance="contradicts", what=LINK)
    slow = record_in(started.happened(later).history).options[0].opportunity_then
    assert slow
    assert [piece.evidence for piece in slow.evidence_then] == [an_id("evd", 1)]
    assert slow.readiness_then.missing == ["impacted", "value:technology", "value:business", "aligned", "assessed"]


def test_an_option_that_was_dropped_on_the_way_stays_on_the_record() -> None:
    started = proposed()
    started.does(BEA, CounterPropose, Changes(options=(option(SLOW), option(ONCALL), proposal().options[2])))
    dropped = record_in(started.history).options[-1]
    assert (dropped.opportunity, dropped.on_table, dropped.in_revisions) == (TESTS, False, (1,))


def test_evidence_stands_as_it_was_pinned() -> None:
    ground = Ground(stance="contradicts", what=UrlEvidence(url="https://example.org/counts", note="Last year"))
    assert record_in(reached(proposal(evidence=(ground,))).history).evidence == (ground,)


def test_agreements_that_fell_with_a_revision_stand_apart() -> None:
    started = won()
    started.agrees(BEA)
    started.does(BEA, CounterPropose, Changes(choice=TESTS))
    record = record_in(started.history)
    assert [each.person for each in record.voided] == [BEA]
    assert record.agreements == []


def test_it_names_who_agreed_in_order_and_from_when() -> None:
    started = reached()
    record = record_in(started.history)
    assert [(each.side, each.fact.basis) for each in record.agreements] == [
        ("business", "first_hand"),
        ("technology", "first_hand"),
    ]
    assert (record.in_force, record.in_force_from, record.in_force_until) == (True, agreed_at(started), None)
    assert record.seconds_to_agreement == 240


def test_dissent_stands_with_its_reason() -> None:
    started = won()
    started.does(DEV, RaiseObjection, ObjectionWords(objection=OBJ, reason="Nobody asked us"))
    started.does(BEA, TakeStance, StanceWords(stance="disagree_and_commit", reason="Tests would come first"))
    for person in (BEA, TED):
        started.agrees(person)
    assert [(each.person, each.objection, each.stance, each.reason) for each in record_in(started.history).dissent] == [
        (DEV, OBJ, None, "Nobody asked us"),
        (BEA, None, "disagree_and_commit", "Tests would come first"),
    ]


def test_a_side_that_said_nothing_is_named() -> None:
    assert record_in(proposed().history).silent_sides == ["business"]
    assert record_in(reached().history).silent_sides == []


def test_it_lists_every_event_that_it_rests_on() -> None:
    record = record_in(reached(None, EVIDENCE).history)
    assert [each.type for each in record.events] == [
        "opportunity-raised.v1",
        "opportunity-raised.v1",
        "evidence-attached.v1",
        "decision-proposed.v1",
        "win-stated.v1",
        "win-stated.v1",
        "side-agreed.v1",
        "side-agreed.v1",
        "agreement-reached.v1",
    ]
    assert record.events[-1].position == record.position


def test_its_position_moves_with_its_options() -> None:
    started = reached()
    before = record_in(started.history).position
    assert record_in(started.happened(REWORDED).history).position == before + 1


def test_without_the_opportunities_events_options_go_by_their_ids() -> None:
    history = [each for each in reached().history if f"decision:{DEC}" in each.tags]
    record = fold_record(DEC, history, SIDES, opportunities={}, issuers={})
    assert record
    assert record.headline == f"First priority in main: {SLOW}"


def test_one_who_typed_both_agreements_is_flagged() -> None:
    record = record_in(changed(reached(), SideAgreed, recorder=FAY, basis="minuted"))
    assert {"same_recorder", "second_hand"} <= flags(record)
    assert f"{FAY} recorded the agreements of business and technology." in {flag.detail for flag in record.flags}


def test_a_partner_who_typed_the_other_sides_agreement_is_flagged() -> None:
    assert "same_recorder" in flags(record_in(changed(reached(), SideAgreed, "business", recorder=TED)))
    assert "same_recorder" not in flags(record_in(reached().history))


def test_one_who_issued_the_keys_of_both_sides_is_flagged() -> None:
    history = [
        replace(each, credential=f"key{each.actor[-1]}") if isinstance(each.event, SideAgreed) else each
        for each in reached().history
    ]
    one, both = {"key1": FAY, "key3": BEA}, {"key1": FAY, "key3": FAY}
    assert "same_key_issuer" in flags(record_in(history, issuers=both))
    assert "same_key_issuer" not in flags(record_in(history, issuers=one))


def test_a_proposer_who_agreed_is_flagged() -> None:
    assert "proposer_agreed" in flags(record_in(reached().history))


def test_options_of_one_side_only_are_flagged() -> None:
    mine = (option(SLOW), option(ONCALL), proposal().options[2])
    until = proposed().now + timedelta(days=2)
    assert "options_of_one_side" in flags(record_in(proposed(proposal(options=mine, respond_by=until)).history))
    assert "options_of_one_side" not in flags(record_in(proposed().history))


def test_an_agreement_without_a_word_from_the_other_side_is_flagged() -> None:
    no_win = Waive(rule="decision.win-missing", reason="It is obvious")
    started = proposed(proposal(waive=(no_win,)))
    for person in (TED, BEA):
        started.agrees(person)
    assert "unanswered" in flags(record_in(started.history))
    assert "unanswered" not in flags(record_in(reached().history))
    assert [waiver.reason for waiver in record_in(started.history).waivers] == ["It is obvious"]


def test_sides_that_agreed_within_a_minute_are_flagged() -> None:
    assert "signed_within_a_minute" in flags(record_in(reached().history))
    assert "signed_within_a_minute" not in flags(record_in(slowly(reached())))


def test_acts_claimed_for_earlier_are_flagged() -> None:
    started = reached()
    earlier = next(each.recorded_at for each in started.history if isinstance(each.event, DecisionProposed))
    record = record_in(changed(started, DecisionProposed, occurred_at=earlier - timedelta(days=3)))
    (flag,) = [each for each in record.flags if each.flag == "back_dated"]
    assert flag.detail == "1 act is claimed for earlier than recorded, by up to 3 days."
    assert flag.positions == (record.revisions[0].fact.position,)
    imported = changed(started, DecisionProposed, occurred_at=earlier - timedelta(days=3), basis="imported")
    assert "back_dated" not in flags(record_in(imported))


def test_lengths_of_time_are_said_in_their_largest_unit() -> None:
    assert [duration(seconds) for seconds in (0, 1, 59, 60, 7200, 90_000)] == [
        "0 seconds",
        "1 second",
        "59 seconds",
        "1 minute",
        "2 hours",
        "1 day",
    ]
