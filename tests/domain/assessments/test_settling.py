"""After the reveal people talk, score again if they want, settle, and every side confirms."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.acting import RoleMissing
from domain.assessments import formula
from domain.assessments.confirm_settlement import (
    AlreadyConfirmed,
    NothingSettled,
    SamePersonBothSides,
    SettlementDigestMissing,
    SettlementOutdated,
)
from domain.assessments.events import (
    AssessmentAgreed,
    AssessmentSettled,
    RescoreOpened,
    ScoresRevealed,
    SettlementConfirmationsVoided,
    SettlementConfirmed,
)
from domain.assessments.open_rescore import OpenRescore, Rescore
from domain.assessments.refusals import (
    AssessmentIsAgreed,
    AssessmentUnknown,
    OpportunityLeftOut,
    OpportunityNotAssessed,
    OpportunityScoredTwice,
    OutsideScale,
    ScoresNotRevealed,
)
from domain.assessments.reveal_scores import RevealScores, ScoresReveal
from domain.assessments.settle_assessment import SettleAssessment, SettlementUnchanged
from domain.assessments.submit_scores import SubmitScores
from domain.assessments.terms import Agreement, ConfirmedBy, Scale, Settlement, SettlementContent
from domain.canonical import content_hash
from domain.partnership.events import PartnerJoined
from domain.partnership.policy import Policy, PolicyAdopted
from tests.domain.assessments.scene import (
    ASSESSMENT,
    BEA,
    BEN,
    CHECKS,
    DEV,
    FAY,
    NEVER_RAISED,
    RELEASES,
    RESULTS,
    TED,
    TESS,
    THREE,
    Scene,
    opened,
    revealed,
    scored,
    scores,
    settled,
    settling,
)
from tests.domain.opportunities.history import DOT, DOT_FOR_BEA, only

AGAIN = Rescore(reason="QA saw something that others did not")
ITEMS = (
    Settlement(opportunity=RELEASES, difficulty=5, urgency=5, quadrant="longer_term_bet"),
    Settlement(opportunity=CHECKS, difficulty=3, urgency=4, quadrant="quick_win"),
    Settlement(opportunity=RESULTS, difficulty=3, urgency=4, quadrant="quick_win"),
)
CONTENT = SettlementContent(
    assessment=ASSESSMENT, round=1, items=ITEMS, difficulty_high_from=3.5, urgency_high_from=3.5
)
EVERY_PARTNER = PolicyAdopted(revision=2, digest="0" * 64, policy=Policy(agreement="all_partners"))
FOUR = Scale(lowest=1, highest=5)


def test_people_settle_and_quadrants_follow() -> None:
    revealed().act(FAY, SettleAssessment, settling()).then(
        AssessmentSettled(
            assessment=ASSESSMENT,
            revision=1,
            digest=content_hash(CONTENT),
            content=CONTENT,
            opportunities=THREE,
            policy=1,
        )
    )


def test_a_settlement_comes_after_the_reveal_from_who_leads() -> None:
    scored().act(FAY, SettleAssessment, settling()).refused(ScoresNotRevealed)
    revealed().act(DEV, SettleAssessment, settling()).refused(RoleMissing)
    Scene().act(FAY, SettleAssessment, settling()).refused(AssessmentUnknown)


def test_a_settlement_is_about_each_opportunity_once_and_on_the_scale() -> None:
    revealed().act(FAY, SettleAssessment, settling((5, 5))).refused(OpportunityLeftOut)
    four = settling((5, 5), (3, 4), (3, 4), (3, 4), of=(*THREE, RELEASES))
    revealed().act(FAY, SettleAssessment, four).refused(OpportunityScoredTwice)
    other = settling((5, 5), (3, 4), (3, 4), (3, 4), of=(*THREE, NEVER_RAISED))
    revealed().act(FAY, SettleAssessment, other).refused(OpportunityNotAssessed)
    revealed().act(FAY, SettleAssessment, settling((5, 5.5), (3, 4), (3, 4))).refused(OutsideScale)


def test_a_settlement_has_news() -> None:
    scene = settled()
    scene.act(TED, SettleAssessment, settling()).refused(SettlementUnchanged)
    second = only(scene.act(TED, SettleAssessment, settling((4, 5), (3, 4), (3, 4))), AssessmentSettled)
    assert second.revision == 2


def test_every_side_confirms_and_the_opportunities_are_assessed() -> None:
    scene = settled()
    digest = content_hash(CONTENT)
    scene.confirms(BEA).then(
        SettlementConfirmed(
            assessment=ASSESSMENT, revision=1, digest=digest, side="business", person=BEA, policy=1, complete=True
        )
    )
    assert not scene.opportunity(RELEASES).facets.assessed
    scene.confirms(TED).then(
        SettlementConfirmed,
        AssessmentAgreed(
            assessment=ASSESSMENT,
            revision=1,
            digest=digest,
            items=ITEMS,
            opportunities=THREE,
            sides=(ConfirmedBy(side="business", person=BEA), ConfirmedBy(side="technology", person=TED)),
            policy=1,
        ),
    )
    assert [scene.opportunity(name).assessed for name in THREE] == list(ITEMS)
    assert scene.opportunity(RELEASES).facets.assessed


def test_a_confirmation_names_what_it_confirms() -> None:
    settled().confirms(BEA, revision=2).refused(SettlementOutdated)
    settled().confirms(BEA, digest="0" * 64).refused(SettlementOutdated)
    settled().confirms(BEA, digest=None).refused(SettlementDigestMissing)
    assert not settled().confirms(BEA, digest=None, basis="imported").refusals


def test_only_what_is_settled_is_confirmed_by_who_speaks_for_a_side() -> None:
    revealed().confirms(BEA).refused(NothingSettled)
    opened().confirms(BEA).refused(ScoresNotRevealed)
    Scene().confirms(BEA).refused(AssessmentUnknown)
    settled().confirms(DEV).refused(RoleMissing)


def test_nobody_confirms_twice_or_for_two_sides() -> None:
    scene = settled(PartnerJoined(person=DOT, side="technology", partners=3), DOT_FOR_BEA)
    assert not scene.confirms(DOT, side="business").refusals
    scene.confirms(BEN).refused(AlreadyConfirmed)
    scene.confirms(DOT, side="technology").refused(SamePersonBothSides)
    outcome = scene.confirms(TED)
    assert only(outcome, AssessmentAgreed).sides[0] == ConfirmedBy(side="business", person=DOT, behalf_of=BEA)


def test_all_partners_confirm_where_the_policy_asks_for_all() -> None:
    scene = settled(EVERY_PARTNER)
    assert [only(scene.confirms(person), SettlementConfirmed).complete for person in (BEA, BEN, TED)] == [
        False,
        True,
        False,
    ]
    scene.confirms(TED).refused(AlreadyConfirmed)
    scene.confirms(TESS).then(SettlementConfirmed, AssessmentAgreed)


def test_another_settlement_voids_what_sides_have_confirmed() -> None:
    scene = settled()
    assert not scene.confirms(BEA).refusals
    scene.act(FAY, SettleAssessment, settling((4, 5), (3, 4), (3, 4))).then(
        AssessmentSettled,
        SettlementConfirmationsVoided(
            assessment=ASSESSMENT, revision=1, digest=content_hash(CONTENT), sides=("business",)
        ),
    )
    scene.confirms(TED).then(SettlementConfirmed)


def test_people_score_some_of_it_once_more() -> None:
    scene = settled()
    assert not scene.confirms(BEA).refusals
    scene.act(FAY, OpenRescore, Rescore(reason=AGAIN.reason, opportunities=(CHECKS,))).then(
        RescoreOpened(assessment=ASSESSMENT, round=2, opportunities=(CHECKS,), reason=AGAIN.reason),
        SettlementConfirmationsVoided,
    )
    for person in (TED, BEA, DEV):
        scene.goes(person, SubmitScores, ASSESSMENT, scores((4, 4), of=(CHECKS,)))
    shown = only(scene.act(FAY, RevealScores, ScoresReveal()), ScoresRevealed)
    assert (shown.round, [item.agreement for item in shown.items]) == (2, ["high"])
    scene.act(FAY, SettleAssessment, settling((5, 5), (4, 4), (3, 4))).then(AssessmentSettled)


def test_people_score_again_only_what_was_assessed_after_a_reveal() -> None:
    revealed().act(FAY, OpenRescore, AGAIN).then(
        RescoreOpened(assessment=ASSESSMENT, round=2, opportunities=THREE, reason=AGAIN.reason)
    )
    scored().act(FAY, OpenRescore, AGAIN).refused(ScoresNotRevealed)
    Scene().act(FAY, OpenRescore, AGAIN).refused(AssessmentUnknown)
    revealed().act(DEV, OpenRescore, AGAIN).refused(RoleMissing)
    other = Rescore(reason="no", opportunities=(NEVER_RAISED,))
    revealed().act(FAY, OpenRescore, other).refused(OpportunityNotAssessed)


def test_what_is_agreed_stays() -> None:
    scene = settled()
    for person in (TED, BEA):
        assert not scene.confirms(person).refusals
    scene.act(FAY, OpenRescore, AGAIN).refused(AssessmentIsAgreed)
    scene.act(FAY, SettleAssessment, settling((1, 1), (1, 1), (1, 1))).refused(AssessmentIsAgreed)
    scene.confirms(BEN).refused(AssessmentIsAgreed)


@pytest.mark.parametrize(
    ("difficulty", "urgency", "expected"),
    [
        (5, 5, "longer_term_bet"),
        (3.5, 3.5, "longer_term_bet"),
        (3.4, 3.5, "quick_win"),
        (3.4, 3.4, "fill_in"),
        (3.5, 3.4, "not_now"),
    ],
)
def test_quadrants_begin_at_their_thresholds(difficulty: float, urgency: float, expected: str) -> None:
    assert formula.quadrant(difficulty, urgency, hard_from=3.5, urgent_from=3.5) == expected


@pytest.mark.parametrize(("spread", "expected"), [(0, "high"), (1, "high"), (2, "medium"), (3, "low"), (4, "low")])
def test_agreement_falls_with_the_spread(spread: int, expected: str) -> None:
    assert formula.agreement(spread, FOUR) == expected
    assert formula.agreement(spread, Scale(lowest=3, highest=3)) == "high"


@for_all(st.lists(st.tuples(st.sampled_from(["technology", "business"]), st.integers(1, 5)), min_size=1))
def test_medians_lie_between_the_extremes(given: list[tuple[str, int]]) -> None:
    found = formula.axis(given, FOUR)
    assert found.spread == found.highest - found.lowest
    assert all(found.lowest <= number <= found.highest for number in (found.median, *found.medians.values()))
    assert set(found.medians) == {side for side, _ in given}
    assert found.agreement in get_args(Agreement)
