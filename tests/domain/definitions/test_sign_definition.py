"""Signing, and what an adoption keeps."""

from __future__ import annotations

from typing import Any

import pytest

from domain.acting import RoleMissing, RuleWaived, Waive
from domain.decisions.terms import WaivedRule
from domain.definitions.contribute_definition import ContributeDefinition, Contribution
from domain.definitions.events import DefinitionAdopted, DefinitionSigned
from domain.definitions.give_team_feedback import GiveTeamFeedback
from domain.definitions.refusals import (
    DefinitionNotOpen,
    DefinitionRevisionOutdated,
    DefinitionUnknown,
    DoubtUnanswered,
    NoSupport,
    NoTeamFeedback,
    NothingContributed,
    SamePersonBothSides,
)
from domain.definitions.sign_definition import (
    NorthStarMissing,
    Signature,
    SignDefinition,
    SignedDigestDiffers,
    SignedDigestMissing,
)
from domain.definitions.speaking import AlreadySpoken
from domain.definitions.terms import BuyInCounts, SignedBy, Support
from domain.partnership.events import PartnerJoined, TeamFormed
from domain.partnership.policy import Policy, PolicyAdopted
from domain.refusals import Refusal
from tests.domain.definitions.scene import (
    BEA,
    BEN,
    DEV,
    DOA,
    DOT,
    DOT_FOR_BEA,
    NORTH_STAR,
    OTHER_TEAM,
    SLOW,
    SUPPORT,
    TEAM,
    TED,
    TESS,
    Scene,
    adopted,
    drafted,
    feedback,
    ready,
    words,
)
from tests.domain.opportunities.history import only
from tests.domain.story import an_id

LACKING: tuple[type[Refusal], ...] = (NothingContributed, NoTeamFeedback, NoSupport)
ALL_BREAKABLE = (*LACKING, DoubtUnanswered)


def waive(*rules: type[Refusal]) -> tuple[Waive, ...]:
    return tuple(Waive(rule=refusal.rule, reason="We start small") for refusal in rules)


def signed(side: str, person: str, digest: str, **changes: Any) -> DefinitionSigned:
    return DefinitionSigned(
        definition=DOA, revision=1, digest=digest, side=side, person=person, policy=1, complete=True, **changes
    )


def test_with_the_last_signature_it_is_adopted() -> None:
    scene = ready()
    digest = scene.state().digest
    scene.signs(BEA).then(signed("business", BEA, digest))
    scene.signs(TED).then(
        signed("technology", TED, digest),
        DefinitionAdopted(
            definition=DOA,
            revision=1,
            digest=digest,
            north_star=NORTH_STAR,
            sides=(SignedBy(side="business", person=BEA), SignedBy(side="technology", person=TED)),
            policy=1,
            opportunities=(SLOW,),
            buy_in=BuyInCounts(doubtful=1),
            teams_heard=(TEAM,),
            support=(Support(support=SUPPORT, kind="time", side="business", text="One day in ten"),),
        ),
    )
    assert scene.state().state == "adopted"


def test_a_signature_is_on_the_latest_revision_and_its_hash() -> None:
    ready().signs(TED, revision=2).refused(DefinitionRevisionOutdated)
    ready().signs(TED, digest="0" * 64).refused(SignedDigestDiffers)
    ready().signs(TED, digest=None).refused(SignedDigestMissing)
    scene = ready()
    assert not scene.when(SignDefinition, DOA, Signature(revision=1), by=TED, basis="imported", now=scene.now).refusals


def test_nothing_is_signed_without_a_north_star() -> None:
    ready(drafted(words(north_star=None))).signs(TED).refused(NorthStarMissing)


def test_only_partners_and_delegates_sign_what_is_open() -> None:
    ready().signs(DEV).refused(RoleMissing)
    adopted().signs(TED).refused(DefinitionNotOpen)
    Scene().does(TED, SignDefinition, Signature(revision=1)).refused(DefinitionUnknown)


def test_one_person_never_signs_for_two_sides_even_on_another_revision() -> None:
    scene = ready(drafted(None, PartnerJoined(person=TESS, side="business", partners=3)))
    assert not scene.signs(TESS, side="technology").refusals
    scene.signs(TESS, side="business").refused(SamePersonBothSides)


def test_a_side_signs_once() -> None:
    scene = ready()
    assert not scene.signs(TED).refusals
    scene.signs(TESS).refused(AlreadySpoken)


def test_all_partners_sign_where_the_policy_asks_for_them() -> None:
    policy = PolicyAdopted(revision=2, digest="0" * 64, policy=Policy(agreement="all_partners"))
    scene = ready(drafted(None, policy))
    assert not only(scene.signs(BEA), DefinitionSigned).complete
    scene.signs(BEA).refused(AlreadySpoken)
    assert only(scene.signs(BEN), DefinitionSigned).complete


def test_a_delegate_signs_for_the_giver() -> None:
    scene = ready(drafted(None, DOT_FOR_BEA))
    found = only(scene.signs(DOT), DefinitionSigned)
    assert (found.side, found.behalf_of) == ("business", BEA)
    assert scene.state().spoken == {DOT: "business", BEA: "business"}


def test_a_bare_draft_lacks_a_side_a_voice_and_support() -> None:
    drafted().signs(TED).refused(*LACKING)


@pytest.mark.parametrize("rule", ALL_BREAKABLE)
def test_each_of_these_rules_is_waived_for_the_own_signature(rule: type[Refusal]) -> None:
    scene = drafted()
    assert not scene.does(DEV, GiveTeamFeedback, feedback()).refusals
    broken = {NothingContributed, NoSupport, DoubtUnanswered}
    scene.signs(TED).refused(*broken)
    scene.signs(TED, waive=waive(rule)).refused(*(broken - {rule}))


def test_what_a_side_waived_stands_on_its_signature_and_on_the_adoption() -> None:
    scene = drafted()
    outcome = scene.signs(TED, waive=waive(*LACKING)).then(RuleWaived, RuleWaived, RuleWaived, DefinitionSigned)
    mine = only(outcome, DefinitionSigned).waivers
    assert {waiver.rule for waiver in mine} == {refusal.rule for refusal in LACKING}
    assert {waiver.side for waiver in mine} == {"technology"}
    scene.signs(BEA).refused(*LACKING)
    adoption = only(scene.signs(BEA, waive=waive(*LACKING)), DefinitionAdopted)
    assert len(adoption.waivers) == 2 * len(LACKING)


def test_what_the_revision_waives_is_waived_for_all() -> None:
    scene = drafted(words(waive=waive(*LACKING)))
    assert not scene.signs(BEA).refusals
    adoption = only(scene.signs(TED), DefinitionAdopted)
    assert adoption.waivers == tuple(
        WaivedRule(rule=refusal.rule, reason="We start small")
        for refusal in (NothingContributed, NoTeamFeedback, NoSupport)
    )


def test_each_team_named_is_heard() -> None:
    other = TeamFormed(team=OTHER_TEAM, name="Operations")
    scene = ready(drafted(words(teams=(TEAM, OTHER_TEAM)), other))
    scene.signs(TED).refused(NoTeamFeedback)


def test_a_new_doubt_after_the_answer_waits_for_another() -> None:
    scene = ready()
    assert not scene.does(DEV, GiveTeamFeedback, feedback("against", feedback=an_id("fbk", 2))).refusals
    scene.signs(TED).refused(DoubtUnanswered)


def test_a_member_of_the_team_contributes_for_no_side() -> None:
    scene = drafted(words(waive=waive(NoSupport, NoTeamFeedback)))
    part = Contribution(part="north_star", text="Within the hour")
    assert not scene.does(DEV, ContributeDefinition, part).refusals
    scene.signs(TED).refused(NothingContributed)
