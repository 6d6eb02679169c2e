"""The playbook's story in these commands: from a doubted north star to one that came true."""

from __future__ import annotations

from datetime import date, timedelta

from domain.acting import RuleWaived
from domain.definitions.confirm_achieved import Achievement, ConfirmAchieved
from domain.definitions.draft_definition import DraftDefinition
from domain.definitions.events import DefinitionAchieved, DefinitionAdopted
from domain.definitions.state import Definition
from domain.katas.close_target_condition import CloseTargetCondition
from domain.katas.complete_kata import CompleteKata
from domain.katas.experiments import LearningRecorded
from domain.katas.focus_obstacle import FocusObstacle, ObstacleChoice
from domain.katas.hold_coaching_cycle import HoldCoachingCycle
from domain.katas.plan_experiment import PlanExperiment
from domain.katas.record_learning import RecordLearning
from domain.katas.record_result import ExperimentResult, RecordResult
from domain.katas.resolve_obstacle import ObstacleSolution, ResolveObstacle
from domain.katas.start_experiment import ExperimentStart, StartExperiment
from domain.katas.terms import Prediction
from tests.domain.definitions.scene import Scene as Drafting
from tests.domain.definitions.scene import adopted, words
from tests.domain.katas.scene import (
    BEA,
    CHECKS,
    COACH,
    DEV,
    DOA,
    ENVIRONMENT,
    FIRST,
    NORTH_STAR,
    SECOND,
    TED,
    focused,
    learning,
    step,
)
from tests.domain.katas.test_coaching_and_end import ARRIVED, BACK, card
from tests.domain.katas.test_target_conditions import LOOK_BACK
from tests.domain.opportunities.history import LINK


def test_a_product_owner_drafts_the_team_doubts_a_partner_answers_and_both_sign_without_a_waiver() -> None:
    scene = Drafting()
    assert not scene.does(DEV, DraftDefinition, words(sponsor=BEA)).refusals
    signed = adopted(scene)
    events = [recorded.event for recorded in signed.history]
    (adoption,) = [event for event in events if isinstance(event, DefinitionAdopted)]
    assert (adoption.buy_in.doubtful, adoption.unanswered, adoption.waivers) == (1, 0, ())
    assert not [event for event in events if isinstance(event, RuleWaived)]


def test_the_first_experiment_is_refuted_the_second_confirmed_and_the_north_star_comes_true() -> None:
    scene = focused()
    scene.goes((PlanExperiment, step())).goes((HoldCoachingCycle, card()), by=COACH)
    scene.goes(
        (StartExperiment, ExperimentStart(experiment=FIRST)),
        (RecordResult, ExperimentResult(experiment=FIRST, what_happened="QA waited", measured=6.1)),
        (RecordLearning, learning(next="new_obstacle")),
        (FocusObstacle, ObstacleChoice(obstacle=ENVIRONMENT)),
    )
    prediction = Prediction(text="QA's queue falls to 2.5 days", metric="qa_queue", expected=2.5, tolerance=0.5)
    due = scene.now.date() + timedelta(days=14)
    scene.goes(
        (PlanExperiment, step(experiment=SECOND, obstacle=ENVIRONMENT, prediction=prediction, check_on=due))
    ).goes((HoldCoachingCycle, card(reflections=(BACK,), see_on=date(2026, 4, 5))), by=COACH)
    scene.goes(
        (StartExperiment, ExperimentStart(experiment=SECOND)),
        (RecordResult, ExperimentResult(experiment=SECOND, what_happened="2.7 days", measured=2.7)),
        (RecordLearning, learning(experiment=SECOND, verdict="confirmed", learned="It was the environment")),
        (ResolveObstacle, ObstacleSolution(obstacle=ENVIRONMENT, experiment=SECOND)),
        (CloseTargetCondition, LOOK_BACK),
        (CompleteKata, ARRIVED),
    )
    learned = [recorded.event for recorded in scene.history if isinstance(recorded.event, LearningRecorded)]
    assert [(event.verdict, event.computed) for event in learned] == [
        ("refuted", "refuted"),
        ("confirmed", "confirmed"),
    ]
    for person in (TED, BEA):
        assert not scene.does(person, ConfirmAchieved, Achievement(evidence=(LINK,)), DOA).refusals
    assert isinstance(scene.history[-1].event, DefinitionAchieved)
    definition = Definition(DOA)
    for recorded in scene.history:
        if definition.sees(recorded):
            definition.fold(recorded)
    assert (definition.state, scene.state().status) == ("achieved", "completed")
    assert scene.state().north_star == NORTH_STAR
    assert scene.state().obstacles == {CHECKS: "parked", ENVIRONMENT: "resolved"}
    assert scene.state().learner == DEV
