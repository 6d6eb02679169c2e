"""Events to lines and back, for every type of the catalogue."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import domain.registry  # noqa: F401 - declares every event
from domain.kernel import CATALOGUE, Recorded, Selector, tags_of
from domain.partnership.events import PartnerJoined, WorkspaceRenamed
from eventstore.codec import decode, entry_of, line_of, moment
from eventstore.conditions import SEPARATOR, criterion, joined
from eventstore.errors import UnknownEventType
from tests.domain.anything import any_of

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
TIMES = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC))  # noqa: DTZ001 - bare bounds
OPTIONAL = st.none() | TEXT
FIELDS = (
    *("workspace", "position", "recorded_at"),
    *("id", "type", "occurred_at", "actor", "side", "recorder", "credential", "basis", "meeting"),
    *("correlation", "causation", "tags", "data"),
)


@st.composite
def anything_recorded(draw: st.DrawFn) -> tuple[Recorded, datetime | None]:
    """An event of any type in any envelope, and the time claimed for it."""
    fact: Any = draw(any_of(CATALOGUE[draw(st.sampled_from(sorted(CATALOGUE)))]))
    claimed = draw(st.none() | TIMES)
    recorded_at = draw(TIMES)
    recorded = Recorded(
        event=fact,
        tags=tags_of(fact),
        id=draw(TEXT),
        position=draw(st.integers(1, 2**53)),
        occurred_at=claimed or recorded_at,
        recorded_at=recorded_at,
        actor=draw(TEXT),
        side=draw(TEXT),
        recorder=draw(OPTIONAL),
        credential=draw(TEXT),
        basis=draw(TEXT),
        meeting=draw(OPTIONAL),
        correlation=draw(OPTIONAL),
        causation=draw(OPTIONAL),
    )
    return recorded, claimed


@given(anything_recorded())
def test_an_entry_round_trips(drawn: tuple[Recorded, datetime | None]) -> None:
    recorded, claimed = drawn
    entry = entry_of("acme", recorded.position, recorded.recorded_at, line_of(recorded, claimed=claimed))
    assert decode(entry) == recorded
    assert tuple(json.loads(entry)) == FIELDS


def test_a_line_has_this_form() -> None:
    at = datetime(2026, 11, 25, 8, tzinfo=UTC)
    recorded = Recorded(
        event=WorkspaceRenamed(name="Neu: “schön”", former="old"),
        tags=("partnership",),
        id="evt_1",
        occurred_at=at,
        recorded_at=at,
        actor="per_1",
        side="technology",
        credential="acc_1",
    )
    assert entry_of("acme", 7, at, line_of(recorded, claimed=at)) == (
        '{"workspace":"acme","position":7,"recorded_at":"2026-11-25T08:00:00.000000Z",'
        '"id":"evt_1","type":"workspace-renamed.v1","occurred_at":"2026-11-25T08:00:00.000000Z","actor":"per_1",'
        '"side":"technology","recorder":null,"credential":"acc_1","basis":"first_hand","meeting":null,'
        '"correlation":null,"causation":null,"tags":["partnership"],"data":{"name":"Neu: “schön”","former":"old"}}'
    )


def test_times_are_written_in_utc_with_six_decimals() -> None:
    there = timezone(timedelta(hours=-5, minutes=-30))
    assert moment(datetime(2026, 1, 1, 23, 30, 0, 7, there)) == "2026-01-02T05:00:00.000007Z"
    assert moment(datetime(987, 1, 1, tzinfo=UTC)) == "0987-01-01T00:00:00.000000Z"


def test_an_unknown_type_is_said_so() -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    recorded = Recorded(event=WorkspaceRenamed(name="a", former="b"), occurred_at=at, recorded_at=at)
    entry = entry_of("acme", 1, at, line_of(recorded, claimed=None)).replace("workspace-renamed.v1", "of-tomorrow.v9")
    with pytest.raises(UnknownEventType, match=r"of-tomorrow\.v9"):
        decode(entry)


def test_a_selector_becomes_a_criterion() -> None:
    both = Selector(types=(PartnerJoined, WorkspaceRenamed), tags=["side:a", "member:b"])
    assert criterion(both) == (f"side:a{SEPARATOR}member:b", f"partner-joined.v1{SEPARATOR}workspace-renamed.v1", False)
    assert criterion(Selector(types=(PartnerJoined,)), newest=True) == ("", "partner-joined.v1", True)


@pytest.mark.parametrize("part", ["", f"a{SEPARATOR}b"])
def test_what_cannot_be_joined_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match="not a tag"):
        joined(["good", part])
