"""Facts are corrected by further facts; words that were given are not."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.kernel import Event, tags_of
from domain.meetings.events import MeetingHeld
from domain.meetings.meeting import Meeting
from domain.partnership.correct_record import (
    Correction,
    CorrectRecord,
    EventUnknown,
    FormerDiffers,
    NotCorrectable,
    ValueUnchanged,
    ValueUnfit,
)
from domain.partnership.correctable import RecordCorrected, correctable
from domain.partnership.refusals import NotYours
from tests.domain.partnership.cast import DAY, EVERYBODY, FAY, KIM, MAX, OLA, TIM
from tests.domain.story import BEGINNING, an_id, fact, given

MEETING, EVENT = an_id("mtg", 1), an_id("evt", 500)
ABOUT = f"meeting:{MEETING}"
HELD = MeetingHeld(meeting=MEETING, title="Retro", held_at=BEGINNING, present=(KIM, TIM))
RECORDED = msgspec.structs.replace(fact(HELD, actor=TIM), id=EVENT, position=12)
TITLE = RecordCorrected(
    event=EVENT,
    subjects=tags_of(HELD),
    position=12,
    type="meeting-held.v1",
    field="title",
    reason="a slip",
    former="Retro",
    to="Planning",
)
STORY = given(*EVERYBODY, RECORDED)


def correct(**changes: Any) -> Correction:
    """A correction of the title, but for what is changed."""
    body = Correction(type="meeting-held.v1", about=ABOUT, field="title", reason="a slip", to="Planning")
    return msgspec.structs.replace(body, **changes)


@pytest.mark.parametrize("person", [TIM, FAY, OLA])
def test_whoever_recorded_it_or_keeps_order_corrects_it(person: str) -> None:
    STORY.when(CorrectRecord, EVENT, correct(), by=person).then(TITLE)


def test_the_correction_shows_wherever_the_fact_does() -> None:
    assert tags_of(TITLE) == (f"event:{EVENT}", *tags_of(HELD))
    meeting = Meeting(MEETING)
    for recorded in (RECORDED, fact(TITLE)):
        meeting.fold(recorded)
    assert meeting.held == msgspec.structs.replace(HELD, title="Planning")


def test_a_list_is_corrected_as_a_whole() -> None:
    body = correct(field="present", to=[KIM, TIM, MAX])
    outcome = STORY.when(CorrectRecord, EVENT, body, by=TIM).then(RecordCorrected)
    meeting = Meeting(MEETING)
    for recorded in (RECORDED, *(fact(event) for event in outcome.events)):
        meeting.fold(recorded)
    assert meeting.present == {KIM, TIM, MAX}


def test_a_second_correction_starts_from_the_first() -> None:
    story = given(*STORY.history, TITLE)
    story.when(CorrectRecord, EVENT, correct(to="Review"), by=TIM).then(
        msgspec.structs.replace(TITLE, former="Planning", to="Review")
    )


def test_a_stale_correction_is_refused() -> None:
    story = given(*STORY.history, TITLE)
    body = correct(to="Review", former="Retro")
    story.when(CorrectRecord, EVENT, body, by=TIM).refused(FormerDiffers)
    STORY.when(CorrectRecord, EVENT, body, by=TIM).then(RecordCorrected)


def test_the_former_value_may_be_written_in_another_way() -> None:
    body = correct(field="held_at", to="2026-03-02T08:00:00Z", former="2026-03-02T10:00:00+01:00")
    STORY.when(CorrectRecord, EVENT, body, by=TIM).then(
        msgspec.structs.replace(TITLE, field="held_at", former="2026-03-02T09:00:00Z", to="2026-03-02T08:00:00Z")
    )
    body = correct(field="present", to=[KIM, TIM, MAX], former=[KIM, TIM])
    outcome = STORY.when(CorrectRecord, EVENT, body, by=TIM).then(RecordCorrected)
    again = correct(field="present", to=[KIM, TIM, MAX])
    given(*STORY.history, *outcome.events).when(CorrectRecord, EVENT, again, by=TIM).refused(ValueUnchanged)
    STORY.when(CorrectRecord, EVENT, correct(former=7), by=TIM).refused(FormerDiffers)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("policy-confirmed.v1", "person"),
        ("partner-joined.v1", "side"),
        ("meeting-held.v1", "meeting"),
        ("no-such-event.v1", "title"),
    ],
)
def test_what_was_agreed_or_identifies_is_never_corrected(kind: str, field: str) -> None:
    STORY.when(CorrectRecord, EVENT, correct(type=kind, field=field), by=OLA).refused(NotCorrectable)


def test_the_event_exists() -> None:
    STORY.when(CorrectRecord, an_id("evt", 501), correct(), by=OLA).refused(EventUnknown)
    STORY.when(CorrectRecord, EVENT, correct(about="meeting:other"), by=OLA).refused(EventUnknown)


def test_others_correct_nothing() -> None:
    STORY.when(CorrectRecord, EVENT, correct(), by=KIM).refused(NotYours)
    STORY.when(CorrectRecord, EVENT, correct(), by=MAX).refused(RoleMissing)


@pytest.mark.parametrize("to", [None, 7, "", "x" * 201, ["Planning"]])
def test_the_value_fits(to: object) -> None:
    STORY.when(CorrectRecord, EVENT, correct(to=to), by=TIM).refused(ValueUnfit)


def test_something_changes() -> None:
    STORY.when(CorrectRecord, EVENT, correct(to="Retro"), by=TIM).refused(ValueUnchanged)


def test_it_is_not_claimed_for_before_the_fact() -> None:
    early = BEGINNING - timedelta(hours=1)
    outcome = STORY.when(CorrectRecord, EVENT, correct(), by=TIM, now=BEGINNING + DAY, occurred_at=early)
    outcome.refused(ClaimedBeforeItsGround)


def test_only_fields_that_exist_are_declared() -> None:
    with pytest.raises(TypeError, match="no field colour"):

        @correctable("colour")
        class Painted(Event):
            shade: str
