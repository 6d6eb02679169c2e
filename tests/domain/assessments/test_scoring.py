"""Everybody scores alone; the reveal shows all at once, proven unchanged, and where people differ."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.assessments.events import (
    AssessmentOpened,
    ScoreSheetRevealed,
    ScoresRevealed,
    ScoresSubmitted,
)
from domain.assessments.open_assessment import AssessmentAlreadyExists, OpenAssessment, SideWithoutScorer
from domain.assessments.refusals import (
    AssessmentUnknown,
    OpportunityLeftOut,
    OpportunityNotAssessed,
    OpportunityScoredTwice,
    OutsideScale,
    ScoresAreRevealed,
)
from domain.assessments.reveal_scores import NothingScored, RevealScores, ScorerMissing, ScoresReveal
from domain.assessments.submit_scores import NotAScorer, ScoreSheet, SubmitScores
from domain.assessments.terms import Assessed, Axis, Scale, SheetContent, Spread
from domain.blind import PrivateEntry, canonical, proves
from domain.opportunities.events import OpportunityDeclined
from domain.opportunities.refusals import OpportunityEnded, OpportunityNotAdopted, OpportunityUnknown
from domain.partnership.policy import Policy, PolicyAdopted
from domain.partnership.refusals import PersonUnknown
from domain.partnership.seats import PersonOfAnotherSide, PersonTwice, Seat
from domain.unsealing import CommitmentDiffers, SealedContentMissing
from tests.domain.assessments.scene import (
    ASSESSMENT,
    BEA,
    CHECKS,
    DEV,
    FAY,
    NEVER_RAISED,
    POINTS,
    RELEASES,
    RESULTS,
    SCORERS,
    TED,
    TESS,
    THREE,
    Scene,
    opened,
    opening,
    revealed,
    scored,
    scores,
)
from tests.domain.opportunities.history import DIGEST, SUGGESTED, only
from tests.domain.story import an_id

OPENLY = PolicyAdopted(revision=2, digest="0" * 64, policy=Policy(blind_scoring=False, scale=(0, 10)))
WITHOUT = ScoresReveal(without_missing=True)


def test_people_of_every_side_are_asked_to_score_on_the_policys_scale() -> None:
    Scene().act(FAY, OpenAssessment, opening()).then(
        AssessmentOpened(
            assessment=ASSESSMENT,
            opportunities=THREE,
            pinned=tuple(Assessed(opportunity=name, revision=1, digest=DIGEST) for name in THREE),
            scorers=SCORERS,
            scale=Scale(lowest=1, highest=5),
            blind=True,
            policy=1,
        )
    )


def test_no_side_is_left_out() -> None:
    Scene().act(FAY, OpenAssessment, opening(scorers=SCORERS[1:])).refused(SideWithoutScorer)


def test_an_assessment_has_an_own_id_and_is_opened_by_who_leads() -> None:
    opened().act(FAY, OpenAssessment, opening()).refused(AssessmentAlreadyExists)
    Scene().act(DEV, OpenAssessment, opening()).refused(RoleMissing)


def test_only_what_is_on_the_backlog_is_assessed() -> None:
    Scene().act(FAY, OpenAssessment, opening(opportunities=(NEVER_RAISED,))).refused(OpportunityUnknown)
    Scene(SUGGESTED).act(FAY, OpenAssessment, opening()).refused(OpportunityNotAdopted)
    ended = OpportunityDeclined(opportunity=RELEASES, reason="no")
    Scene(ended).act(FAY, OpenAssessment, opening()).refused(OpportunityEnded)


def test_scorers_are_known_sit_once_and_for_an_own_side() -> None:
    stranger = Seat(person=an_id("per", 77))
    Scene().act(FAY, OpenAssessment, opening(scorers=(*SCORERS, stranger))).refused(PersonUnknown)
    Scene().act(FAY, OpenAssessment, opening(scorers=(*SCORERS, SCORERS[0]))).refused(PersonTwice)
    other = Seat(person=TESS, side="business")
    Scene().act(FAY, OpenAssessment, opening(scorers=(*SCORERS, other))).refused(PersonOfAnotherSide)


def test_scores_are_a_commitment_in_the_ledger_and_lie_beside_it_for_the_scorer() -> None:
    scene = opened()
    submitted = only(scene.act(TED, SubmitScores, scores(*POINTS[TED], note="Hard, but it hurts")), ScoresSubmitted)
    assert (submitted.round, submitted.person, submitted.side) == (1, TED, "technology")
    assert (submitted.scores, submitted.note) == (None, None)
    (kept,) = scene.contents.values()
    assert kept.person == TED
    assert proves(submitted.commitment or "", kept.salt, kept.content)
    assert msgspec.json.decode(kept.content) == {
        "workspace": "acme",
        "assessment": ASSESSMENT,
        "round": 1,
        "person": TED,
        "side": "technology",
        "scores": [
            {"opportunity": name, "difficulty": hard, "urgency": painful}
            for name, (hard, painful) in zip(THREE, POINTS[TED], strict=True)
        ],
        "note": "Hard, but it hurts",
    }
    assert not SubmitScores.minutable


def test_scores_are_open_where_the_policy_says_so() -> None:
    scene = opened(OPENLY)
    body = scores((9, 0), (3, 4), (4, 10))
    scene.act(TED, SubmitScores, body).then(
        ScoresSubmitted(assessment=ASSESSMENT, round=1, person=TED, side="technology", scores=body.scores)
    )
    assert not scene.contents
    shown = scene.act(FAY, RevealScores, WITHOUT)
    shown.then(ScoreSheetRevealed, ScoresRevealed)
    assert only(shown, ScoreSheetRevealed).salt is None
    assert only(shown, ScoresRevealed).policy == 2


@pytest.mark.parametrize("points", [(0, 3), (6, 3), (3, 0), (3, 6)])
def test_a_score_lies_on_the_scale(points: tuple[int, int]) -> None:
    opened().act(TED, SubmitScores, scores(points, (1, 5), (5, 1))).refused(OutsideScale)


def test_each_opportunity_is_scored_once() -> None:
    opened().act(TED, SubmitScores, scores((1, 1), (2, 2))).refused(OpportunityLeftOut)
    twice = scores((1, 1), (2, 2), (3, 3), (1, 1), of=(*THREE, RELEASES))
    opened().act(TED, SubmitScores, twice).refused(OpportunityScoredTwice)
    other = scores((1, 1), (2, 2), (3, 3), (1, 1), of=(*THREE, NEVER_RAISED))
    opened().act(TED, SubmitScores, other).refused(OpportunityNotAssessed)


def test_only_who_was_asked_scores_and_only_what_is_there() -> None:
    opened().act(TESS, SubmitScores, scores(*POINTS[TED])).refused(NotAScorer)
    Scene().act(TED, SubmitScores, scores(*POINTS[TED])).refused(AssessmentUnknown)


def test_nobody_scores_after_the_reveal() -> None:
    revealed().act(TED, SubmitScores, scores(*POINTS[TED])).refused(ScoresAreRevealed)


def test_a_later_sheet_takes_the_place_of_the_former() -> None:
    scene = scored()
    scene.act(TED, SubmitScores, scores((1, 1), (1, 1), (1, 1)), occurred_at=scene.now - timedelta(minutes=30)).refused(
        ClaimedBeforeItsGround
    )
    scene.goes(TED, SubmitScores, ASSESSMENT, scores((1, 1), (1, 1), (1, 1)))
    assert len(scene.contents) == 4
    outcome = scene.act(FAY, RevealScores, ScoresReveal())
    ted = [event for event in outcome.events if isinstance(event, ScoreSheetRevealed) and event.content.person == TED]
    assert [sheet.content.scores[0].difficulty for sheet in ted] == [1]
    assert not scene.contents


def test_the_reveal_shows_all_sheets_and_where_people_stand() -> None:
    scene = scored()
    committed = {person: sheet.submitted.commitment or "" for person, sheet in scene.assessment.sheets.items()}
    outcome = scene.act(FAY, RevealScores, ScoresReveal())
    outcome.then(ScoreSheetRevealed, ScoreSheetRevealed, ScoreSheetRevealed, ScoresRevealed)
    for event in outcome.events:
        if isinstance(event, ScoreSheetRevealed):
            assert proves(committed[event.content.person], event.salt or "", canonical(event.content))
    shown = only(outcome, ScoresRevealed)
    assert (shown.round, shown.opportunities, shown.missing, shown.formula_version) == (1, THREE, (), 1)
    assert shown.items[0] == Spread(
        opportunity=RELEASES,
        difficulty=Axis(
            lowest=3,
            highest=5,
            spread=2,
            median=5.0,
            medians={"technology": 5.0, "business": 3.0, "team": 5.0},
            agreement="medium",
        ),
        urgency=Axis(
            lowest=4,
            highest=5,
            spread=1,
            median=5.0,
            medians={"technology": 5.0, "business": 5.0, "team": 4.0},
            agreement="high",
        ),
        agreement="medium",
    )
    assert [(item.opportunity, item.difficulty.spread, item.urgency.spread) for item in shown.items[1:]] == [
        (CHECKS, 1, 2),
        (RESULTS, 2, 2),
    ]


def test_nothing_is_revealed_twice() -> None:
    revealed().act(FAY, RevealScores, ScoresReveal()).refused(ScoresAreRevealed)
    Scene().act(FAY, RevealScores, ScoresReveal()).refused(AssessmentUnknown)


def test_all_scorers_are_waited_for_unless_the_facilitator_goes_on() -> None:
    scene = opened()
    scene.act(FAY, RevealScores, WITHOUT).refused(NothingScored)
    scene.goes(TED, SubmitScores, ASSESSMENT, scores(*POINTS[TED]))
    scene.act(FAY, RevealScores, ScoresReveal()).refused(ScorerMissing)
    scene.act(TED, RevealScores, WITHOUT).refused(ScorerMissing)
    scene.act(DEV, RevealScores, WITHOUT).refused(RoleMissing)
    shown = only(scene.act(FAY, RevealScores, WITHOUT), ScoresRevealed)
    assert shown.missing == (BEA, DEV)


def test_what_is_gone_or_was_changed_beside_the_ledger_is_not_revealed() -> None:
    scene = scored()
    event = scene.assessment.sheets[TED].event
    kept = scene.contents.pop(event)
    scene.act(FAY, RevealScores, ScoresReveal()).refused(SealedContentMissing)
    said = msgspec.json.decode(kept.content, type=SheetContent)
    better = canonical(replace(said, scores=scores((1, 1), (1, 1), (1, 1)).scores))
    scene.contents[event] = PrivateEntry(person=TED, salt=kept.salt, content=better)
    scene.act(FAY, RevealScores, ScoresReveal()).refused(CommitmentDiffers)
    scene.goes(TED, SubmitScores, ASSESSMENT, scores(*POINTS[TED]))
    scene.goes(FAY, RevealScores, ASSESSMENT, ScoresReveal())


def test_a_reveal_is_not_claimed_for_before_the_scores() -> None:
    scene = opened()
    late: ScoreSheet = scores(*POINTS[TED])
    scene.goes(TED, SubmitScores, ASSESSMENT, late)
    early = scene.now - timedelta(seconds=30)
    scene.act(FAY, RevealScores, WITHOUT, occurred_at=early).refused(ClaimedBeforeItsGround)
