"""Observations are recorded, one or a thousand, each with its answer."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.kernel import Context, Recorded
from domain.metrics.events import ObservationRecorded, TargetChanged, TargetReached, TargetSet
from domain.metrics.observing import (
    ObservationAlreadyExists,
    ObservationChanged,
    ObservationOfOthers,
    WindowInFuture,
    WindowInverted,
)
from domain.metrics.record_observations import Observations, RecordObservations
from domain.metrics.refusals import MetricIsRetired, MetricUnknown, UnitDiffers
from domain.metrics.state import NewestObservation, Observation, ObservationAt
from domain.metrics.terms import Window
from domain.partnership.correctable import RecordCorrected
from domain.partnership.events import RoleGranted
from tests.domain.metrics.scene import (
    DEV,
    FAY,
    LEAD_TIME,
    NOW,
    PEOPLE,
    PIPELINE,
    RETIRED,
    TED,
    WORLD,
    day,
    defined,
    kinds,
    observed,
    row,
    rows,
    span,
)
from tests.domain.story import Outcome, Story, an_id, fact, given, pseudonym

TARGET = fact(TargetSet(metric="lead_time", target=24, unit="hour"), at=day(-3))
FIRST = ObservationRecorded(
    observation=an_id("obs", 9000),
    metric="lead_time",
    value=504,
    unit="hour",
    window=span(-1),
    source="pipeline",
    external_id="w1",
    place="lead_time/pipeline/w1",
    newest_of="lead_time",
)


def deliver(story: Story, body: Observations, by: str = PIPELINE, **context: Any) -> Outcome:
    return story.when(RecordObservations, "", body, by=by, **context)


def test_an_integration_records_a_number() -> None:
    deliver(given(*WORLD), rows(row(504, window=span(-1), external_id="w1"))).then(FIRST)


def test_what_is_left_out_is_filled_in() -> None:
    outcome = deliver(given(*WORLD), rows(row(504)), by=DEV)
    name = an_id("obs", 9000)
    outcome.then(
        replace(
            FIRST,
            window=Window(begins=NOW, ends=NOW),
            source="manual",
            external_id=name,
            place=f"lead_time/manual/{name}",
        )
    )


def test_the_client_may_choose_the_id() -> None:
    chosen = row(504, window=span(-1), external_id="w1", observation=an_id("obs", 5))
    deliver(given(*WORLD), rows(chosen)).then(replace(FIRST, observation=an_id("obs", 5)))


def test_the_newest_is_the_one_whose_window_ends_last() -> None:
    story = given(*WORLD, observed(1, 504, at=-3))
    outcome = deliver(story, rows(*(row(1, window=span(at)) for at in (-5, -2, -4, -2, -1))))
    assert [bool(event.newest_of) for event in outcome.events if isinstance(event, ObservationRecorded)] == [
        False,
        True,
        False,
        True,
        True,
    ]


def test_an_unknown_metric_has_no_numbers() -> None:
    deliver(given(*PEOPLE), rows(row(1))).refused(MetricUnknown)


def test_a_retired_metric_gets_no_more_numbers() -> None:
    deliver(given(*WORLD, RETIRED), rows(row(1))).refused(MetricIsRetired)


def test_a_number_is_in_the_unit_of_its_metric() -> None:
    deliver(given(*WORLD), rows(row(1, unit="day"))).refused(UnitDiffers)
    deliver(given(*WORLD), rows(row(1, unit="hour"))).then(ObservationRecorded)


def test_a_window_has_ended() -> None:
    ahead = Window(begins=day(-1), ends=NOW + timedelta(minutes=1))
    deliver(given(*WORLD), rows(row(1, window=ahead))).refused(WindowInFuture)


def test_a_window_ends_after_it_begins() -> None:
    inverted = Window(begins=day(-1), ends=day(-2))
    deliver(given(*WORLD), rows(row(1, window=inverted))).refused(WindowInverted)


def test_nothing_is_recorded_before_the_metric_is_defined() -> None:
    story = given(*PEOPLE, fact(LEAD_TIME, at=day(0)))
    deliver(story, rows(row(1, window=span(-3))), occurred_at=day(-1)).refused(ClaimedBeforeItsGround)


def test_the_same_content_again_changes_nothing() -> None:
    story = given(*WORLD, observed(1, 504))
    deliver(story, rows(row(504, window=span(-1), external_id="w1"))).then()
    deliver(story, rows(row(504, external_id="w1"), on_change="correct")).then()


def test_another_content_under_the_same_external_id_is_refused() -> None:
    story = given(*WORLD, observed(1, 504))
    deliver(story, rows(row(500, external_id="w1"))).refused(ObservationChanged)
    deliver(story, rows(row(504, window=span(-2), external_id="w1"))).refused(ObservationChanged)


def test_the_same_external_id_from_another_source_or_of_another_metric_is_another_observation() -> None:
    story = given(*WORLD, defined("failures", "down"), observed(1, 504))
    deliver(story, rows(row(500, external_id="w1", source="survey"))).then(ObservationRecorded)
    deliver(story, rows(row(500, external_id="w1", metric="failures"))).then(ObservationRecorded)


def test_another_content_corrects_what_is_on_the_record_when_asked_to() -> None:
    seen = observed(1, 504)
    body = rows(row(500, window=span(-2), external_id="w1"), on_change="correct", reason="Late data")
    deliver(given(*WORLD, seen), body).then(
        RecordCorrected(
            event=seen.id,
            subjects=seen.tags,
            position=41,
            type="observation-recorded.v1",
            field="value",
            reason="Late data",
            former=504.0,
            to=500.0,
        ),
        RecordCorrected(
            event=seen.id,
            subjects=seen.tags,
            position=41,
            type="observation-recorded.v1",
            field="window",
            reason="Late data",
            former={"begins": "2026-02-28T09:00:00Z", "ends": "2026-03-01T09:00:00Z"},
            to={"begins": "2026-02-27T09:00:00Z", "ends": "2026-02-28T09:00:00Z"},
        ),
    )


def test_a_corrected_observation_is_compared_as_corrected() -> None:
    seen = observed(1, 504)
    corrected = RecordCorrected(
        event=seen.id,
        subjects=seen.tags,
        position=41,
        type="observation-recorded.v1",
        field="value",
        reason="x",
        to=500,
    )
    story = given(*WORLD, seen, corrected)
    deliver(story, rows(row(500, external_id="w1"))).then()
    deliver(story, rows(row(504, external_id="w1"))).refused(ObservationChanged)


def test_others_do_not_correct_it_unless_they_facilitate_or_own() -> None:
    story = given(*WORLD, observed(1, 504))
    body = rows(row(500, external_id="w1", source="pipeline"), on_change="correct")
    deliver(story, body, by=TED).refused(ObservationOfOthers)
    deliver(story, body, by="integration:other").refused(ObservationOfOthers)
    deliver(story, body, by=FAY).then(RecordCorrected)


def test_within_one_call_an_external_id_has_one_content() -> None:
    body = rows(row(1, external_id="w1"), row(1, external_id="w1"), row(2, external_id="w1"), on_change="correct")
    command = run(given(*WORLD), body)
    assert [answer.status for answer in command.answers] == ["recorded", "unchanged", "refused"]


def test_a_chosen_id_belongs_to_one_observation() -> None:
    story = given(*WORLD, observed(1, 504))
    deliver(story, rows(row(1, external_id="w2", observation=an_id("obs", 1)))).refused(ObservationAlreadyExists)
    deliver(story, rows(row(504, external_id="w1", observation=an_id("obs", 2)))).refused(ObservationAlreadyExists)
    deliver(story, rows(row(504, external_id="w1", observation=an_id("obs", 1)))).then()


def test_strangers_record_nothing() -> None:
    deliver(given(*WORLD), rows(row(1)), by=an_id("per", 77)).refused(RoleMissing)


def test_auditors_record_nothing() -> None:
    auditor = RoleGranted(person=an_id("per", 77), role="auditor", holders=1)
    deliver(given(*WORLD, auditor), rows(row(1)), by=auditor.person).refused(RoleMissing)


def run(story: Story, body: Observations) -> RecordObservations:
    """The command itself after it was carried out, for its answers."""
    context = Context(
        workspace="acme",
        sides=("technology", "business"),
        actor=PIPELINE,
        now=NOW,
        new_id=lambda prefix: an_id(prefix, 99),
        pseudonym=pseudonym,
    )
    command = RecordObservations(context, "", body)
    for state in command.states:
        seen = [recorded for recorded in story.history if state.sees(recorded)]
        for recorded in seen[-1:] if state.latest else seen:
            state.fold(recorded)
    command.execute()
    return command


def test_each_row_gets_its_answer() -> None:
    story = given(*WORLD, observed(1, 504), observed(2, 503))
    body = rows(
        row(502, external_id="w3"),
        row(504, external_id="w1"),
        row(1, external_id="w2"),
        row(1, metric="nowhere"),
    )
    answers = run(story, body).answers
    assert [answer.status for answer in answers] == ["recorded", "unchanged", "refused", "refused"]
    assert [answer.rule for answer in answers] == [None, None, "metric.observation-changed", "metric.unknown"]
    assert [answer.pointer for answer in answers[2:]] == ["/observations/2/external_id", "/observations/3/metric"]
    assert answers[1].observation == an_id("obs", 1)
    corrected = run(story, replace(body, on_change="correct")).answers
    assert [answer.status for answer in corrected] == ["recorded", "unchanged", "corrected", "refused"]


def test_all_or_nothing_refuses_the_good_rows_too() -> None:
    body = rows(row(1), row(1, metric="nowhere"), all_or_nothing=True)
    deliver(given(*WORLD), body).refused(MetricUnknown)


def test_where_every_row_is_refused_the_call_is() -> None:
    body = rows(row(1, metric="nowhere"), row(1, unit="day"))
    deliver(given(*WORLD), body).refused(MetricUnknown, UnitDiffers)


def test_the_target_is_reached_in_the_same_append() -> None:
    outcome = deliver(given(*WORLD, TARGET), rows(row(20, window=span(-1), external_id="w1")))
    outcome.then(
        replace(FIRST, value=20),
        TargetReached(metric="lead_time", target=24, unit="hour", measured=20, observation=an_id("obs", 9000)),
    )


def test_the_target_itself_reaches_it_and_worse_does_not() -> None:
    deliver(given(*WORLD, TARGET), rows(row(24))).then(ObservationRecorded, TargetReached)
    deliver(given(*WORLD, TARGET), rows(row(24.1))).then(ObservationRecorded)


def test_a_target_is_reached_once_until_it_changes() -> None:
    reached = TargetReached(metric="lead_time", target=24, unit="hour", measured=20, observation=an_id("obs", 1))
    changed = TargetChanged(metric="lead_time", former=24, to=12, unit="hour", reason="More")
    deliver(given(*WORLD, TARGET, reached), rows(row(20), row(10))).then(ObservationRecorded, ObservationRecorded)
    outcome = deliver(given(*WORLD, TARGET, reached, changed), rows(row(20), row(10), row(9)))
    assert kinds(outcome.events) == [
        "ObservationRecorded",
        "ObservationRecorded",
        "TargetReached",
        "ObservationRecorded",
    ]


def test_older_numbers_reach_nothing() -> None:
    backfill = rows(row(20, window=span(-2)))
    deliver(given(*WORLD, TARGET, observed(1, 504)), backfill).then(ObservationRecorded)
    before_it_was_set = rows(row(20, window=span(-5)))
    deliver(given(*WORLD, TARGET), before_it_was_set).then(ObservationRecorded)


def test_what_is_held_reaches_nothing() -> None:
    held = TargetSet(metric="share", target=99, unit="percent")
    deliver(given(*PEOPLE, defined("share", "hold"), held), rows(row(99, metric="share"))).then(ObservationRecorded)


def test_a_corrected_number_reaches_the_target_too() -> None:
    body = rows(row(20, external_id="w1"), on_change="correct")
    deliver(given(*WORLD, TARGET, observed(1, 504)), body).then(RecordCorrected, TargetReached)


def test_a_thousand_numbers_in_one_call() -> None:
    body = rows(*(row(number, external_id=f"n{number}", window=span(-1)) for number in range(1000)))
    command = run(given(*WORLD), body)
    assert {answer.status for answer in command.answers} == {"recorded"}
    assert len(command.collect_events()) == 1000
    assert len(command.states) < 1010


def test_what_commands_see_of_an_observation() -> None:
    seen = observed(1, 504)
    by_id, by_place, newest = (
        Observation(an_id("obs", 1)),
        ObservationAt("lead_time/pipeline/w1"),
        NewestObservation("lead_time"),
    )
    assert (newest.exists, newest.window, by_id.known) == (False, None, False)
    for state in (by_id, by_place, newest):
        assert state.sees(seen)
        state.fold(seen)
    assert (newest.exists, newest.window, by_place.known) == (True, span(-1), True)
    stranger = Recorded(event=LEAD_TIME, tags=("metric:lead_time",), occurred_at=NOW, recorded_at=NOW)
    assert not newest.sees(stranger)
