"""A meeting is put on the record."""

from datetime import timedelta
from typing import Any

import msgspec

from domain.acting import RoleMissing
from domain.meetings.events import MeetingHeld, Minutes
from domain.meetings.hold_meeting import HeldMeeting, HoldMeeting, MeetingAlreadyExists, MeetingInFuture
from domain.partnership.refusals import PersonUnknown
from tests.domain.partnership.cast import EVERYBODY, FAY, KIM, MAX, OLA, TIM
from tests.domain.story import BEGINNING, an_id, given

MEETING = an_id("mtg", 1)
MINUTES = Minutes(url="https://example.org/minutes", sha256="a" * 64)
HELD = MeetingHeld(meeting=MEETING, title="Planning", held_at=BEGINNING, present=(KIM, TIM), minutes=MINUTES)
STORY = given(*EVERYBODY)


def held(**changes: Any) -> HeldMeeting:
    """The planning with Kim and Tim, but for what is changed."""
    body = HeldMeeting(title="Planning", held_at=BEGINNING, present=(KIM, TIM), minutes=MINUTES)
    return msgspec.structs.replace(body, **changes)


def test_a_meeting_was_held() -> None:
    STORY.when(HoldMeeting, MEETING, held(), by=FAY).then(HELD)
    STORY.when(HoldMeeting, MEETING, held(present=(KIM, TIM, KIM)), by=KIM).then(HELD)


def test_an_id_is_used_once() -> None:
    given(*EVERYBODY, HELD).when(HoldMeeting, MEETING, held(), by=FAY).refused(MeetingAlreadyExists)


def test_it_is_over() -> None:
    body = held(held_at=BEGINNING + timedelta(days=1))
    STORY.when(HoldMeeting, MEETING, body, by=FAY).refused(MeetingInFuture)


def test_everyone_present_is_known() -> None:
    STORY.when(HoldMeeting, MEETING, held(present=(KIM, an_id("per", 99))), by=FAY).refused(PersonUnknown)


def test_facilitators_and_partners_record_it() -> None:
    for person in (OLA, MAX):
        STORY.when(HoldMeeting, MEETING, held(), by=person).refused(RoleMissing)
