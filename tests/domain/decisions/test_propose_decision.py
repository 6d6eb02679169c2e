"""A side proposes what comes first."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing, RuleWaived, SideAmbiguous, Waive
from domain.canonical import content_hash
from domain.decisions.content import (
    ChoiceUnfit,
    CycleMissing,
    DeadlinePast,
    DuplicateOption,
    OnlyForCommitments,
    OptionOutdated,
    OptionUnclear,
    PinMissing,
)
from domain.decisions.events import DecisionProposed
from domain.decisions.proposal import DoNothingMissing, NoAlternative, SponsorMissing
from domain.decisions.propose_decision import DecisionAlreadyExists, Proposal
from domain.decisions.refusals import ReasonEmpty, SideVacant
from domain.decisions.terms import DecisionContent, Option, WaivedRule
from domain.opportunities.events import OpportunityConcluded, OpportunitySuggested
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.partnership.events import PartnerJoined, PartnerLeft, SponsorshipGranted, SponsorshipWithdrawn
from domain.partnership.refusals import PersonUnknown, ScopeUnknown
from domain.refusals import Refusal
from tests.domain.decisions.scene import (
    BEA,
    BEA_SPONSORS_DEV,
    DEC,
    DEV,
    DOT,
    DOT_FOR_BEA,
    FAY,
    NOTHING,
    ONCALL,
    SLOW,
    TED,
    TESTS,
    commitment,
    option,
    order,
    proposal,
    proposed,
    scene,
)
from tests.domain.opportunities.history import DIGEST
from tests.domain.story import BEGINNING, an_id

SOON = BEGINNING + timedelta(days=7)
LONE = (option(SLOW), NOTHING)


def test_a_side_proposes() -> None:
    content = DecisionContent(
        decision=DEC,
        kind="first_priority",
        scope="main",
        options=(option(SLOW), option(TESTS), NOTHING),
        choice=SLOW,
        rationale="Every other promise waits for a release.",
    )
    scene().proposes().then(
        DecisionProposed(
            decision=DEC,
            revision=1,
            digest=content_hash(content),
            content=content,
            side="technology",
            policy=1,
            opportunities=(SLOW, TESTS),
        )
    )


def test_proposing_is_not_agreeing() -> None:
    state = proposed().state()
    assert (state.state, state.agreements, state.held) == ("open", (), ())


def test_everything_that_is_said_is_covered_by_the_hash() -> None:
    plain = proposed().table().digest
    for changes in (
        {"rationale": "Otherwise"},
        {"known_gaps": ("Nobody measured it",)},
        {"review_on": date(2026, 6, 1)},
        {"respond_by": SOON},
        {"expires_at": SOON},
        {"driver": TED},
        {"consulted": (DEV,)},
        {"informed": ("support",)},
        {"key_results": ("Lead time below a week",)},
        {"context_position": 7},
        {"choice": TESTS},
        {"options": (option(SLOW), option(TESTS), Option(words="Hire a vendor"), NOTHING)},
    ):
        assert proposed(proposal(**changes)).table().digest != plain


def test_times_are_hashed_as_the_moments_that_they_are() -> None:
    east = SOON.astimezone(ZoneInfo("Asia/Tokyo"))
    assert proposed(proposal(respond_by=SOON)).table().digest == proposed(proposal(respond_by=east)).table().digest


def test_a_member_proposes_with_a_sponsor() -> None:
    started = scene(BEA_SPONSORS_DEV)
    started.proposes(proposal(sponsor=BEA), by=DEV).then(DecisionProposed)
    assert (started.table().side, started.state().proposed_side) == ("business", "business")


def test_a_delegate_proposes_for_the_side() -> None:
    started = scene(DOT_FOR_BEA)
    started.proposes(by=DOT).then(DecisionProposed)
    assert started.table().side == "business"


@pytest.mark.parametrize(("by", "sponsor"), [(DEV, None), (DEV, FAY), (DEV, DEV), (DEV, TED)])
def test_a_member_needs_a_sponsor_who_speaks_for_a_side(by: str, sponsor: str | None) -> None:
    scene(BEA_SPONSORS_DEV).proposes(proposal(sponsor=sponsor), by=by).refused(SponsorMissing)


def test_a_sponsorship_ends_with_the_sponsors_seat_or_word_and_holds_in_its_scope() -> None:
    named = proposal(sponsor=BEA)
    scene().proposes(named, by=DEV).refused(SponsorMissing)
    left = PartnerLeft(person=BEA, side="business", partners=1)
    scene(BEA_SPONSORS_DEV, left).proposes(named, by=DEV).refused(SponsorMissing)
    over = SponsorshipWithdrawn(sponsor=BEA, member=DEV, side="business", reason="enough")
    scene(BEA_SPONSORS_DEV, over).proposes(named, by=DEV).refused(SponsorMissing)
    elsewhere = SponsorshipGranted(sponsor=BEA, member=DEV, side="business", scope="spring")
    scene(elsewhere).proposes(named, by=DEV).refused(SponsorMissing)
    scene(elsewhere).proposes(proposal(sponsor=BEA, scope="spring"), by=DEV).then(DecisionProposed)


@pytest.mark.parametrize("by", [FAY, "integration:tracker", an_id("per", 77)])
def test_only_people_with_a_part_in_it_propose(by: str) -> None:
    scene().proposes(by=by).refused(RoleMissing)


def test_someone_of_two_sides_says_for_which_one() -> None:
    started = scene(PartnerJoined(person=TED, side="business", partners=3))
    started.proposes().refused(SideAmbiguous)
    started.proposes(proposal(side="business")).then(DecisionProposed)


def test_an_id_is_used_once() -> None:
    proposed().proposes().refused(DecisionAlreadyExists)


def test_a_vacant_side_has_to_be_filled_first() -> None:
    left = PartnerLeft(person=BEA, side="business", partners=0)
    scene(left).proposes().refused(SideVacant)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (proposal(options=(option(SLOW), option(SLOW), option(TESTS), NOTHING)), DuplicateOption),
        (proposal(options=(option(SLOW), option(TESTS), NOTHING, NOTHING)), DuplicateOption),
        (order(SLOW, SLOW), DuplicateOption),
        (proposal(options=(option(SLOW), option(TESTS), NOTHING, Option())), OptionUnclear),
        (proposal(options=(option(SLOW, words="or so"), option(TESTS), NOTHING)), OptionUnclear),
        (proposal(options=(option(SLOW), option(TESTS), option(an_id("opp", 9)), NOTHING)), OpportunityUnknown),
        (proposal(options=(option(SLOW, digest=None), option(TESTS), NOTHING)), PinMissing),
        (proposal(options=(option(SLOW, revision=None), option(TESTS), NOTHING)), PinMissing),
        (proposal(options=(option(SLOW, digest="0" * 64), option(TESTS), NOTHING)), OptionOutdated),
        (proposal(options=(option(SLOW, revision=2), option(TESTS), NOTHING)), OptionOutdated),
        (proposal(choice=None), ChoiceUnfit),
        (proposal(choice=ONCALL), ChoiceUnfit),
        (proposal(choice="do_nothing"), ChoiceUnfit),
        (proposal(ranking=(SLOW,)), ChoiceUnfit),
        (proposal(kind="stop", choice=None, ranking=(SLOW,)), ChoiceUnfit),
        (proposal(kind="backlog_order"), ChoiceUnfit),
        (order(SLOW, ONCALL), ChoiceUnfit),
        (commitment(ONCALL), ChoiceUnfit),
        (proposal(kind="practice", choice="Pair every day", respond_by=SOON), ChoiceUnfit),
        (proposal(scope="nowhere"), ScopeUnknown),
        (commitment(cycle="nowhere"), ScopeUnknown),
        (commitment(cycle=None), CycleMissing),
        (commitment(cycle="main"), CycleMissing),
        (proposal(stage="alpha"), OnlyForCommitments),
        (order(cycle="spring"), OnlyForCommitments),
        (proposal(respond_by=BEGINNING), DeadlinePast),
        (proposal(expires_at=BEGINNING), DeadlinePast),
        (proposal(driver=an_id("per", 77)), PersonUnknown),
        (proposal(consulted=(an_id("per", 77),)), PersonUnknown),
        (proposal(rationale=" \n"), ReasonEmpty),
        (proposal(options=LONE), NoAlternative),
        (proposal(options=(option(SLOW), option(TESTS))), DoNothingMissing),
    ],
)
def test_a_content_is_in_order(body: Proposal, refusal: type[Refusal]) -> None:
    scene().proposes(body).refused(refusal)


def test_an_ended_opportunity_is_no_option() -> None:
    ended = OpportunityConcluded(opportunity=TESTS, outcome="achieved", reason="Green for a month")
    scene(ended).proposes().refused(OpportunityEnded)


def test_a_suggestion_is_no_option_yet() -> None:
    name = an_id("opp", 9)
    suggestion = OpportunitySuggested(
        opportunity=name, revision=1, digest=DIGEST, title="T", problem="P", theme="other", scope="main"
    )
    options = (option(SLOW), option(TESTS), option(name), NOTHING)
    scene(suggestion).proposes(proposal(options=options)).refused(OpportunityNotAdopted)


def test_a_proposal_is_not_older_than_its_options() -> None:
    scene().proposes(occurred_at=BEGINNING - timedelta(hours=1)).refused(ClaimedBeforeItsGround)


def test_a_response_window_makes_up_for_the_missing_alternative() -> None:
    scene().proposes(proposal(options=LONE, respond_by=SOON)).then(DecisionProposed)


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("decision.no-alternative", {"options": LONE}),
        ("decision.do-nothing-missing", {"options": (option(SLOW), option(TESTS))}),
    ],
)
def test_a_waiver_is_recorded_and_part_of_the_content(rule: str, changes: dict[str, Any]) -> None:
    started = scene()
    waive = (Waive(rule=rule, reason="agreed in the room"),)
    waived, _ = started.proposes(proposal(waive=waive, **changes)).then(RuleWaived, DecisionProposed).events
    assert isinstance(waived, RuleWaived)
    assert (waived.rule, waived.decision, waived.policy) == (rule, DEC, 1)
    assert started.table().content.waivers == (WaivedRule(rule=rule, reason="agreed in the room"),)


def test_a_waiver_ahead_of_the_agreement_is_part_of_the_content_too() -> None:
    started = scene()
    waive = (Waive(rule="decision.win-missing", reason="a trial"),)
    started.proposes(proposal(waive=waive)).then(RuleWaived, DecisionProposed)
    assert started.table().content.waives("decision.win-missing")


def test_a_waiver_of_a_rule_that_was_kept_leaves_no_trace() -> None:
    waive = (Waive(rule="decision.no-alternative", reason="just in case"),)
    scene().proposes(proposal(waive=waive)).then(DecisionProposed)


def test_all_refusals_are_told_at_once() -> None:
    body = proposal(options=(option(SLOW, digest="0" * 64),), scope="nowhere", driver=an_id("per", 77))
    scene().proposes(body).refused(OptionOutdated, ScopeUnknown, PersonUnknown, NoAlternative, DoNothingMissing)


def test_an_import_may_leave_pins_out() -> None:
    started = scene()
    bare = (Option(opportunity=SLOW), Option(opportunity=TESTS), NOTHING)
    started.proposes(proposal(options=bare), basis="imported").then(DecisionProposed)
    assert started.table().content.options == (option(SLOW), option(TESTS), NOTHING)


def test_an_import_is_measured_by_the_time_that_it_claims() -> None:
    started = scene()
    started.now = BEGINNING + timedelta(days=900)
    claimed = BEGINNING + timedelta(days=1)
    started.proposes(proposal(respond_by=SOON), basis="imported", occurred_at=claimed).then(DecisionProposed)


def test_a_cycle_may_be_the_scope_of_a_commitment() -> None:
    started = proposed(commitment(scope="spring", cycle=None))
    assert (started.table().content.cycle, started.table().content.place) == ("spring", None)


@pytest.mark.parametrize("choice", ["Pair every day", "do_nothing"])
def test_a_practice_is_chosen_in_words(choice: str) -> None:
    body = proposal(kind="practice", options=(Option(words="Pair every day"), NOTHING), choice=choice, respond_by=SOON)
    content = proposed(body).table().content
    assert (content.choice, content.taken) == (choice, ())


def test_two_hundred_options_are_the_most() -> None:
    _, components = msgspec.json.schema_components([Proposal])
    fields = components["Proposal"]["properties"]
    assert fields["options"]["maxItems"] == fields["ranking"]["maxItems"] == 200
