"""Coaching cycles, questions, and how a kata is paused and ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.acting import RoleMissing
from domain.katas.abandon_experiment import AbandonExperiment
from domain.katas.close_target_condition import CloseTargetCondition
from domain.katas.complete_kata import CompleteKata, KataCompletion
from domain.katas.events import (
    AssumptionQuestioned,
    CoachingCycleHeld,
    KataCompleted,
    KataPaused,
    KataResumed,
    KataStopped,
)
from domain.katas.hold_coaching_cycle import (
    CoachingCard,
    HoldCoachingCycle,
    NothingToReflect,
    NotItsCoach,
    ReflectionMissing,
)
from domain.katas.pause_kata import KataPause, PauseKata
from domain.katas.question_assumption import Question, QuestionAssumption
from domain.katas.record_learning import RecordLearning
from domain.katas.record_result import RecordResult
from domain.katas.refusals import (
    EvidenceMissing,
    ExperimentUnfinished,
    ExperimentUnknown,
    KataEnded,
    KataNotRunning,
    LearningMissing,
    NotOfTheTeam,
    ObstacleUnknown,
    TargetConditionOpen,
)
from domain.katas.resume_kata import KataNotPaused, KataResumption, ResumeKata
from domain.katas.stop_kata import KataStop, StopKata
from domain.katas.terms import Reflection
from domain.kernel import Command
from tests.domain.katas.scene import (
    BEA,
    CHECKS,
    COACH,
    DEV,
    ENVIRONMENT,
    FIRST,
    KATA,
    NORTH_STAR,
    OUTSIDER,
    SECOND_COACH,
    aimed,
    focused,
    learned,
    learning,
    planned,
    resulted,
    running,
    started,
)
from tests.domain.katas.test_experiments import GIVEN_UP, RESULT
from tests.domain.katas.test_target_conditions import LOOK_BACK
from tests.domain.opportunities.history import LINK
from tests.domain.story import an_id

BACK = Reflection(
    experiment=FIRST, planned="Ten checks", expected="4 days", happened="6.1 days", learned="It is the environment"
)
ARRIVED = KataCompletion(evidence=(LINK,))


def card(**changes: Any) -> CoachingCard:
    usual: dict[str, Any] = {
        "target": "336 h by 13 April",
        "actual": "504 h",
        "obstacles": "Manual checks, shared environment",
        "next_step": "Automate ten checks",
        "see_on": date(2026, 3, 11),
    }
    return CoachingCard(**(usual | changes))


def test_the_coach_holds_a_cycle() -> None:
    focused().does(COACH, HoldCoachingCycle, card(expectation="4 days", obstacle=CHECKS)).then(
        CoachingCycleHeld(
            kata=KATA,
            target="336 h by 13 April",
            actual="504 h",
            obstacles="Manual checks, shared environment",
            next_step="Automate ten checks",
            see_on=date(2026, 3, 11),
            expectation="4 days",
            obstacle=CHECKS,
        )
    )


def test_every_finished_experiment_is_reflected_on_once() -> None:
    scene = learned()
    scene.does(COACH, HoldCoachingCycle, card()).refused(ReflectionMissing)
    scene.does(COACH, HoldCoachingCycle, card(reflections=(BACK,))).then(CoachingCycleHeld)
    scene.does(COACH, HoldCoachingCycle, card()).then(CoachingCycleHeld)
    abandoned = running().goes((AbandonExperiment, GIVEN_UP))
    abandoned.does(COACH, HoldCoachingCycle, card()).refused(ReflectionMissing)


def test_only_what_is_finished_is_reflected_on() -> None:
    running().does(COACH, HoldCoachingCycle, card(reflections=(BACK,))).refused(NothingToReflect)
    focused().does(COACH, HoldCoachingCycle, card(reflections=(BACK,))).refused(ExperimentUnknown)
    focused().does(COACH, HoldCoachingCycle, card(obstacle=an_id("obst", 9))).refused(ObstacleUnknown)


def test_the_katas_own_coach_holds_it() -> None:
    focused().does(SECOND_COACH, HoldCoachingCycle, card()).refused(NotItsCoach)
    focused().does(DEV, HoldCoachingCycle, card()).refused(RoleMissing)


def test_anybody_questions_an_assumption() -> None:
    body = Question(assumption="QA has to look", question="At everything?", experiment=FIRST, obstacle=ENVIRONMENT)
    running().does(BEA, QuestionAssumption, body).then(
        AssumptionQuestioned(
            kata=KATA,
            assumption="QA has to look",
            question="At everything?",
            experiment=FIRST,
            obstacle=ENVIRONMENT,
        )
    )
    focused().does(BEA, QuestionAssumption, body).refused(ExperimentUnknown)
    unknown = Question(assumption="x", question="y", obstacle=an_id("obst", 9))
    focused().does(BEA, QuestionAssumption, unknown).refused(ObstacleUnknown)


def test_a_kata_is_paused_and_resumed() -> None:
    scene = started()
    scene.does(DEV, ResumeKata, KataResumption()).refused(KataNotPaused)
    scene.does(COACH, PauseKata, KataPause(reason="holidays", until=date(2026, 4, 1))).then(
        KataPaused(kata=KATA, reason="holidays", until=date(2026, 4, 1))
    )
    scene.does(DEV, PauseKata, KataPause(reason="again")).refused(KataNotRunning)
    scene.does(BEA, ResumeKata, KataResumption(note="Back")).then(KataResumed(kata=KATA, note="Back"))
    assert scene.state().status == "running"


def test_what_runs_is_checked_and_learned_from_during_a_pause() -> None:
    scene = running().goes((PauseKata, KataPause(reason="holidays")))
    scene.goes((RecordResult, RESULT), (RecordLearning, learning()))
    assert scene.state().experiments[FIRST].status == "learned"


def test_a_kata_stops_whatever_is_open() -> None:
    scene = running()
    scene.does(BEA, StopKata, KataStop(reason="The market moved", learned="Ask earlier")).then(
        KataStopped(kata=KATA, reason="The market moved", learned="Ask earlier")
    )
    scene.does(BEA, StopKata, KataStop(reason="again")).refused(KataEnded)
    scene.does(DEV, RecordResult, RESULT).refused(KataEnded)
    assert scene.opportunity().state == "in_progress"


def test_a_kata_is_completed_with_evidence_against_its_north_star() -> None:
    scene = learned().goes((CloseTargetCondition, LOOK_BACK))
    scene.does(DEV, CompleteKata, KataCompletion()).refused(EvidenceMissing)
    scene.does(DEV, CompleteKata, ARRIVED).then(KataCompleted(kata=KATA, north_star=NORTH_STAR, evidence=(LINK,)))
    assert scene.state().status == "completed"
    scene.does(DEV, CompleteKata, ARRIVED).refused(KataEnded)


def test_nothing_is_left_open_in_a_completed_kata() -> None:
    aimed().does(DEV, CompleteKata, ARRIVED).refused(TargetConditionOpen)
    planned().does(DEV, CompleteKata, ARRIVED).refused(TargetConditionOpen, ExperimentUnfinished)
    resulted().does(DEV, CompleteKata, ARRIVED).refused(TargetConditionOpen, LearningMissing)


@pytest.mark.parametrize(
    ("command", "body"),
    [
        (PauseKata, KataPause(reason="x")),
        (StopKata, KataStop(reason="x")),
        (CompleteKata, ARRIVED),
    ],
)
def test_other_teams_neither_pause_nor_end_it(command: type[Command], body: Any) -> None:
    started().does(OUTSIDER, command, body).refused(NotOfTheTeam)


def test_other_teams_do_not_resume_it() -> None:
    paused = started().goes((PauseKata, KataPause(reason="holidays")))
    paused.does(OUTSIDER, ResumeKata, KataResumption()).refused(NotOfTheTeam)
