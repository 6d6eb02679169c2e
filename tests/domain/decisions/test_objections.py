"""Objections are heard, met, and stay on the record."""

import pytest

from domain.acting import ClaimedBeforeItsGround, RoleMissing
from domain.decisions.accept_resolution import AcceptResolution, NotResolved
from domain.decisions.changing import Changes
from domain.decisions.closing import Closing
from domain.decisions.decline_decision import DeclineDecision
from domain.decisions.events import AgreementReached, SideAgreed
from domain.decisions.objecting import AboutObjection, NotTheObjector, ObjectionClosed, ObjectionUnknown
from domain.decisions.raise_objection import ObjectionAlreadyExists, ObjectionWords, RaiseObjection
from domain.decisions.refusals import (
    AlreadySupported,
    DecisionNotOpen,
    DecisionUnknown,
    ReasonEmpty,
    RevisionOutdated,
    SamePersonBothSides,
)
from domain.decisions.resolve_objection import NoLaterRevision, ResolutionWords, ResolveObjection
from domain.decisions.revise_decision import ReviseDecision
from domain.decisions.signing import BlockedByObjection
from domain.decisions.terms import AgreedBy, Dissent
from domain.decisions.voices import (
    ObjectionRaised,
    ObjectionResolved,
    ObjectionWithdrawn,
    OverrulingSupported,
    ResolutionAccepted,
)
from domain.decisions.withdraw_objection import ObjectionWithdrawal, WithdrawObjection
from domain.kernel import Command
from domain.partnership.events import PartnerJoined
from tests.domain.decisions.scene import (
    BEA,
    BEN,
    DEC,
    DEV,
    DOT,
    DOT_FOR_BEA,
    FAY,
    OBJ,
    TED,
    TESS,
    TESTS,
    Scene,
    proposed,
    reached,
    scene,
    won,
)
from tests.domain.story import BEGINNING, an_id

BLOCKING = ObjectionWords(objection=OBJ, blocking=True, reason="Nobody asked the team")
ABOUT = AboutObjection(objection=OBJ)


def resolution(how: str, **changes: object) -> ResolutionWords:
    return ResolutionWords(**({"objection": OBJ, "resolution": how, "text": "We talked about it"} | changes))  # type: ignore[arg-type]


def objected() -> Scene:
    started = won()
    assert not started.does(DEV, RaiseObjection, BLOCKING).refusals
    return started


def test_a_member_objects() -> None:
    proposed().does(DEV, RaiseObjection, BLOCKING).then(
        ObjectionRaised(
            decision=DEC, objection=OBJ, revision=1, blocking=True, reason="Nobody asked the team", side="team"
        )
    )


def test_an_objection_gets_an_id_if_it_has_none() -> None:
    (raised,) = proposed().does(BEA, RaiseObjection, ObjectionWords(reason="Too soon")).events
    assert isinstance(raised, ObjectionRaised)
    assert (raised.objection, raised.blocking, raised.side) == (an_id("obj", 9000), False, "business")


def test_after_the_agreement_it_is_dissent_for_the_record() -> None:
    started = reached()
    started.does(DEV, RaiseObjection, BLOCKING).then(ObjectionRaised)
    assert started.state().state == "agreed"


def test_an_objection_has_a_reason_in_words() -> None:
    proposed().does(DEV, RaiseObjection, ObjectionWords(reason="  ")).refused(ReasonEmpty)


def test_an_objection_is_about_the_revision_on_the_table() -> None:
    proposed().does(DEV, RaiseObjection, ObjectionWords(reason="No", revision=2)).refused(RevisionOutdated)


def test_one_objects_once_under_an_id() -> None:
    objected().does(BEA, RaiseObjection, BLOCKING).refused(ObjectionAlreadyExists)


def test_what_has_ended_needs_no_objection() -> None:
    started = proposed()
    started.does(BEA, DeclineDecision, Closing(reason="No"))
    started.does(DEV, RaiseObjection, BLOCKING).refused(DecisionNotOpen)


def test_integrations_and_strangers_do_not_object() -> None:
    proposed().does("integration:tracker", RaiseObjection, BLOCKING).refused(RoleMissing)
    proposed().does(an_id("per", 77), RaiseObjection, BLOCKING).refused(RoleMissing)


def test_an_objection_does_not_come_before_the_revision() -> None:
    proposed().does(DEV, RaiseObjection, BLOCKING, occurred_at=BEGINNING).refused(ClaimedBeforeItsGround)


def test_it_is_integrated_into_a_later_revision_and_closed_by_the_objector() -> None:
    started = objected()
    started.does(TED, ReviseDecision, Changes(choice=TESTS))
    started.does(TED, ResolveObjection, resolution("integrated", revision=2)).then(
        ObjectionResolved(
            decision=DEC, objection=OBJ, resolution="integrated", text="We talked about it", policy=1, revision=2
        )
    )
    started.wins(BEA)
    started.agrees(BEA).refused(BlockedByObjection)
    started.does(DEV, AcceptResolution, ABOUT).then(
        ResolutionAccepted(decision=DEC, objection=OBJ, resolution="integrated")
    )
    started.agrees(BEA).then(SideAgreed)


@pytest.mark.parametrize("revision", [None, 1, 2])
def test_only_a_later_revision_integrates(revision: int | None) -> None:
    objected().does(TED, ResolveObjection, resolution("integrated", revision=revision)).refused(NoLaterRevision)


def test_it_is_answered_and_closed_by_the_objector() -> None:
    started = objected()
    started.does(BEA, ResolveObjection, resolution("answered")).then(ObjectionResolved)
    started.agrees(BEA).refused(BlockedByObjection)
    started.does(DEV, AcceptResolution, ABOUT).then(ResolutionAccepted)
    started.agrees(BEA).then(SideAgreed)
    *_, whole = started.agrees(TED).events
    assert isinstance(whole, AgreementReached)
    assert whole.dissent == ()


def test_it_is_overruled_by_every_side_and_stays_on_the_record() -> None:
    started = objected()
    started.does(TED, ResolveObjection, resolution("overruled")).then(
        OverrulingSupported(
            decision=DEC, objection=OBJ, side="technology", person=TED, reason="We talked about it", policy=1
        )
    )
    started.agrees(TED).refused(BlockedByObjection)
    started.does(BEA, ResolveObjection, resolution("overruled")).then(
        OverrulingSupported,
        ObjectionResolved(
            decision=DEC,
            objection=OBJ,
            resolution="overruled",
            text="We talked about it",
            policy=1,
            sides=(AgreedBy(side="technology", person=TED), AgreedBy(side="business", person=BEA)),
        ),
    )
    started.agrees(BEA).then(SideAgreed)
    *_, whole = started.agrees(TED).events
    assert isinstance(whole, AgreementReached)
    assert whole.dissent == (Dissent(person=DEV, side="team", objection=OBJ, resolution="overruled"),)


def test_a_side_overrules_once() -> None:
    started = objected()
    started.does(TED, ResolveObjection, resolution("overruled"))
    started.does(TESS, ResolveObjection, resolution("overruled")).refused(AlreadySupported)


def test_one_person_does_not_overrule_for_two_sides() -> None:
    started = objected()
    started.does(TED, ResolveObjection, resolution("overruled"))
    started.happened(PartnerJoined(person=TED, side="business", partners=3))
    started.does(TED, ResolveObjection, resolution("overruled", side="business")).refused(SamePersonBothSides)


def test_a_delegate_overrules_on_behalf_of_a_partner() -> None:
    started = objected().happened(DOT_FOR_BEA)
    (support,) = started.does(DOT, ResolveObjection, resolution("overruled")).events
    assert isinstance(support, OverrulingSupported)
    assert (support.side, support.behalf_of) == ("business", BEA)


@pytest.mark.parametrize("by", [DEV, FAY])
def test_sides_meet_objections(by: str) -> None:
    objected().does(by, ResolveObjection, resolution("answered")).refused(RoleMissing)


def test_an_answer_has_words() -> None:
    objected().does(TED, ResolveObjection, resolution("answered", text=" ")).refused(ReasonEmpty)


def test_the_objector_withdraws() -> None:
    started = objected()
    started.does(DEV, WithdrawObjection, ObjectionWithdrawal(objection=OBJ, reason="They asked us")).then(
        ObjectionWithdrawn(decision=DEC, objection=OBJ, reason="They asked us")
    )
    started.agrees(TED).then(SideAgreed)


def test_only_the_objector_accepts_or_withdraws() -> None:
    started = objected()
    started.does(TED, ResolveObjection, resolution("answered"))
    started.does(BEN, AcceptResolution, ABOUT).refused(NotTheObjector)
    started.does(BEN, WithdrawObjection, ObjectionWithdrawal(objection=OBJ)).refused(NotTheObjector)


def test_nothing_is_accepted_before_it_is_offered() -> None:
    objected().does(DEV, AcceptResolution, ABOUT).refused(NotResolved)


EVERY = pytest.mark.parametrize(
    ("by", "command", "body"),
    [
        (TED, ResolveObjection, resolution("answered")),
        (DEV, AcceptResolution, ABOUT),
        (DEV, WithdrawObjection, ObjectionWithdrawal(objection=OBJ)),
    ],
)


@EVERY
def test_there_is_a_decision_and_an_objection(by: str, command: type[Command], body: AboutObjection) -> None:
    scene().does(by, command, body).refused(DecisionUnknown)
    proposed().does(by, command, body).refused(ObjectionUnknown)


@EVERY
def test_what_is_closed_stays_closed(by: str, command: type[Command], body: AboutObjection) -> None:
    started = objected()
    started.does(DEV, WithdrawObjection, ObjectionWithdrawal(objection=OBJ))
    started.does(by, command, body).refused(ObjectionClosed)


@EVERY
def test_nothing_answers_an_objection_before_it_was_raised(
    by: str, command: type[Command], body: AboutObjection
) -> None:
    started = objected()
    started.does(TED, ResolveObjection, resolution("answered"))
    started.does(by, command, body, occurred_at=BEGINNING).refused(ClaimedBeforeItsGround)


def test_a_resolution_is_not_accepted_before_it_was_offered() -> None:
    started = objected()
    before = started.now
    started.does(TED, ResolveObjection, resolution("answered"))
    started.does(DEV, AcceptResolution, ABOUT, occurred_at=before).refused(ClaimedBeforeItsGround)
