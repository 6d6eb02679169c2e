"""What a reader sees of an opportunity after people have acted."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.acting import RuleWaived
from domain.decisions.events import DecisionRevoked
from domain.kernel import Event
from domain.opportunities.events import (
    EvidenceAttached,
    EvidenceDetached,
    ImpactStated,
    OpportunityAdopted,
    OpportunityConcluded,
    OpportunityDeclined,
    OpportunityDeferred,
    OpportunityMerged,
    OpportunityReopened,
    OpportunityReworded,
    OpportunityStarted,
    OpportunityWithdrawn,
    ValueAgreementReached,
    ValueAgreementVoided,
    ValueAgreementWithdrawn,
    ValuePerspectiveGiven,
)
from domain.opportunities.terms import ImpactedGroup, Raiser, ValueBySide
from domain.partnership.annotate import RecordAnnotated
from domain.partnership.correctable import RecordCorrected
from tests.domain.decisions.scene import LATER, SLOW, TESTS, again, commitment, proposal, reached
from tests.domain.opportunities.history import (
    BEA,
    DEV,
    EVIDENCE,
    LINK,
    OTHER,
    PROBLEM,
    SUGGESTED,
    SUPPORT,
    TED,
    TITLE,
    agreed,
    proposed,
    raised,
    value_digest,
)
from tests.domain.story import BEGINNING, SIDES, an_id, fact
from tests.projections.any_history import opportunity_in

REWORDED = OpportunityReworded(
    opportunity=SLOW,
    revision=2,
    digest="b" * 64,
    title="Releases take five weeks",
    problem=PROBLEM,
    former_title=TITLE,
    former_problem=PROBLEM,
    reason="We counted again",
)
ALL_AGREE = ValueAgreementReached(
    opportunity=SLOW,
    revision=1,
    digest=value_digest(),
    opportunity_revision=1,
    sides=(ValueBySide(side="technology", person=TED), ValueBySide(side="business", person=BEA)),
    policy=1,
)
VALUED = (raised(), proposed(), agreed("technology", TED), agreed("business", BEA), ALL_AGREE)


def test_a_raised_opportunity_shows_who_raised_it_and_what_is_missing() -> None:
    view = opportunity_in([fact(raised(), actor=TED)])
    assert (view.state, view.title, view.revision, view.scope) == ("open", TITLE, 1, "main")
    assert view.raised_by == (Raiser(person=TED, side="technology"),)
    assert view.readiness.missing == [
        "evidence",
        "impacted",
        "value:technology",
        "value:business",
        "aligned",
        "assessed",
    ]
    assert view.raised
    assert (view.raised.actor, view.raised.position) == (TED, 1)


def test_a_suggestion_waits_to_be_adopted() -> None:
    assert opportunity_in([SUGGESTED]).suggested
    view = opportunity_in([SUGGESTED, OpportunityAdopted(opportunity=SLOW, raised_by=(Raiser(person=DEV),))])
    assert (view.suggested, view.raised_by) == (False, (Raiser(person=DEV),))
    assert view.adopted


def test_every_wording_stays() -> None:
    view = opportunity_in([raised(), REWORDED])
    assert (view.title, view.revision) == ("Releases take five weeks", 2)
    assert [(each.revision, each.title, each.reason) for each in view.wordings] == [
        (1, TITLE, None),
        (2, "Releases take five weeks", "We counted again"),
    ]


def test_the_latest_list_of_impacted_groups_counts() -> None:
    other = ImpactedGroup(name="Sales", kind="business_unit", how="Promises dates that slip")
    view = opportunity_in(
        [raised(), ImpactStated(opportunity=SLOW, groups=(SUPPORT,)), ImpactStated(opportunity=SLOW, groups=(other,))]
    )
    assert view.impacted
    assert view.impacted.groups == (other,)
    assert view.readiness.impacted


def test_detached_evidence_no_longer_counts_and_stays() -> None:
    against = EvidenceAttached(opportunity=SLOW, evidence=an_id("evd", 2), stance="contradicts", what=LINK)
    gone = EvidenceDetached(opportunity=SLOW, evidence=an_id("evd", 1), reason="From another product")
    view = opportunity_in([raised(), EVIDENCE, against, gone])
    assert [(each.stance, each.counts, each.detached_because) for each in view.evidence] == [
        ("supports", False, "From another product"),
        ("contradicts", True, None),
    ]
    assert not view.readiness.evidence


def test_a_value_that_all_sides_agree_on() -> None:
    view = opportunity_in(VALUED)
    assert view.value
    assert (view.value.agreed, view.value.agreed_sides) == (True, ["technology", "business"])
    assert view.readiness.value == {"technology": True, "business": True}
    assert [(each.side, each.person, each.stands) for each in view.value.consents] == [
        ("technology", TED, True),
        ("business", BEA, True),
    ]


def test_a_side_that_takes_its_agreement_back_says_why() -> None:
    withdrawn = ValueAgreementWithdrawn(
        opportunity=SLOW, revision=1, digest=value_digest(), side="business", reason="Wrong numbers", reached=True
    )
    value = opportunity_in([*VALUED, withdrawn]).value
    assert value
    assert (value.agreed, value.agreed_sides) == (False, ["technology"])
    assert [each.ended_because for each in value.consents] == [None, "Wrong numbers"]


def test_another_value_replaces_the_former_one() -> None:
    voided = ValueAgreementVoided(
        opportunity=SLOW, revision=1, digest=value_digest(), sides=SIDES, cause="value_revised", reached=True
    )
    view = opportunity_in([*VALUED, voided, proposed(2, "Fixes reach customers the same day", "business")])
    assert [(each.revision, each.latest, each.agreed, each.voided) for each in view.values] == [
        (1, False, False, "value_revised"),
        (2, True, False, None),
    ]
    assert view.value is view.values[1]


def test_perspectives_of_sides_are_kept() -> None:
    view = opportunity_in([raised(), ValuePerspectiveGiven(opportunity=SLOW, side="business", text="Sales wait")])
    assert [(each.side, each.text) for each in view.perspectives] == [("business", "Sales wait")]


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (OpportunityStarted(opportunity=SLOW), "in_progress"),
        (OpportunityConcluded(opportunity=SLOW, outcome="achieved", reason="Done"), "achieved"),
        (OpportunityConcluded(opportunity=SLOW, outcome="stopped", reason="No"), "stopped"),
        (OpportunityDeferred(opportunity=SLOW, reason="Later"), "deferred"),
        (OpportunityDeclined(opportunity=SLOW, reason="Never"), "declined"),
        (OpportunityMerged(opportunity=SLOW, into=OTHER, reason="The same"), "merged"),
        (OpportunityWithdrawn(opportunity=SLOW, reason="Solved"), "withdrawn"),
    ],
)
def test_steps_of_its_life(event: Event, state: str) -> None:
    view = opportunity_in([raised(), event])
    assert (view.state, [step.state for step in view.life]) == (state, [state])
    assert view.ended == (state != "in_progress")


def test_a_reopened_opportunity_keeps_what_happened() -> None:
    deferred = OpportunityDeferred(opportunity=SLOW, reason="Later")
    view = opportunity_in(
        [raised(), deferred, OpportunityReopened(opportunity=SLOW, ended_as="deferred", reason="Now")]
    )
    assert view.state == "open"
    assert [(step.state, step.reason) for step in view.life] == [("deferred", "Later"), ("reopened", "Now")]


def test_the_survivor_of_a_merger_names_what_it_took_in() -> None:
    merged = OpportunityMerged(opportunity=SLOW, into=OTHER, reason="The same")
    view = opportunity_in([raised(), raised(OTHER), merged], OTHER)
    assert (view.absorbed, view.state, view.life) == ([SLOW], "open", [])


def test_decisions_that_considered_it_are_listed_with_what_became_of_them() -> None:
    started = again(reached(), proposal(choice=TESTS))
    slow, tests = opportunity_in(started.history), opportunity_in(started.history, TESTS)
    assert [(here.standing, here.in_force, here.superseded_by) for here in slow.decisions] == [
        ("superseded", False, LATER),
        ("considered", False, None),
    ]
    assert [(here.decision, here.standing, here.rank, here.place) for here in tests.decisions][1:] == [
        (LATER, "agreed", 1, "first_priority/main")
    ]
    assert tests.prioritised_by == {"first_priority/main": LATER}
    assert tests.state == "prioritised"


def test_a_commitment_says_for_which_cycle() -> None:
    (here,) = opportunity_in(reached(commitment()).history).decisions
    assert (here.kind, here.place, here.cycle, here.rank) == ("commitment", "commitment/alpha", "spring", 1)


def test_a_revoked_decision_no_longer_holds_here() -> None:
    started = reached()
    revoked = DecisionRevoked(
        decision=started.state().decision,
        kind="first_priority",
        scope="main",
        sides=(),
        policy=1,
        opportunities=(SLOW,),
        place="first_priority/main",
    )
    view = opportunity_in(started.happened(revoked).history)
    assert (view.decisions[0].standing, view.decisions[0].in_force, view.state) == ("revoked", False, "open")


def test_a_corrected_fact_reads_as_it_should_have() -> None:
    corrected = RecordCorrected(
        event=an_id("evt", 1),
        subjects=(f"opportunity:{SLOW}",),
        position=1,
        type="opportunity-raised.v1",
        field="theme",
        reason="It was about culture",
        former="features_faster",
        to="culture",
    )
    view = opportunity_in([raised(), corrected])
    assert view.theme == "culture"
    assert [(each.field, each.old, each.new, each.corrects_position) for each in view.corrections] == [
        ("theme", "features_faster", "culture", 1)
    ]


def test_a_correction_that_no_longer_fits_leaves_the_fact_as_it_was() -> None:
    corrected = RecordCorrected(
        event=an_id("evt", 1),
        subjects=(f"opportunity:{SLOW}",),
        position=1,
        type="opportunity-raised.v1",
        field="theme",
        reason="A theme of old",
        to="speed",
    )
    assert opportunity_in([raised(), corrected]).theme == "features_faster"


def test_remarks_and_waivers_stand_beside_it() -> None:
    remark = RecordAnnotated(about=f"opportunity:{SLOW}", text="See the retrospective", position=1)
    waived = RuleWaived(rule="opportunity.no-impact", reason="Small", detail="No group", policy=1, opportunity=SLOW)
    view = opportunity_in([raised(), remark, waived])
    assert [(each.text, each.on_position) for each in view.annotations] == [("See the retrospective", 1)]
    assert [(each.rule, each.reason) for each in view.waivers] == [("opportunity.no-impact", "Small")]


def test_the_delay_between_both_clocks_is_shown() -> None:
    late = replace(fact(raised(), actor=TED), recorded_at=BEGINNING + timedelta(days=2))
    view = opportunity_in([late])
    assert view.raised
    assert view.raised.delay_seconds == 2 * 86_400
