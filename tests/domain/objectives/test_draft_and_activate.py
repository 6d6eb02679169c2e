"""Objectives are drafted, revised and activated."""

import pytest
from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround, RoleMissing, RuleWaived, Waive
from domain.metrics.refusals import MetricIsRetired, MetricUnknown, UnitDiffers
from domain.objectives.activate_objectives import (
    ActivateObjectives,
    Activation,
    KeyResultMissing,
    KeyResultWithoutNumbers,
    ObjectivesOutdated,
    ObjectivesTooFewOrMany,
    SecondActiveSet,
)
from domain.objectives.draft_objectives import DraftObjectives, ObjectivesDraft
from domain.objectives.events import ObjectivesActivated, ObjectivesDrafted, ObjectivesRevised
from domain.objectives.refusals import (
    ObjectiveKeyTwice,
    ObjectivesAlreadyExist,
    ObjectivesNotDraft,
    ObjectivesUnknown,
    ParentUnknown,
    TargetIsBaseline,
)
from domain.objectives.revise_objectives import ObjectivesRevision, ObjectivesUnchanged, ReviseObjectives
from domain.objectives.terms import KeyResult, Objective, ObjectiveRef
from domain.partnership.policy import Policy, PolicyAdopted
from domain.partnership.refusals import PersonUnknown, TeamUnknown
from tests.domain.metrics.scene import RETIRED, day
from tests.domain.objectives.scene import (
    ACTIVATED,
    ACTIVE,
    BEA,
    CLOSED,
    CONTENT,
    DEV,
    DRAFTED,
    FASTER,
    OKR,
    OTHER_OKR,
    PIPELINE,
    TRUSTED,
    WANTED,
    WORLD,
    drafted,
)
from tests.domain.story import Outcome, an_id, given

DRAFT = ObjectivesDraft(cycle="2026", content=CONTENT)
FEWER = Waive(rule="objectives.count-outside-range", reason="A single crisis goal")


def with_result(**given_: object) -> Objective:
    """The second objective with its key result changed."""
    return replace(TRUSTED, key_results=(replace(TRUSTED.key_results[0], **given_),))


def activate(*content: Objective, kind: str = "okr") -> Outcome:
    story = given(*WORLD, drafted(*content, kind=kind))
    return story.when(ActivateObjectives, OKR, Activation(revision=1), by=BEA)


def test_objectives_are_drafted() -> None:
    given(*WORLD).when(DraftObjectives, OKR, DRAFT, by=DEV).then(DRAFTED)


def test_units_and_directions_are_filled_in() -> None:
    bare = tuple(
        replace(
            objective,
            key_results=tuple(
                replace(result, direction=None, unit=None if result.metric else result.unit)
                for result in objective.key_results
            ),
        )
        for objective in CONTENT
    )
    given(*WORLD).when(DraftObjectives, OKR, replace(DRAFT, content=bare), by=DEV).then(DRAFTED)


@pytest.mark.parametrize(
    ("baseline", "target", "direction"), [(1, 2, "up"), (2, 1, "down"), (1, 1, None), (None, 1, None)]
)
def test_a_direction_follows_from_the_numbers(baseline: float | None, target: float, direction: str | None) -> None:
    body = replace(DRAFT, content=(with_result(baseline=baseline, target=target, direction=None),))
    made = given(*WORLD).when(DraftObjectives, OKR, body, by=DEV).then(ObjectivesDrafted).events[0]
    assert isinstance(made, ObjectivesDrafted)
    assert made.content[0].key_results[0].direction == direction


def test_an_id_belongs_to_one_set() -> None:
    given(*WORLD, DRAFTED).when(DraftObjectives, OKR, DRAFT, by=DEV).refused(ObjectivesAlreadyExist)


def test_an_owner_is_known() -> None:
    team = replace(DRAFT, owner=an_id("team", 77))
    given(*WORLD).when(DraftObjectives, OKR, team, by=DEV).refused(TeamUnknown)
    person = replace(DRAFT, owner=an_id("per", 77))
    given(*WORLD).when(DraftObjectives, OKR, person, by=DEV).refused(PersonUnknown)
    own = replace(DRAFT, owner=DEV)
    given(*WORLD).when(DraftObjectives, OKR, own, by=DEV).then(replace(DRAFTED, owner=DEV))


def test_a_key_stands_once() -> None:
    twice = replace(DRAFT, content=(FASTER, replace(TRUSTED, key="KR1.1")))
    given(*WORLD).when(DraftObjectives, OKR, twice, by=DEV).refused(ObjectiveKeyTwice)


def test_a_metric_is_known_and_recorded_in_its_unit() -> None:
    unknown = replace(DRAFT, content=(with_result(metric="nowhere"),))
    given(*WORLD).when(DraftObjectives, OKR, unknown, by=DEV).refused(MetricUnknown)
    given(*WORLD, RETIRED).when(DraftObjectives, OKR, DRAFT, by=DEV).refused(MetricIsRetired)
    days = replace(DRAFT, content=(with_result(metric="lead_time", unit="day"),))
    given(*WORLD).when(DraftObjectives, OKR, days, by=DEV).refused(UnitDiffers)


def test_a_parent_is_known() -> None:
    below = replace(TRUSTED, parent=ObjectiveRef(objectives=OTHER_OKR, objective="O1"))
    body = replace(DRAFT, content=(below,))
    given(*WORLD).when(DraftObjectives, OKR, body, by=DEV).refused(ParentUnknown)
    given(*WORLD, drafted(TRUSTED, okr=OTHER_OKR)).when(DraftObjectives, OKR, body, by=DEV).refused(ParentUnknown)
    given(*WORLD, drafted(okr=OTHER_OKR)).when(DraftObjectives, OKR, body, by=DEV).then(ObjectivesDrafted)


def test_integrations_draft_nothing() -> None:
    given(*WORLD).when(DraftObjectives, OKR, DRAFT, by=PIPELINE).refused(RoleMissing)


def test_a_draft_is_revised_as_a_whole() -> None:
    body = ObjectivesRevision(content=(TRUSTED, WANTED))
    given(*WORLD, DRAFTED).when(ReviseObjectives, OKR, body, by=DEV).then(
        ObjectivesRevised(objectives=OKR, revision=2, content=(TRUSTED, WANTED))
    )


def test_the_same_draft_is_no_news() -> None:
    body = ObjectivesRevision(content=CONTENT)
    given(*WORLD, DRAFTED).when(ReviseObjectives, OKR, body, by=DEV).refused(ObjectivesUnchanged)


def test_only_a_draft_is_revised() -> None:
    body = ObjectivesRevision(content=(TRUSTED,))
    given(*WORLD).when(ReviseObjectives, OKR, body, by=DEV).refused(ObjectivesUnknown)
    given(*ACTIVE).when(ReviseObjectives, OKR, body, by=DEV).refused(ObjectivesNotDraft)
    given(*ACTIVE, CLOSED).when(ReviseObjectives, OKR, body, by=DEV).refused(ObjectivesNotDraft)


def test_a_revision_follows_its_draft() -> None:
    body = ObjectivesRevision(content=(TRUSTED,))
    outcome = given(*WORLD, DRAFTED).when(ReviseObjectives, OKR, body, by=DEV, occurred_at=day(-1))
    outcome.refused(ClaimedBeforeItsGround)


def test_objectives_are_activated() -> None:
    activate().then(ACTIVATED)


def test_only_a_draft_is_activated() -> None:
    given(*WORLD).when(ActivateObjectives, OKR, Activation(), by=BEA).refused(ObjectivesUnknown)
    given(*ACTIVE).when(ActivateObjectives, OKR, Activation(), by=BEA).refused(ObjectivesNotDraft)


def test_the_revision_read_is_the_latest() -> None:
    outdated = Activation(revision=2)
    given(*WORLD, DRAFTED).when(ActivateObjectives, OKR, outdated, by=BEA).refused(ObjectivesOutdated)


def test_two_objectives_are_too_few_unless_waived() -> None:
    activate(FASTER, TRUSTED).refused(ObjectivesTooFewOrMany)
    story = given(*WORLD, drafted(FASTER, TRUSTED))
    outcome = story.when(ActivateObjectives, OKR, Activation(waive=(FEWER,)), by=BEA)
    outcome.then(
        RuleWaived(
            rule=FEWER.rule,
            reason=FEWER.reason,
            detail="2, where the policy asks for 3 to 5.",
            policy=1,
            subjects=(f"objectives:{OKR}",),
        ),
        ACTIVATED,
    )


def test_six_objectives_are_too_many() -> None:
    six = tuple(
        Objective(key=f"O{n}", title="x", key_results=(replace(WANTED.key_results[0], key=f"K{n}"),)) for n in range(6)
    )
    activate(*six).refused(ObjectivesTooFewOrMany)
    activate(*six[:5]).then(ACTIVATED)


def test_the_policy_says_how_many() -> None:
    policy = PolicyAdopted(revision=2, digest="0" * 64, policy=Policy(okr_range=(1, 2)))
    story = given(*WORLD, policy, drafted(FASTER))
    story.when(ActivateObjectives, OKR, Activation(), by=BEA).then(replace(ACTIVATED, policy=2))


def test_an_objective_has_a_key_result() -> None:
    activate(FASTER, TRUSTED, replace(WANTED, key_results=())).refused(KeyResultMissing)


def test_a_strategic_priority_needs_none() -> None:
    bare = tuple(replace(objective, key_results=()) for objective in CONTENT)
    activate(*bare, kind="strategic_priorities").then(ACTIVATED)


@pytest.mark.parametrize("missing", ["baseline", "target", "unit"])
def test_a_key_result_has_numbers(missing: str) -> None:
    activate(FASTER, WANTED, with_result(**{missing: None})).refused(KeyResultWithoutNumbers)


def test_a_target_is_not_the_baseline() -> None:
    activate(FASTER, WANTED, with_result(target=12.0)).refused(TargetIsBaseline)
    activate(FASTER, WANTED, with_result(target=12.0, direction=None)).refused(TargetIsBaseline)
    activate(FASTER, WANTED, with_result(target=13.0)).refused(TargetIsBaseline)
    activate(FASTER, WANTED, with_result(target=12.0, direction="hold")).then(ACTIVATED)


def test_an_owner_has_one_active_set_a_cycle() -> None:
    story = given(*ACTIVE, drafted(okr=OTHER_OKR))
    story.when(ActivateObjectives, OTHER_OKR, Activation(), by=BEA).refused(SecondActiveSet)
    closed = given(*ACTIVE, CLOSED, drafted(okr=OTHER_OKR))
    closed.when(ActivateObjectives, OTHER_OKR, Activation(), by=BEA).then(ObjectivesActivated)


def test_sides_activate() -> None:
    given(*WORLD, DRAFTED).when(ActivateObjectives, OKR, Activation(), by=DEV).refused(RoleMissing)


def test_a_key_result_may_be_drafted_without_numbers() -> None:
    body = replace(DRAFT, content=(Objective(key="O1", title="x", key_results=(KeyResult(key="K"),)),))
    given(*WORLD).when(DraftObjectives, OKR, body, by=DEV).then(ObjectivesDrafted)
