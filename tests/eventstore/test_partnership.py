"""A partnership on a real ledger: founded, peopled, agreed on its policy, corrected, archived."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from domain.acting import Body, PartnershipArchived
from domain.kernel import Command, Context
from domain.meetings.confirm_minutes import Confirmation, ConfirmMinutes
from domain.meetings.events import ActMinuted, MeetingHeld, MinuteConfirmed
from domain.meetings.hold_meeting import HeldMeeting, HoldMeeting
from domain.meetings.minute_act import MinuteAct, MinutedAct
from domain.partnership.add_partner import AddPartner, Partner
from domain.partnership.annotate import Annotate, RecordAnnotated, Remark
from domain.partnership.archive_workspace import ArchiveWorkspace, Ending
from domain.partnership.confirm_policy import ConfirmPolicy, PolicyConsent
from domain.partnership.correct_record import Correction, CorrectRecord
from domain.partnership.correctable import RecordCorrected
from domain.partnership.create_workspace import CreateWorkspace, Workspace
from domain.partnership.details import PersonDetails
from domain.partnership.events import PartnerJoined, PersonForgotten, PersonRegistered, WorkspaceArchived
from domain.partnership.forget_person import ForgetPerson
from domain.partnership.form_team import FormTeam
from domain.partnership.policy import Policy, PolicyAdopted, PolicyConfirmed, PolicyProposed
from domain.partnership.propose_policy import PolicyDraft, ProposePolicy
from domain.partnership.register_person import Person, RegisterPerson
from domain.refusals import Refused
from eventstore.execute import execute
from eventstore.found import found
from eventstore.outcome import Outcome
from eventstore.people import people
from eventstore.store import Store
from tests.domain.story import an_id

OLA, KIM, TIM = (an_id("per", number) for number in (1, 2, 3))
MEETING = an_id("mtg", 1)
SIDES = ("technology", "business")


def context(actor: str) -> Context:
    """The given person acts now, with ids that are never the same."""
    return Context(
        workspace="acme",
        sides=SIDES,
        actor=actor,
        now=datetime.now(UTC),
        new_id=lambda prefix: an_id(prefix, next(NUMBERS)),
    )


NUMBERS = iter(range(1000, 2000))


class Partnership:
    """A founded workspace and how to act in it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def act(self, command: Callable[..., Command], subject: str, body: Body, by: str) -> Outcome:
        return await execute(self.store, lambda: command(context(by), subject, body))


@pytest.fixture
async def partnership(store: Store) -> Partnership:
    body = Workspace(name="Acme", owner=PersonDetails(name="Ola"))
    await found(store, lambda: CreateWorkspace(context(OLA), "acme", body), time_zone="UTC")
    acme = Partnership(store)
    for person, name, side in ((KIM, "Kim", "business"), (TIM, "Tim", "technology")):
        await acme.act(RegisterPerson, person, Person(name=name), OLA)
        await acme.act(AddPartner, "", Partner(person=person, of=side), OLA)
    return acme


def types(outcome: Outcome) -> list[type[Any]]:
    """What was recorded, by type."""
    return [type(recorded.event) for recorded in outcome.recorded]


async def test_people_and_sides(partnership: Partnership) -> None:
    eve = an_id("per", 4)
    outcome = await partnership.act(RegisterPerson, eve, Person(name="Eve"), OLA)
    assert types(outcome) == [PersonRegistered]
    outcome = await partnership.act(AddPartner, "", Partner(person=eve, of="business"), OLA)
    assert [recorded.event for recorded in outcome.recorded] == [PartnerJoined(person=eve, side="business", partners=2)]


async def test_a_policy_is_agreed(partnership: Partnership) -> None:
    outcome = await partnership.act(ProposePolicy, "", PolicyDraft(policy=Policy(minutes="at_once")), KIM)
    proposed = outcome.recorded[0].event
    assert isinstance(proposed, PolicyProposed)
    consent = PolicyConsent(revision=2, digest=proposed.digest)
    assert types(await partnership.act(ConfirmPolicy, "", consent, KIM)) == [PolicyConfirmed]
    assert types(await partnership.act(ConfirmPolicy, "", consent, TIM)) == [PolicyConfirmed, PolicyAdopted]


async def test_minutes_are_taken_corrected_and_confirmed(partnership: Partnership) -> None:
    held_at = datetime.now(UTC) - timedelta(hours=1)
    body = HeldMeeting(title="Retro", held_at=held_at, present=(KIM, TIM))
    outcome = await partnership.act(HoldMeeting, MEETING, body, TIM)
    assert types(outcome) == [MeetingHeld]
    correction = Correction(
        type="meeting-held.v1", about=f"meeting:{MEETING}", field="title", reason="a slip", to="Planning"
    )
    corrected = await partnership.act(CorrectRecord, outcome.recorded[0].id, correction, TIM)
    assert types(corrected) == [RecordCorrected]
    remark = Remark(about=f"meeting:{MEETING}", text="long", position=corrected.recorded[0].position)
    assert types(await partnership.act(Annotate, "", remark, KIM)) == [RecordAnnotated]
    act = MinutedAct(person=KIM, command=FormTeam.name, act={"name": "Crew"}, subject=an_id("team", 1))
    assert types(await partnership.act(MinuteAct, MEETING, act, TIM)) == [ActMinuted]
    assert types(await partnership.act(ConfirmMinutes, MEETING, Confirmation(), KIM)) == [MinuteConfirmed]


async def test_a_person_is_forgotten_in_the_same_append(partnership: Partnership, pool: asyncpg.Pool) -> None:
    workspace = await partnership.store.workspace("acme")
    known = await people(pool, workspace.workspace_id, [OLA, KIM])
    assert {person: entry.name for person, entry in known.items()} == {OLA: "Ola", KIM: "Kim"}
    assert types(await partnership.act(ForgetPerson, KIM, Body(), KIM)) == [PersonForgotten]
    assert await people(pool, workspace.workspace_id, [KIM]) == {}


async def test_an_archived_partnership_records_nothing(partnership: Partnership) -> None:
    assert types(await partnership.act(ArchiveWorkspace, "", Ending(reason="merged"), OLA)) == [WorkspaceArchived]
    with pytest.raises(Refused) as refused:
        await partnership.act(RegisterPerson, an_id("per", 5), Person(name="Eve"), OLA)
    assert [type(refusal) for refusal in refused.value.refusals] == [PartnershipArchived]
