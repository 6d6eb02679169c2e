"""Views of metrics, signals, objectives, benefits and tracker links."""

from datetime import timedelta

import msgspec
import pytest

from domain.kernel import Event, Recorded
from domain.metrics.events import (
    BaselineSet,
    MetricRedefined,
    MetricRenamed,
    MetricRetired,
    TargetChanged,
    TargetReached,
    TargetSet,
)
from domain.objectives.events import (
    AttributionAssessed,
    KeyResultCheckedIn,
    KeyResultTargetChanged,
    OpportunityAligned,
    OpportunityUnaligned,
)
from domain.partnership.correctable import RecordCorrected
from domain.signals.events import ChallengeAnswered, SignalChallenged, SignalInterpreted
from projections.benefits.view import fold_benefit
from projections.metrics.drawing import lines_of
from projections.metrics.view import MetricView, fold_metric
from projections.objectives.shape import KeyResultView, ObjectiveView
from projections.objectives.view import ObjectivesView, fold_objectives
from projections.signals.view import SignalView, fold_signal
from projections.trackers.view import fold_tracker_link
from tests.domain.benefits.test_benefits import BEN, CONFIRMED, RECORDED
from tests.domain.metrics.scene import AUTOMATIC, LEAD_TIME, observed
from tests.domain.objectives.scene import ACTIVATED, CLOSED, DRAFTED, OKR, SLOW
from tests.domain.signals.scene import ANSWERED, CHALLENGED, DEC, RETRACTED, SIG
from tests.domain.signals.scene import RECORDED as SAID
from tests.domain.story import BEGINNING, an_id, fact
from tests.domain.trackers.test_trackers import LINKED, SEEN, TRK, UNLINKED
from tests.projections.any_history import numbered


def metric(*history: Event | Recorded) -> MetricView:
    """The metric after these events."""
    view = fold_metric("lead_time", numbered((LEAD_TIME, *history)))
    assert view
    return view


def signal(*history: Event | Recorded) -> SignalView:
    """The signal after these events."""
    view = fold_signal(SIG, numbered((SAID, *history)))
    assert view
    return view


def objectives(*history: Event | Recorded) -> ObjectivesView:
    """The objectives after these events."""
    view = fold_objectives(OKR, numbered((DRAFTED, *history)))
    assert view
    return view


def checked_in(value: float, hours: int = 0) -> Recorded:
    """A check-in claimed for some hours after the beginning."""
    event = KeyResultCheckedIn(objectives=OKR, key_result="KR1.1", place=f"{OKR}/KR1.1", value=value, confidence=0.5)
    return fact(event, at=BEGINNING + timedelta(hours=hours))


def test_a_metric_shows_where_it_stood_and_where_it_should_get_to() -> None:
    view = metric(
        BaselineSet(metric="lead_time", value=504, unit="hour"),
        TargetSet(metric="lead_time", target=24, unit="hour", by=BEGINNING.date(), baseline=504),
        TargetChanged(metric="lead_time", former=24, to=48, unit="hour", reason="Too far", baseline=504),
    )
    assert view.baseline
    assert view.target
    assert (view.baseline.value, view.target.target, view.target.former, view.target.reason) == (504, 48, 24, "Too far")
    lines = lines_of(view)
    assert [(line.what, line.value) for line in lines] == [("baseline", 504), ("target", 24), ("target", 48)]
    assert [line.until for line in lines] == [None, BEGINNING, None]


def test_a_metric_is_renamed_redefined_and_retired() -> None:
    view = metric(
        MetricRenamed(metric="lead_time", name="Lead", former=LEAD_TIME.name),
        MetricRedefined(
            metric="lead_time",
            revision=2,
            unit="day",
            direction="down",
            kind="flow",
            capture=AUTOMATIC,
            visible_to_teams=False,
            reason="Hours are too fine",
        ),
        MetricRetired(metric="lead_time", reason="Nobody looks"),
    )
    assert (view.name, view.unit, view.kind, view.state) == ("Lead", "day", "flow", "retired")
    assert [each.name for each in view.former_names] == [LEAD_TIME.name]
    assert [each.reason for each in view.definitions] == [None, "Hours are too fine"]


def test_the_latest_observation_is_the_one_whose_window_ended_last() -> None:
    view = metric(observed(1, 500, at=-1), observed(2, 400, at=3), observed(3, 450, at=1))
    assert view.latest
    assert view.latest.value == 400
    assert [seen.value for seen in view.recent] == [500, 450, 400]


def test_a_correction_is_shown_and_named() -> None:
    first = observed(1, 5000)
    (shown, *_) = numbered((LEAD_TIME, first))[1:]
    correction = RecordCorrected(
        event=shown.id,
        subjects=first.tags,
        position=shown.position,
        type=type(first.event).TOPIC,
        field="value",
        reason="A zero too many",
        former=5000.0,
        to=500.0,
    )
    view = metric(first, observed(2, 400, at=1), correction)
    assert [seen.value for seen in view.recent] == [500, 400]
    assert [(each.old, each.new) for each in view.corrections] == [(5000, 500)]


def test_a_target_is_reached_by_an_observation() -> None:
    view = metric(
        TargetSet(metric="lead_time", target=24, unit="hour"),
        TargetReached(metric="lead_time", target=24, unit="hour", measured=20, observation=an_id("obs", 1)),
    )
    assert view.target
    assert view.target.reached
    assert (view.target.reached_with, view.target.reached_by) == (20, an_id("obs", 1))


def test_what_was_never_defined_is_not_shown() -> None:
    assert fold_metric("lead_time", numbered((observed(1, 500),))) is None


def test_a_signal_is_interpreted_doubted_and_answered() -> None:
    meant = SignalInterpreted(signal=SIG, side="business", interpretation="We lose customers")
    view = signal(meant, CHALLENGED)
    assert (view.state, view.interpretations[0].text) == ("challenged", "We lose customers")
    view = signal(meant, CHALLENGED, ANSWERED)
    assert view.state == "stands"
    assert [answer.text for answer in view.challenges[0].answers] == [ANSWERED.answer]


@pytest.mark.parametrize("event", [ChallengeAnswered, SignalChallenged])
def test_a_retracted_signal_stays_retracted(event: type[Event]) -> None:
    fallen = msgspec.structs.replace(RETRACTED, decisions=(DEC,), opportunities=(SLOW,))
    view = signal(fallen, CHALLENGED if event is SignalChallenged else ANSWERED)
    assert (view.state, view.decisions, view.opportunities) == ("retracted", (DEC,), (SLOW,))


def test_progress_is_computed_from_the_check_in_that_happened_last() -> None:
    view = objectives(ACTIVATED, checked_in(252.5, hours=5), checked_in(400, hours=1))
    (result,) = view.tree[0].key_results
    assert (result.current, result.progress, view.tree[0].progress) == (252.5, 0.5, 0.5)
    assert len(result.check_ins) == 2


def test_another_target_makes_another_progress() -> None:
    moved = KeyResultTargetChanged(
        objectives=OKR, key_result="KR1.1", place=f"{OKR}/KR1.1", former=1, to=404, reason="A dream"
    )
    (result,) = objectives(ACTIVATED, checked_in(404), moved).tree[0].key_results
    assert (result.target, result.progress, result.target_changes[0].former) == (404, 1.0, 1)


def test_a_closed_set_is_scored_by_people() -> None:
    view = objectives(ACTIVATED, CLOSED)
    scores = {each.key: each.score for each in CLOSED.scores}
    results = [result for objective in view.tree for result in objective.key_results]
    found: list[ObjectiveView | KeyResultView] = [*view.tree, *results]
    assert (view.state, view.reflection) == ("closed", CLOSED.reflection)
    assert {each.key: each.score.score for each in found if each.score} == scores


def test_coverage_follows_alignment() -> None:
    aligned = OpportunityAligned(
        opportunity=SLOW, objectives=OKR, revision=1, key="KR1.1", place=f"{OKR}/KR1.1", mechanism="Fewer handoffs"
    )
    judged = AttributionAssessed(
        opportunity=SLOW,
        objectives=OKR,
        key="KR1.1",
        place=f"{OKR}/KR1.1",
        verdict="contributed",
        side="technology",
    )
    view = objectives(ACTIVATED, aligned, judged)
    assert view.tree[0].key_results[0].opportunities == [SLOW]
    assert "KR1.1" not in view.uncovered
    assert view.alignments[0].attributions[0].verdict == "contributed"
    off = OpportunityUnaligned(opportunity=SLOW, objectives=OKR, key="KR1.1", place=f"{OKR}/KR1.1", reason="No")
    view = objectives(ACTIVATED, aligned, off)
    assert "KR1.1" in view.uncovered
    assert (view.alignments[0].holds, view.alignments[0].unaligned_because) == (False, "No")


def test_a_benefit_is_confirmed_by_a_side() -> None:
    view = fold_benefit(BEN, numbered((RECORDED, CONFIRMED)))
    assert view
    assert (view.state, view.about, [each.side for each in view.confirmations]) == (
        "confirmed",
        RECORDED.about,
        ["business"],
    )
    assert fold_benefit(BEN, numbered((CONFIRMED,))) is None


def test_a_tracker_link_shows_what_was_seen_last() -> None:
    view = fold_tracker_link(TRK, numbered((LINKED, SEEN, UNLINKED)))
    assert view
    assert view.latest
    assert (view.latest.state, view.state, view.unlinked_because) == ("In Progress", "unlinked", UNLINKED.reason)
