"""Ids of another form and times off the calendar get in by no way."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decisions.propose_decision import Proposal
from domain.decisions.terms import Option
from domain.forms import SubjectMalformed, TextBlank, TextNotPlain, TimeOutOfRange, misfits, on_calendar
from domain.meetings.hold_meeting import HeldMeeting, HoldMeeting
from domain.partnership.add_partner import AddPartner, Partner
from domain.waiving import Waive
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


def told(text: str) -> HeldMeeting:
    return HeldMeeting(title=text, held_at=datetime(2026, 3, 2, tzinfo=UTC), present=(an_id("per", 1),))


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "\t\n",
        "\u00a0\u2003\u3000",
        "\u200b\u200d\u2060\ufeff",
        "\u00ad\u034f\ufe0f",
        "\u3164\u2800",
        "\u202e",
        "\u0301",
        "\U000e0041",
    ],
)
def test_a_text_has_something_to_read(text: str) -> None:
    (found,) = misfits("", "", told(text))
    assert isinstance(found, TextBlank)
    assert found.pointer == "/title"


@pytest.mark.parametrize("text", ["a\x1b[31mb", "bell\x07", "a\x7f", "a\x9fb", "paid \u202e001\u202c", "\u202dx"])
def test_a_text_reads_as_it_stands_there(text: str) -> None:
    (found,) = misfits("", "", told(text))
    assert isinstance(found, TextNotPlain)


@pytest.mark.parametrize(
    "text",
    [
        ".",
        "…",
        "0",
        "€",
        "👩\u200d🔧",
        "e\u0301",
        "שלום\u200f!",
        "क्\u200dष",
        "a\tb\r\nc",
        " a ",
        "नमस्ते",
        "x\u200b",
    ],
)
def test_the_texts_of_all_languages_are_taken(text: str) -> None:
    assert [*misfits("", "", told(text))] == []


def test_texts_and_times_are_found_wherever_they_stand() -> None:
    early = datetime(1, 1, 1, tzinfo=FAR_EAST)
    waive = Waive(rule="decision.win-missing", reason="\u200b")
    option = Option(words="\u2003")
    body = Proposal(
        kind="practice",
        options=(Option(words="Pair"), option),
        rationale="It is slow.",
        waive=(waive,),
        expires_at=early,
    )
    assert sorted(found.pointer for found in misfits("", "", body)) == [
        "/expires_at",
        "/options/1/words",
        "/waive/0/reason",
    ]


@given(st.text(min_size=1, max_size=20))
def test_any_text_is_taken_or_refused_once(text: str) -> None:
    assert len([*misfits("", "", told(text))]) <= 1
