"""Drafting, revising and contributing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround, RoleMissing, RuleWaived, SideAmbiguous, Waive
from domain.canonical import content_hash
from domain.decisions.refusals import DecisionUnknown
from domain.definitions.contribute_definition import ContributeDefinition, Contribution
from domain.definitions.draft_definition import DraftDefinition
from domain.definitions.drafting import DefinitionWords
from domain.definitions.events import (
    DefinitionContributed,
    DefinitionDrafted,
    DefinitionRevised,
    DefinitionSignaturesVoided,
)
from domain.definitions.refusals import (
    DateNotInFuture,
    DefinitionAlreadyExists,
    DefinitionNotOpen,
    DefinitionRevisionOutdated,
    DefinitionSponsorMissing,
    DefinitionUnknown,
    MetricHiddenFromTeams,
    MetricUnobserved,
    NoAgreedPriority,
    PromptEmpty,
)
from domain.definitions.revise_definition import DefinitionRevision, DefinitionUnchanged, ReviseDefinition
from domain.definitions.terms import DefinitionContent, GoalAndMetrics, GoalMetric, PinnedOpportunity
from domain.kernel import tags_of
from domain.metrics.events import MetricRetired
from domain.metrics.refusals import MetricIsRetired, MetricUnknown, UnitDiffers
from domain.opportunities.events import OpportunityDeclined
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.partnership.events import PartnerJoined, TeamDisbanded
from domain.partnership.refusals import TeamEnded, TeamUnknown
from tests.domain.decisions.scene import DEC
from tests.domain.decisions.scene import reached as decided
from tests.domain.definitions.scene import (
    BEA,
    DEV,
    DIGEST,
    DOA,
    FAY,
    NORTH_STAR,
    OTHER_TEAM,
    RELEASED,
    SLOW,
    TEAM,
    TED,
    Scene,
    adopted,
    drafted,
    ready,
    words,
)
from tests.domain.katas.measured import HIDDEN, MEASURED, TIME, UNSEEN
from tests.domain.opportunities.history import PEOPLE, SUGGESTED, only, raised
from tests.domain.opportunities.test_priorities import superseded
from tests.domain.story import BEGINNING, an_id, fact, given

CONTENT = DefinitionContent(
    definition=DOA,
    opportunities=(PinnedOpportunity(opportunity=SLOW, revision=1, digest=DIGEST),),
    north_star=NORTH_STAR,
)


def waive(rule: str) -> tuple[Waive, ...]:
    return (Waive(rule=rule, reason="We start small"),)


def revision(**changes: Any) -> DefinitionRevision:
    usual: dict[str, Any] = {"opportunities": (SLOW,), "north_star": "Every change within the hour"}
    return DefinitionRevision(**(usual | changes))


def test_a_partner_drafts_a_definition_for_an_agreed_priority() -> None:
    outcome = Scene().does(TED, DraftDefinition, words())
    outcome.then(
        DefinitionDrafted(
            definition=DOA,
            revision=1,
            digest=content_hash(CONTENT),
            content=CONTENT,
            side="technology",
            scope="main",
            policy=1,
            opportunities=(SLOW,),
        )
    )
    assert tags_of(outcome.events[0]) == (f"definition:{DOA}", f"opportunity:{SLOW}")


def test_the_three_approaches_combine_and_name_a_decision_and_the_teams() -> None:
    decision_scene = decided()
    scene = Scene(*(recorded for recorded in decision_scene.history if f"decision:{DEC}" in recorded.tags))
    body = words(press_release=RELEASED, customer_letter=RELEASED, decision=DEC, teams=(TEAM,))
    fact_of = only(scene.does(TED, DraftDefinition, body), DefinitionDrafted)
    assert fact_of.decision == DEC
    assert fact_of.content.decision
    assert fact_of.content.decision.digest == decision_scene.table().digest
    assert (fact_of.content.teams, fact_of.content.press_release) == ((TEAM,), RELEASED)


def test_it_has_no_field_for_a_plan_or_a_solution() -> None:
    forbidden = {"plan", "task", "tasks", "solution", "how", "steps"}
    assert not forbidden & set(DefinitionContent.__struct_fields__)
    with pytest.raises(msgspec.ValidationError, match="unknown field `how`"):
        msgspec.convert({"opportunities": [SLOW], "how": "rewrite it"}, DefinitionWords)


def test_a_member_drafts_with_a_sponsor() -> None:
    Scene().does(DEV, DraftDefinition, words()).refused(DefinitionSponsorMissing)
    fact_of = only(Scene().does(DEV, DraftDefinition, words(sponsor=BEA)), DefinitionDrafted)
    assert (fact_of.side, fact_of.sponsor) == ("business", BEA)


def test_whoever_speaks_for_two_sides_names_one() -> None:
    both = PartnerJoined(person=TED, side="business", partners=3)
    Scene(both).does(TED, DraftDefinition, words()).refused(SideAmbiguous)


def test_a_facilitator_does_not_draft() -> None:
    Scene().does(FAY, DraftDefinition, words()).refused(RoleMissing)


def test_an_id_is_used_once() -> None:
    drafted().does(BEA, DraftDefinition, words()).refused(DefinitionAlreadyExists)


def test_an_opportunity_has_to_be_an_agreed_priority_unless_waived() -> None:
    scene = Scene(superseded("first_priority"))
    scene.does(TED, DraftDefinition, words()).refused(NoAgreedPriority)
    outcome = scene.does(TED, DraftDefinition, words(waive=waive("definition.no-agreed-priority")))
    outcome.then(RuleWaived, DefinitionDrafted)
    assert outcome.events[0].subjects == (f"definition:{DOA}",)  # type: ignore[attr-defined]
    assert only(outcome, DefinitionDrafted).content.waives("definition.no-agreed-priority")


def test_opportunities_are_known_adopted_and_live() -> None:
    other = an_id("opp", 2)
    Scene().does(TED, DraftDefinition, words(opportunities=(SLOW, other))).refused(OpportunityUnknown)
    suggested = replace(SUGGESTED, opportunity=other)
    Scene(suggested).does(TED, DraftDefinition, words(opportunities=(SLOW, other))).refused(OpportunityNotAdopted)
    declined = (raised(other), OpportunityDeclined(opportunity=other, reason="no"))
    Scene(*declined).does(TED, DraftDefinition, words(opportunities=(SLOW, other))).refused(OpportunityEnded)


def test_decision_and_teams_are_known() -> None:
    Scene().does(TED, DraftDefinition, words(decision=DEC)).refused(DecisionUnknown)
    Scene().does(TED, DraftDefinition, words(teams=(OTHER_TEAM,))).refused(TeamUnknown)
    Scene(TeamDisbanded(team=TEAM, members=(), reason="done")).does(TED, DraftDefinition, words(teams=(TEAM,))).refused(
        TeamEnded
    )


def test_nobody_drafts_before_the_opportunity_was_raised() -> None:
    story = given(*PEOPLE, fact(raised(), at=BEGINNING + timedelta(minutes=30)))
    body = words(waive=waive("definition.no-agreed-priority"))
    story.when(DraftDefinition, DOA, body, by=TED, occurred_at=BEGINNING).refused(ClaimedBeforeItsGround)


@pytest.mark.parametrize("part", ["press_release", "customer_letter"])
def test_a_press_release_or_letter_comes_from_the_future_unless_waived(part: str) -> None:
    today = replace(RELEASED, dated=BEGINNING.date())
    Scene().does(TED, DraftDefinition, words(**{part: today})).refused(DateNotInFuture)
    body = words(**{part: today}, waive=waive("definition.date-not-in-future"))
    Scene().does(TED, DraftDefinition, body).then(RuleWaived, DefinitionDrafted)
    tomorrow = replace(RELEASED, dated=BEGINNING.date() + timedelta(days=1))
    Scene().does(TED, DraftDefinition, words(**{part: tomorrow})).then(DefinitionDrafted)


@pytest.mark.parametrize("prompt", ["world_feels_like", "teams_feel", "customer_says"])
def test_every_prompt_is_answered_unless_waived(prompt: str) -> None:
    empty = replace(RELEASED, **{prompt: "  "})
    Scene().does(TED, DraftDefinition, words(press_release=empty)).refused(PromptEmpty)
    body = words(press_release=empty, waive=waive("definition.prompt-empty"))
    Scene().does(TED, DraftDefinition, body).then(RuleWaived, DefinitionDrafted)


def goal(metric: str, **changes: Any) -> GoalAndMetrics:
    usual: dict[str, Any] = {"metric": metric, "baseline": 504, "target": 1, "by": date(2027, 3, 1)}
    return GoalAndMetrics(goal="Deliver at once", motivation="Nobody waits", metrics=(GoalMetric(**(usual | changes)),))


def test_a_goal_names_metrics_in_their_units() -> None:
    outcome = Scene(*MEASURED).does(TED, DraftDefinition, words(goal_and_metrics=goal(TIME)))
    fact_of = only(outcome, DefinitionDrafted)
    assert fact_of.content.goal_and_metrics == goal(TIME, unit="hour")
    assert f"metric:{TIME}" in tags_of(fact_of)
    differs = words(goal_and_metrics=goal(TIME, unit="day"))
    Scene(*MEASURED).does(TED, DraftDefinition, differs).refused(UnitDiffers)
    Scene(*MEASURED).does(TED, DraftDefinition, words(goal_and_metrics=goal("velocity"))).refused(MetricUnknown)
    retired = Scene(*MEASURED, MetricRetired(metric=TIME, reason="nobody records it"))
    retired.does(TED, DraftDefinition, words(goal_and_metrics=goal(TIME))).refused(MetricIsRetired)


def test_a_metric_has_an_observation_before_it_carries_a_goal_unless_waived() -> None:
    Scene(*MEASURED).does(TED, DraftDefinition, words(goal_and_metrics=goal(UNSEEN))).refused(MetricUnobserved)
    body = words(goal_and_metrics=goal(UNSEEN), waive=waive("definition.metric-unobserved"))
    Scene(*MEASURED).does(TED, DraftDefinition, body).then(RuleWaived, DefinitionDrafted)


def test_the_teams_see_the_metrics_that_they_are_to_move() -> None:
    hidden = words(goal_and_metrics=goal(HIDDEN), waive=waive("definition.metric-hidden-from-teams"))
    Scene(*MEASURED).does(TED, DraftDefinition, hidden).refused(MetricHiddenFromTeams)


def test_a_revision_has_the_next_number_and_another_hash() -> None:
    scene = drafted()
    fact_of = only(scene.does(BEA, ReviseDefinition, revision(reason="Say it shorter")), DefinitionRevised)
    assert (fact_of.revision, fact_of.side, fact_of.changes) == (2, "business", ("north_star",))
    assert fact_of.digest == content_hash(fact_of.content) == scene.state().digest
    assert fact_of.digest != content_hash(CONTENT)


def test_a_revision_voids_signatures() -> None:
    scene = ready()
    assert not scene.signs(TED).refusals
    digest = scene.state().digest
    scene.does(BEA, ReviseDefinition, revision()).then(
        DefinitionSignaturesVoided(definition=DOA, revision=1, digest=digest, sides=("technology",)),
        DefinitionRevised,
    )
    assert not scene.state().signatures.complete


def test_waivers_stay_with_the_text_while_it_needs_them() -> None:
    today = replace(RELEASED, dated=BEGINNING.date())
    scene = drafted(words(press_release=today, waive=waive("definition.date-not-in-future")))
    kept = only(scene.does(TED, ReviseDefinition, revision(press_release=today)), DefinitionRevised)
    assert [waiver.rule for waiver in kept.content.waivers] == ["definition.date-not-in-future"]
    later = replace(RELEASED, dated=date(2028, 1, 1))
    gone = only(scene.does(TED, ReviseDefinition, revision(press_release=later)), DefinitionRevised)
    assert not gone.content.waivers


def test_rules_of_the_signature_are_waived_ahead_for_all_who_sign() -> None:
    scene = drafted(words(waive=waive("definition.no-support")))
    kept = only(scene.does(TED, ReviseDefinition, revision()), DefinitionRevised)
    assert kept.content.waives("definition.no-support")


def test_only_drafts_are_revised() -> None:
    Scene().does(TED, ReviseDefinition, revision()).refused(DefinitionUnknown)
    adopted().does(TED, ReviseDefinition, revision()).refused(DefinitionNotOpen)


def test_the_same_text_is_no_revision_and_an_old_ground_is_refused() -> None:
    scene = drafted()
    scene.does(TED, ReviseDefinition, revision(north_star=NORTH_STAR)).refused(DefinitionUnchanged)
    scene.does(TED, ReviseDefinition, revision(revision=2)).refused(DefinitionRevisionOutdated)


def test_anybody_contributes_to_a_part() -> None:
    scene = drafted()
    body = Contribution(part="press_release", text="Weekends are free again")
    scene.does(DEV, ContributeDefinition, body).then(
        DefinitionContributed(
            definition=DOA,
            revision=1,
            part="press_release",
            text="Weekends are free again",
            side="team",
            person=DEV,
        )
    )
    assert scene.state().contributed == {"technology", "team"}
    adopted().does(DEV, ContributeDefinition, body).refused(DefinitionNotOpen)
