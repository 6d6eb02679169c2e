"""Texts are taken out of a recorded event once every side says so, and nothing but texts."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.kernel import Recorded, tags_of
from domain.meetings.events import MeetingHeld
from domain.opportunities.events import ImpactStated, OpportunityRaised
from domain.opportunities.terms import ImpactedGroup, Raiser
from domain.partnership.correct_record import EventUnknown
from domain.partnership.correctable import RecordCorrected
from domain.partnership.events import PartnerJoined
from domain.redactions.confirm_redaction import ConfirmRedaction, RedactionConsent
from domain.redactions.events import EventRedacted, RedactionConfirmed, RedactionProposed
from domain.redactions.propose_redaction import ProposeRedaction, RedactionDraft
from domain.redactions.prose import prose_at
from domain.redactions.refusals import (
    AlreadyRedacted,
    NoProse,
    RedactionAlreadyConfirmed,
    RedactionConfirmedForAnotherSide,
    RedactionDigestDiffers,
    RedactionNotProposed,
    RedactionSecondHand,
)
from tests.domain.partnership.cast import DAY, EVERYBODY, FAY, KIM, OLA, TIM
from tests.domain.story import BEGINNING, an_id, fact, given

OPPORTUNITY, EVENT = an_id("opp", 1), an_id("evt", 500)
RAISED = OpportunityRaised(
    opportunity=OPPORTUNITY,
    revision=1,
    digest="0" * 64,
    title="Slow",
    problem="Bob of Initech waits.",
    theme="other",
    raised_by=(Raiser(person=TIM, side="technology"),),
    scope="main",
)
RECORDED = msgspec.structs.replace(fact(RAISED, actor=TIM), id=EVENT, position=12)
STORY = (*EVERYBODY, RECORDED)
DRAFT = RedactionDraft(
    type="opportunity-raised.v1",
    about=f"opportunity:{OPPORTUNITY}",
    fields=("/problem",),
    reason="It names a customer.",
)


def proposed(by: str = KIM) -> RedactionProposed:
    (event,) = given(*STORY).when(ProposeRedaction, EVENT, DRAFT, by=by).events
    assert isinstance(event, RedactionProposed)
    return event


def consent(**changes: Any) -> RedactionConsent:
    return RedactionConsent(digest=changes.get("digest", proposed().digest))


def gone(event: RedactionProposed) -> EventRedacted:
    return EventRedacted(
        event=EVENT,
        subjects=event.subjects,
        position=12,
        type=event.type,
        fields=event.fields,
        reason=event.reason,
        digest=event.digest,
    )


def test_one_side_proposes() -> None:
    event = proposed()
    assert (event.side, event.person, event.position, event.fields) == ("business", KIM, 12, ("/problem",))
    assert set(tags_of(RAISED)) <= set(tags_of(event))


def test_with_the_last_side_the_texts_go() -> None:
    event = proposed()
    outcome = given(*STORY, event).when(ConfirmRedaction, EVENT, consent(), by=TIM)
    confirmed = {"business": KIM, "technology": TIM}
    outcome.then(
        RedactionConfirmed(event=EVENT, digest=event.digest, side="technology", person=TIM, confirmed=confirmed),
        gone(event),
    )


def test_three_sides_wait_for_each_other() -> None:
    people = (*STORY, PartnerJoined(person=OLA, side="people", partners=1))
    story = given(*people, proposed(), sides=("technology", "business", "people"))
    story.when(ConfirmRedaction, EVENT, consent(), by=TIM).then(RedactionConfirmed)


@pytest.mark.parametrize("field", ["/opportunity", "/revision", "/digest", "/theme", "/scope", "/raised_by/0/person"])
def test_what_is_no_free_text_stays(field: str) -> None:
    draft = msgspec.structs.replace(DRAFT, fields=("/problem", field))
    given(*STORY).when(ProposeRedaction, EVENT, draft, by=KIM).refused(NoProse)


@pytest.mark.parametrize("field", ["/nothing", "/raised_by/1/person", "/raised_by/x", "/problem/0"])
def test_what_is_not_there_cannot_go(field: str) -> None:
    given(*STORY).when(ProposeRedaction, EVENT, msgspec.structs.replace(DRAFT, fields=(field,)), by=KIM).refused(
        NoProse
    )


@pytest.mark.parametrize(
    "draft",
    [
        msgspec.structs.replace(DRAFT, type="no-such.v1"),
        msgspec.structs.replace(DRAFT, type="opportunity-reworded.v1"),
        msgspec.structs.replace(DRAFT, about="opportunity:another"),
    ],
)
def test_an_unknown_event_is_refused(draft: RedactionDraft) -> None:
    given(*STORY).when(ProposeRedaction, EVENT, draft, by=KIM).refused(EventUnknown)


def test_what_is_gone_is_not_taken_out_again() -> None:
    given(*STORY, gone(proposed())).when(ProposeRedaction, EVENT, DRAFT, by=KIM).refused(AlreadyRedacted)


@pytest.mark.parametrize("command", [ProposeRedaction, ConfirmRedaction])
def test_only_sides_redact(command: type[Any]) -> None:
    body = DRAFT if command is ProposeRedaction else consent()
    given(*STORY, proposed()).when(command, EVENT, body, by=FAY).refused(RoleMissing)


@pytest.mark.parametrize("command", [ProposeRedaction, ConfirmRedaction])
def test_a_redaction_is_not_imported(command: type[Any]) -> None:
    body = DRAFT if command is ProposeRedaction else consent()
    given(*STORY, proposed()).when(command, EVENT, body, by=TIM, basis="imported").refused(RedactionSecondHand)


def test_nothing_is_confirmed_that_nobody_proposed() -> None:
    given(*STORY).when(ConfirmRedaction, EVENT, consent(), by=TIM).refused(RedactionNotProposed)
    done = gone(proposed())
    given(*STORY, proposed(), done).when(ConfirmRedaction, EVENT, consent(), by=TIM).refused(RedactionNotProposed)


def test_a_confirmation_names_what_is_proposed() -> None:
    story = given(*STORY, proposed())
    story.when(ConfirmRedaction, EVENT, consent(digest="1" * 64), by=TIM).refused(RedactionDigestDiffers)


def test_a_side_agrees_once() -> None:
    given(*STORY, proposed()).when(ConfirmRedaction, EVENT, consent(), by=KIM).refused(RedactionAlreadyConfirmed)


def test_one_person_does_not_agree_for_two_sides() -> None:
    both = PartnerJoined(person=KIM, side="technology", partners=2)
    body = msgspec.structs.replace(consent(), side="technology")
    given(*STORY, proposed(), both).when(ConfirmRedaction, EVENT, body, by=KIM).refused(
        RedactionConfirmedForAnotherSide
    )


def test_nothing_is_agreed_before_it_was_proposed() -> None:
    given(*STORY, proposed()).when(ConfirmRedaction, EVENT, consent(), by=TIM, occurred_at=BEGINNING - DAY).refused(
        ClaimedBeforeItsGround
    )


def test_texts_are_found_within_lists() -> None:
    group = ImpactedGroup(name="Support", kind="team", how="Waits.")
    impact = ImpactStated(opportunity=OPPORTUNITY, groups=(group,))
    assert prose_at(impact, "/groups/0/how") == "Waits."
    assert prose_at(impact, "/groups/0/kind") is None
    assert prose_at(impact, "/groups/01/how") is None


def test_corrections_repeat_texts() -> None:
    held = MeetingHeld(meeting=an_id("mtg", 1), title="Retro", held_at=BEGINNING, present=(KIM,))
    mended = RecordCorrected(
        event=EVENT,
        subjects=tags_of(held),
        position=1,
        type="meeting-held.v1",
        field="title",
        reason="a slip",
        former="Retro",
        to="Planning",
    )
    assert (prose_at(mended, "/from"), prose_at(mended, "/to")) == ("Retro", "Planning")
    assert prose_at(msgspec.structs.replace(mended, field="held_at"), "/to") is None


def test_the_state_is_of_one_event() -> None:
    other: Recorded = fact(msgspec.structs.replace(proposed(), event=an_id("evt", 7)))
    given(*STORY, other).when(ConfirmRedaction, EVENT, consent(), by=TIM).refused(RedactionNotProposed)
