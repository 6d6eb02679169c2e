"""People become known, their details change, and they can be forgotten."""

from typing import Any

import pytest
from msgspec import UNSET

from domain.acting import Body, RoleMissing
from domain.kernel import Command, Context, tags_of
from domain.partnership.events import PersonDetailsChanged, PersonForgotten, PersonRegistered
from domain.partnership.forget_person import ForgetPerson
from domain.partnership.refusals import NotYours, PersonUnknown
from domain.partnership.register_person import Person, PersonAlreadyKnown, RegisterPerson
from domain.partnership.update_person import ChangedDetails, NothingChanged, UpdatePerson
from tests.domain.partnership.cast import EVERYBODY, FAY, KIM, MAX, OLA
from tests.domain.story import BEGINNING, an_id, fact, given

EVE = an_id("per", 77)


def directory_after(command: type[Command], subject: str, body: Any, by: str) -> dict[str, dict[str, str | None]]:
    """Run a command that is allowed and answer what it wants written beside the ledger."""
    context = Context(workspace="acme", sides=(), actor=by, now=BEGINNING, new_id=lambda prefix: an_id(prefix, 1))
    act: Any = command(context, subject, body)  # type: ignore[call-arg]
    for recorded in map(fact, EVERYBODY):
        act.fold(recorded)
    act.execute()
    for tagged in act.collect_events():
        assert "example.org" not in str(tagged)
        assert tags_of(tagged.decision) == (f"member:{subject}",)
    return dict(act.directory)


def test_a_person_is_registered_under_an_id_alone() -> None:
    body = Person(name="Eve", email="eve@example.org", login="eve", title="CTO")
    given(*EVERYBODY).when(RegisterPerson, EVE, body, by=FAY).then(PersonRegistered(person=EVE))
    entries = {"name": "Eve", "email": "eve@example.org", "login": "eve", "title": "CTO"}
    assert directory_after(RegisterPerson, EVE, body, OLA) == {EVE: entries}


def test_an_id_is_used_once() -> None:
    given(*EVERYBODY).when(RegisterPerson, KIM, Person(name="Kim"), by=OLA).refused(PersonAlreadyKnown)


def test_partners_do_not_register_people() -> None:
    given(*EVERYBODY).when(RegisterPerson, EVE, Person(name="Eve"), by=KIM).refused(RoleMissing)


def test_people_change_their_own_details() -> None:
    body = ChangedDetails(name="Kim Larsen", email=None)
    given(*EVERYBODY).when(UpdatePerson, KIM, body, by=KIM).then(
        PersonDetailsChanged(person=KIM, details=("name", "email"))
    )
    assert directory_after(UpdatePerson, KIM, body, KIM) == {KIM: {"name": "Kim Larsen", "email": ""}}


@pytest.mark.parametrize("helper", [OLA, FAY])
def test_owners_and_facilitators_help(helper: str) -> None:
    given(*EVERYBODY).when(UpdatePerson, KIM, ChangedDetails(title="VP"), by=helper).then(PersonDetailsChanged)


def test_nobody_else_does() -> None:
    given(*EVERYBODY).when(UpdatePerson, KIM, ChangedDetails(title="VP"), by=MAX).refused(NotYours)


def test_something_changes() -> None:
    given(*EVERYBODY).when(UpdatePerson, KIM, ChangedDetails(name=UNSET), by=KIM).refused(NothingChanged)


def test_details_belong_to_somebody_known() -> None:
    given(*EVERYBODY).when(UpdatePerson, EVE, ChangedDetails(title="VP"), by=OLA).refused(PersonUnknown)


def test_a_person_is_forgotten_on_their_own_or_an_owners_word() -> None:
    given(*EVERYBODY).when(ForgetPerson, KIM, Body(), by=KIM).then(PersonForgotten(person=KIM))
    given(*EVERYBODY).when(ForgetPerson, KIM, Body(), by=OLA).then(PersonForgotten(person=KIM))
    empty = {"name": "", "email": "", "login": "", "title": ""}
    assert directory_after(ForgetPerson, KIM, Body(), KIM) == {KIM: empty}


def test_nobody_forgets_somebody_else() -> None:
    given(*EVERYBODY).when(ForgetPerson, KIM, Body(), by=FAY).refused(NotYours)


def test_only_known_people_are_forgotten() -> None:
    given(*EVERYBODY).when(ForgetPerson, EVE, Body(), by=OLA).refused(PersonUnknown)
