"""Tracker items are linked, seen, and unlinked."""

from typing import get_args

import pytest
from msgspec.structs import replace

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.opportunities.terms import Lifecycle
from domain.trackers.act import TrackerAlreadyUnlinked, TrackerLinkUnknown
from domain.trackers.events import TrackerLinked, TrackerStateObserved, TrackerUnlinked
from domain.trackers.link_tracker import (
    LinkTracker,
    NewTrackerLink,
    TrackerAlreadyLinked,
    TrackerLinkAlreadyExists,
    TrackerSubjectUnknown,
)
from domain.trackers.observe_tracker_state import ObserveTrackerState, TrackerStateSeen
from domain.trackers.terms import EXPECTED, drifts
from domain.trackers.unlink_tracker import TrackerUnlinking, UnlinkTracker
from tests.domain.metrics.scene import day
from tests.domain.objectives.scene import DEV, PIPELINE, SLOW, WORLD
from tests.domain.story import an_id, fact, given

TRK, OTHER_TRK = an_id("trk", 1), an_id("trk", 2)
ABOUT = f"opportunity:{SLOW}"
NEW = NewTrackerLink(about=ABOUT, tracker="jira", key="AACOM-1432", url="https://example.org/AACOM-1432")
LINKED = TrackerLinked(
    link=TRK,
    about=ABOUT,
    tracker="jira",
    key="AACOM-1432",
    item="jira/AACOM-1432",
    url="https://example.org/AACOM-1432",
)
DOING = TrackerStateSeen(state="In Progress", progress="doing")
SEEN = TrackerStateObserved(link=TRK, about=ABOUT, state="In Progress", progress="doing")
OFF = TrackerUnlinking(reason="Moved to another board")
UNLINKED = TrackerUnlinked(link=TRK, about=ABOUT, item="jira/AACOM-1432", reason=OFF.reason)


@pytest.mark.parametrize("actor", [DEV, PIPELINE])
def test_people_and_integrations_link(actor: str) -> None:
    given(*WORLD).when(LinkTracker, TRK, NEW, by=actor).then(LINKED)


def test_an_id_belongs_to_one_link() -> None:
    given(*WORLD, LINKED).when(LinkTracker, TRK, NEW, by=DEV).refused(TrackerLinkAlreadyExists)


def test_the_subject_is_on_the_record() -> None:
    body = replace(NEW, about=f"opportunity:{an_id('opp', 9)}")
    given(*WORLD).when(LinkTracker, TRK, body, by=DEV).refused(TrackerSubjectUnknown)


def test_the_same_link_is_made_once() -> None:
    given(*WORLD, LINKED).when(LinkTracker, OTHER_TRK, NEW, by=DEV).refused(TrackerAlreadyLinked)
    given(*WORLD, LINKED, UNLINKED).when(LinkTracker, OTHER_TRK, NEW, by=DEV).then(replace(LINKED, link=OTHER_TRK))


def test_an_item_may_stand_for_several_subjects() -> None:
    body = replace(NEW, about="metric:lead_time")
    given(*WORLD, LINKED).when(LinkTracker, OTHER_TRK, body, by=DEV).then(TrackerLinked)


def test_strangers_link_nothing() -> None:
    given(*WORLD).when(LinkTracker, TRK, NEW, by=an_id("per", 77)).refused(RoleMissing)


def test_a_state_is_seen() -> None:
    given(*WORLD, LINKED).when(ObserveTrackerState, TRK, DOING, by=PIPELINE).then(SEEN)
    done = TrackerStateSeen(state="Done", progress="done")
    given(*WORLD, LINKED, SEEN).when(ObserveTrackerState, TRK, done, by=PIPELINE).then(
        replace(SEEN, state="Done", progress="done", former="In Progress")
    )


def test_the_same_state_again_records_nothing() -> None:
    given(*WORLD, LINKED, SEEN).when(ObserveTrackerState, TRK, DOING, by=PIPELINE).then()


def test_what_is_seen_is_newer_than_what_was_seen() -> None:
    story = given(*WORLD, fact(LINKED, at=day(-5)), fact(SEEN, at=day(-1)))
    done = TrackerStateSeen(state="Done", progress="done")
    outcome = story.when(ObserveTrackerState, TRK, done, by=PIPELINE, occurred_at=day(-2))
    outcome.refused(ClaimedBeforeItsGround)


def test_a_link_ends() -> None:
    given(*WORLD, LINKED).when(UnlinkTracker, TRK, OFF, by=PIPELINE).then(UNLINKED)


def test_nothing_happens_to_an_unknown_link() -> None:
    story = given(*WORLD)
    story.when(ObserveTrackerState, TRK, DOING, by=PIPELINE).refused(TrackerLinkUnknown)
    story.when(UnlinkTracker, TRK, OFF, by=PIPELINE).refused(TrackerLinkUnknown)


def test_nothing_happens_to_an_ended_link() -> None:
    story = given(*WORLD, LINKED, UNLINKED)
    story.when(ObserveTrackerState, TRK, DOING, by=PIPELINE).refused(TrackerAlreadyUnlinked)
    story.when(UnlinkTracker, TRK, OFF, by=PIPELINE).refused(TrackerAlreadyUnlinked)


def test_the_tracker_and_the_backlog_drift_apart() -> None:
    assert set(EXPECTED) == set(get_args(Lifecycle))
    assert not drifts("in_progress", "doing")
    assert drifts("in_progress", "done")
    assert drifts("achieved", "doing")
    assert not drifts("unheard_of", "doing")
