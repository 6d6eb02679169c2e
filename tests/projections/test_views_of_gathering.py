"""Views of brainstorms, value stream maps and assessments; what is sealed is in none before the reveal."""

import msgspec

from domain.acting import Body
from domain.assessments.submit_scores import SubmitScores
from domain.assessments.terms import SheetContent
from domain.brainstorms.cluster_ideas import ClusterIdeas, Clustering
from domain.brainstorms.events import IdeaPromoted
from domain.brainstorms.reveal_brainstorm import RevealBrainstorm
from domain.brainstorms.withdraw_idea import IdeaToWithdraw, WithdrawIdea
from domain.value_streams.estimate_impact import EstimateImpact, ImpactEstimate
from domain.value_streams.open_value_stream import OpenValueStream
from domain.value_streams.remove_step import RemoveStep, StepToRemove
from domain.value_streams.terms import Delta
from projections.assessments.view import AssessmentView, fold_assessment, with_own_scores
from projections.brainstorms.view import BrainstormView, fold_brainstorm, with_own_ideas
from projections.sentences import told
from projections.trail import trail_of
from projections.value_streams.comparison import compare
from projections.value_streams.view import MapView, fold_map
from tests.domain.assessments import scene as scoring
from tests.domain.brainstorms import scene as storming
from tests.domain.brainstorms.scene import BEA, DEV, FAY, HANDOFFS, SILO, STORM, TED, WEEKENDS
from tests.domain.growing import Growing
from tests.domain.story import SIDES, an_id
from tests.domain.value_streams import scene as mapping
from tests.domain.value_streams.scene import MAP, QA, REVIEW, SLOW


def storm(scene: Growing) -> BrainstormView:
    """The brainstorm as it is shown."""
    view = fold_brainstorm(STORM, [each for each in scene.history if f"brainstorm:{STORM}" in each.tags])
    assert view
    return view


def assessment(scene: Growing) -> AssessmentView:
    """The assessment as it is shown."""
    tag = f"assessment:{scoring.ASSESSMENT}"
    view = fold_assessment(scoring.ASSESSMENT, [each for each in scene.history if tag in each.tags], SIDES)
    assert view
    return view


def stream(scene: Growing, drawn: str = MAP) -> MapView:
    """The map as it is shown."""
    view = fold_map(drawn, [each for each in scene.history if f"map:{drawn}" in each.tags])
    assert view
    return view


def everything_said(scene: Growing, tag: str) -> str:
    """The view's trail and every sentence about it, as text."""
    history = [each for each in scene.history if tag in each.tags]
    trail = msgspec.json.encode(trail_of(tag, history, SIDES)).decode()
    return trail + " ".join(told(each) for each in history)


def test_before_the_reveal_nobody_reads_an_idea_anywhere() -> None:
    scene = storming.filled()
    view = storm(scene)
    assert [(idea.person, idea.text) for idea in view.ideas] == [(TED, None), (BEA, None), (DEV, None)]
    assert view.private
    said = everything_said(scene, f"brainstorm:{STORM}") + msgspec.json.encode(view).decode()
    assert [word for word in ("calendar", "weekends", "silo") if word in said] == []


def test_an_author_reads_the_own_idea_alone() -> None:
    scene = storming.filled()
    texts = {name: msgspec.json.decode(kept.content)["text"] for name, kept in scene.contents.items()}
    view = with_own_ideas(storm(scene), DEV, texts)
    assert [idea.text for idea in view.ideas] == [None, None, "QA is a separate silo; tests are manual"]


def test_the_reveal_opens_them_with_their_salts() -> None:
    scene = storming.filled()
    scene.goes(DEV, WithdrawIdea, STORM, IdeaToWithdraw(idea=SILO))
    scene.goes(FAY, RevealBrainstorm, STORM, Body())
    view = storm(scene)
    assert [bool(idea.text and idea.salt) for idea in view.ideas] == [True, True, False]
    assert not view.private
    assert "calendar" in everything_said(scene, f"brainstorm:{STORM}")


def test_ideas_are_put_together_and_promoted() -> None:
    scene = storming.filled()
    scene.goes(FAY, RevealBrainstorm, STORM, Body())
    scene.goes(BEA, ClusterIdeas, STORM, Clustering(cluster="Waiting", ideas=(HANDOFFS, WEEKENDS)))
    scene.happened(IdeaPromoted(brainstorm=STORM, ideas=(HANDOFFS,), opportunity=SLOW))
    view = storm(scene)
    assert [(each.cluster, each.ideas) for each in view.clusters] == [("Waiting", (HANDOFFS, WEEKENDS))]
    assert view.ideas[0].became == [SLOW]


def test_before_the_reveal_nobody_reads_a_score_anywhere() -> None:
    scene = scoring.scored()
    view = assessment(scene)
    assert [sheet.scores for sheet in view.rounds[0].sheets] == [None, None, None]
    assert view.rounds[0].items == ()
    said = everything_said(scene, f"assessment:{scoring.ASSESSMENT}") + msgspec.json.encode(view).decode()
    assert '"difficulty"' not in said.replace('"difficulty_high_from"', "")


def test_a_scorer_reads_the_own_scores_alone() -> None:
    scene = scoring.scored()
    view = assessment(scene)
    sheet = SheetContent(
        workspace="acme",
        assessment=scoring.ASSESSMENT,
        round=1,
        person=TED,
        side="technology",
        scores=scoring.scores((1, 1)).scores,
        note="We know how",
    )
    own = with_own_scores(view, TED, {each.submitted.event: sheet for each in view.rounds[0].sheets})
    assert [bool(shown.scores) for shown in own.rounds[0].sheets] == [True, False, False]
    assert [shown.note for shown in own.rounds[0].sheets] == ["We know how", None, None]


def test_who_has_not_scored_is_waited_for() -> None:
    scene = scoring.opened()
    scene.goes(TED, SubmitScores, scoring.ASSESSMENT, scoring.scores(*scoring.POINTS[TED]))
    assert assessment(scene).rounds[0].waiting_for == [BEA, DEV]


def test_the_reveal_shows_where_the_scorers_stand() -> None:
    view = assessment(scoring.revealed())
    (spread, *_) = view.rounds[0].items
    assert (spread.opportunity, spread.difficulty.spread, spread.difficulty.medians["business"]) == (
        scoring.RELEASES,
        2,
        3.0,
    )
    assert [bool(sheet.scores and sheet.salt) for sheet in view.rounds[0].sheets] == [True, True, True]


def test_a_settlement_waits_for_every_side_and_is_agreed() -> None:
    scene = scoring.settled()
    assert assessment(scene).waiting_for == list(SIDES)
    assert not scene.confirms(BEA).refusals
    assert assessment(scene).waiting_for == ["technology"]
    assert not scene.confirms(TED).refusals
    view = assessment(scene)
    assert (view.state, view.confirmed_sides) == ("agreed", ["business", "technology"])
    assert view.settlement
    assert [item.quadrant for item in view.settlement.items] == ["longer_term_bet", "quick_win", "quick_win"]


def test_an_open_map_sums_what_is_measured_so_far() -> None:
    view = stream(mapping.drawn())
    assert view.totals
    assert (view.totals.lead_time, view.totals.process_time) == (504, 26)
    assert (view.totals.activity_ratio, view.totals.rolled_percent_complete_accurate) == (5.1587, 35.91)
    assert [step.place for step in view.steps] == [1, 2, 3, 4, 5]
    assert stream(mapping.stepped()).unmeasured == mapping.STEPS


def test_a_closed_map_keeps_its_totals_and_candidates() -> None:
    view = stream(mapping.closed())
    assert (view.state, view.formula_version, view.candidates[0].step) == ("closed", 1, QA)
    measure = view.steps[2].measure
    assert measure
    assert (measure.wait, measure.activity_ratio) == (144, 10)


def test_a_removed_step_is_no_part_of_it() -> None:
    scene = mapping.drawn()
    scene.goes(DEV, RemoveStep, MAP, StepToRemove(step=REVIEW))
    view = stream(scene)
    assert [step.place for step in view.steps] == [1, 2, 3, 4]
    assert [step.step for step in view.removed] == [REVIEW]


def test_an_estimate_stands_beside_the_map() -> None:
    scene = mapping.closed()
    faster = Delta(step=QA, process_time=-12, lead_time=-136)
    scene.goes(DEV, EstimateImpact, MAP, ImpactEstimate(opportunity=SLOW, deltas=(faster,)))
    (estimate,) = stream(scene).estimates
    assert (estimate.opportunity, estimate.totals.lead_time, estimate.former.lead_time) == (SLOW, 368, 504)


def test_two_maps_are_compared_step_by_step() -> None:
    former = stream(mapping.closed())
    later = stream(mapping.drawn())
    later.steps = [step for step in later.steps if step.step != REVIEW]
    found = compare(former, later)
    assert (found.lead_time, found.rolled_percent_complete_accurate) == (0, 0)
    assert [step.later is None for step in found.steps] == [True, False, False, False, False]


def test_a_map_names_the_ones_that_follow_it() -> None:
    scene = mapping.closed()
    following = an_id("vsm", 2)
    scene.goes(FAY, OpenValueStream, following, mapping.opening(previous=MAP))
    assert stream(scene).next == [following]
    assert stream(scene, following).previous == MAP
