"""A partnership begins."""

from zoneinfo import ZoneInfo

import pytest

from domain.kernel import Context
from domain.partnership.create_workspace import (
    CreateWorkspace,
    SideReserved,
    SidesTooFew,
    SlugMalformed,
    SlugUsed,
    TimeZoneUnknown,
    Workspace,
)
from domain.partnership.details import PersonDetails
from domain.partnership.events import PersonRegistered, WorkspaceCreated
from domain.partnership.time_zones import TIME_ZONES
from tests.domain.partnership.cast import CREATED, OLA
from tests.domain.story import BEGINNING, an_id, given

ACME = Workspace(name="Acme")


def test_whoever_creates_it_owns_it() -> None:
    given().when(CreateWorkspace, "acme", ACME, by=OLA).then(CREATED, PersonRegistered(person=OLA))


def test_the_owners_name_goes_to_the_directory_only() -> None:
    body = Workspace(name="Acme", owner=PersonDetails(name="Ola", email="ola@example.org"))
    context = Context(workspace="acme", sides=(), actor=OLA, now=BEGINNING, new_id=lambda prefix: an_id(prefix, 1))
    act = CreateWorkspace(context, "acme", body)
    act.execute()
    assert act.directory == {OLA: {"name": "Ola", "email": "ola@example.org", "login": None, "title": None}}
    assert "Ola" not in str([tagged.decision for tagged in act.collect_events()])


def test_it_may_have_other_and_more_sides_and_a_time_zone() -> None:
    body = Workspace(name="Acme", sides=("product", "business", "technology"), time_zone="Europe/Copenhagen")
    given().when(CreateWorkspace, "acme", body, by=OLA).then(WorkspaceCreated, PersonRegistered)


def test_a_slug_is_used_once() -> None:
    given(CREATED).when(CreateWorkspace, "acme", ACME, by=OLA).refused(SlugUsed)


@pytest.mark.parametrize("slug", ["", "Acme", "-acme", "acme-", "a/b", "acme\n", "a" * 64])
def test_a_slug_is_plain(slug: str) -> None:
    given().when(CreateWorkspace, slug, ACME, by=OLA).refused(SlugMalformed)


@pytest.mark.parametrize("sides", [(), ("business",), ("business", "business"), ("business", "it", "business")])
def test_there_are_two_different_sides_at_least(sides: tuple[str, ...]) -> None:
    given().when(CreateWorkspace, "acme", Workspace(name="Acme", sides=sides), by=OLA).refused(SidesTooFew)


def test_a_side_is_not_called_like_what_is_no_side() -> None:
    body = Workspace(name="Acme", sides=("team", "business"))
    given().when(CreateWorkspace, "acme", body, by=OLA).refused(SideReserved)


def test_the_time_zone_exists() -> None:
    body = Workspace(name="Acme", time_zone="Europe/Atlantis")
    given().when(CreateWorkspace, "acme", body, by=OLA).refused(TimeZoneUnknown)


def test_every_listed_time_zone_can_be_used() -> None:
    assert [name for name in TIME_ZONES if ZoneInfo(name).key != name] == []
