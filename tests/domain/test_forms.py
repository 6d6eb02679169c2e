"""Ids of another form and times off the calendar get in by no way."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.forms import SubjectMalformed, TimeOutOfRange, misfits, on_calendar
from domain.meetings.hold_meeting import HeldMeeting, HoldMeeting
from domain.partnership.add_partner import AddPartner, Partner
from tests.domain.story import an_id

FAR_EAST, FAR_WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
MEETING = an_id("mtg", 1)


def meeting(at: datetime) -> HeldMeeting:
    return HeldMeeting(title="Quarterly", held_at=at, present=(an_id("per", 1),))


@pytest.mark.parametrize("subject", ["", "x", "mtg_", an_id("dec", 1), MEETING.upper(), f"{MEETING}\n", f" {MEETING}"])
def test_a_subject_is_an_id_of_its_kind(subject: str) -> None:
    (found,) = misfits(HoldMeeting.subject_type, subject, meeting(datetime(2026, 3, 2, tzinfo=UTC)))
    assert isinstance(found, SubjectMalformed)


@pytest.mark.parametrize(
    "at",
    [
        datetime(1, 1, 1, tzinfo=FAR_EAST),
        datetime(1899, 12, 31, tzinfo=UTC),
        datetime(9999, 12, 31, 23, tzinfo=FAR_WEST),
    ],
)
def test_times_can_be_told_in_utc(at: datetime) -> None:
    assert not on_calendar(at)
    (found,) = misfits(HoldMeeting.subject_type, MEETING, meeting(at))
    assert isinstance(found, TimeOutOfRange)
    assert found.pointer == "/held_at"


def test_what_fits_is_left_alone() -> None:
    assert not [*misfits(HoldMeeting.subject_type, MEETING, meeting(datetime(9999, 12, 31, 23, 59, tzinfo=UTC)))]
    assert not [*misfits(AddPartner.subject_type, "", Partner(person=an_id("per", 1), of="business"))]
