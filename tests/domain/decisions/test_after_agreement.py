"""What becomes of a decision: declined, withdrawn, expired, contested, confirmed, revoked, and how it turned out."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.acting import Body, ClaimedBeforeItsGround, RoleMissing
from domain.decisions.assess_win import AssessWin, WinAssessment, WinNotStated
from domain.decisions.closing import Closing
from domain.decisions.decline_decision import DeclinedByProposer, DeclineDecision
from domain.decisions.events import (
    AgreementRescinded,
    DecisionConfirmed,
    DecisionDeclined,
    DecisionExpired,
    DecisionReaffirmed,
    DecisionRevoked,
    DecisionWithdrawn,
    RevocationSupported,
)
from domain.decisions.expire_decision import ExpireDecision, ImportedNeverExpires, NotDueYet
from domain.decisions.reaffirm_decision import Reaffirmation, ReaffirmDecision
from domain.decisions.record_decision_outcome import DecisionOutcome, RecordDecisionOutcome
from domain.decisions.refusals import (
    AlreadySupported,
    DecisionLapsed,
    DecisionNotInForce,
    DecisionNotOpen,
    DecisionUnknown,
    ReasonEmpty,
    SamePersonBothSides,
)
from domain.decisions.rescind_agreement import NothingToRescind, RescindAgreement, Rescission
from domain.decisions.revoke_decision import Revocation, RevokeDecision
from domain.decisions.state import InForce
from domain.decisions.terms import AgreedBy
from domain.decisions.voices import DecisionOutcomeRecorded, WinAssessed
from domain.decisions.withdraw_decision import WithdrawDecision, WithdrawnByAnother
from domain.kernel import Command
from domain.partnership.events import PartnerJoined
from tests.domain.decisions.scene import (
    BEA,
    BEN,
    DEC,
    DEV,
    DOT,
    DOT_FOR_BEA,
    EXPIRY,
    FAY,
    LATER,
    SLOW,
    TED,
    TESS,
    TESTS,
    Scene,
    again,
    commitment,
    order,
    proposal,
    proposed,
    reached,
    scene,
    won,
)
from tests.domain.story import BEGINNING

ENDS = BEGINNING + timedelta(days=1)
CLOSING, RESCISSION, REVOCATION = Closing(reason="No"), Rescission(reason="No"), Revocation(reason="No")
REAFFIRMATION = Reaffirmation(note="Still right")
OUTCOME, VERDICT = DecisionOutcome(outcome="Weekly releases"), WinAssessment(verdict="partly", text="Not at night")


def named(value: object) -> str:
    return str(getattr(value, "name", ""))


EVERY = pytest.mark.parametrize(
    ("by", "command", "body"),
    [
        (BEA, DeclineDecision, CLOSING),
        (TED, WithdrawDecision, CLOSING),
        (EXPIRY, ExpireDecision, Body()),
        (TED, RescindAgreement, RESCISSION),
        (TED, ReaffirmDecision, REAFFIRMATION),
        (TED, RevokeDecision, REVOCATION),
        (TED, RecordDecisionOutcome, OUTCOME),
        (TED, AssessWin, VERDICT),
    ],
    ids=named,
)
REASONED = pytest.mark.parametrize(
    ("by", "command", "body"),
    [
        (BEA, DeclineDecision, Closing(reason=" ")),
        (TED, WithdrawDecision, Closing(reason=" ")),
        (TED, RescindAgreement, Rescission(reason=" ")),
        (TED, RevokeDecision, Revocation(reason=" ")),
        (TED, RecordDecisionOutcome, DecisionOutcome(outcome=" ")),
    ],
    ids=named,
)


def in_force(started: Scene, kind: str = "first_priority") -> str | None:
    place = InForce(kind, "main")
    for recorded in [recorded for recorded in started.history if place.sees(recorded)][-1:]:
        place.fold(recorded)
    return place.decision


def expiring(**changes: Any) -> Scene:
    started = reached(proposal(expires_at=ENDS, **changes))
    started.now = ENDS
    return started


@EVERY
def test_there_is_a_decision(by: str, command: type[Command], body: Body) -> None:
    scene().does(by, command, body).refused(DecisionUnknown)


@EVERY
def test_others_do_not(by: str, command: type[Command], body: Body) -> None:  # noqa: ARG001 - the act is what counts
    reached().does("integration:tracker", command, body).refused(RoleMissing)


@REASONED
def test_why_is_said_in_words(by: str, command: type[Command], body: Body) -> None:
    started = proposed() if command in {DeclineDecision, WithdrawDecision} else reached()
    started.does(by, command, body).refused(ReasonEmpty)


def test_another_side_declines() -> None:
    started = proposed()
    started.does(BEA, DeclineDecision, CLOSING).then(
        DecisionDeclined(decision=DEC, side="business", reason="No", opportunities=(SLOW, TESTS))
    )
    assert started.state().state == "declined"


def test_one_does_not_decline_oneself() -> None:
    proposed().does(TESS, DeclineDecision, CLOSING).refused(DeclinedByProposer)


def test_the_proposer_withdraws() -> None:
    started = proposed()
    started.does(TESS, WithdrawDecision, CLOSING).then(
        DecisionWithdrawn(decision=DEC, side="technology", reason="No", opportunities=(SLOW, TESTS))
    )
    assert started.state().state == "withdrawn"


def test_nobody_withdraws_for_another_side() -> None:
    proposed().does(BEA, WithdrawDecision, CLOSING).refused(WithdrawnByAnother)


@pytest.mark.parametrize(("by", "command"), [(BEA, DeclineDecision), (TED, WithdrawDecision)])
def test_what_is_agreed_or_over_is_neither_declined_nor_withdrawn(by: str, command: type[Command]) -> None:
    reached().does(by, command, CLOSING).refused(DecisionNotOpen)
    started = proposed(proposal(expires_at=ENDS))
    started.now = ENDS
    started.does(by, command, CLOSING).refused(DecisionLapsed)


@pytest.mark.parametrize("by", [DEV, FAY])
@pytest.mark.parametrize("command", [DeclineDecision, WithdrawDecision])
def test_only_sides_decline_and_withdraw(by: str, command: type[Command]) -> None:
    proposed().does(by, command, CLOSING).refused(RoleMissing)


def test_a_proposal_expires() -> None:
    started = proposed(proposal(expires_at=ENDS))
    started.now = ENDS
    started.does(EXPIRY, ExpireDecision, Body()).then(
        DecisionExpired(
            decision=DEC,
            revision=1,
            expired_at=ENDS,
            in_force=False,
            kind="first_priority",
            scope="main",
            opportunities=(SLOW, TESTS),
        )
    )
    assert started.state().state == "expired"


def test_an_agreement_expires() -> None:
    started = expiring()
    (expired,) = started.does(EXPIRY, ExpireDecision, Body()).then(DecisionExpired).events
    assert isinstance(expired, DecisionExpired)
    assert (expired.in_force, expired.place, expired.opportunities) == (True, "first_priority/main", (SLOW,))
    assert (in_force(started), started.opportunity().state) == (None, "open")


def test_nothing_expires_before_its_time() -> None:
    proposed(proposal(expires_at=ENDS)).does(EXPIRY, ExpireDecision, Body()).refused(NotDueYet)
    proposed().does(EXPIRY, ExpireDecision, Body()).refused(NotDueYet)


def test_nothing_expires_twice_or_while_it_is_contested() -> None:
    started = expiring()
    started.does(EXPIRY, ExpireDecision, Body())
    started.does(EXPIRY, ExpireDecision, Body()).refused(DecisionNotOpen)
    contested = reached(proposal(expires_at=ENDS))
    contested.does(TED, RescindAgreement, RESCISSION)
    contested.now = ENDS
    contested.does(EXPIRY, ExpireDecision, Body()).refused(DecisionNotOpen)


@pytest.mark.parametrize("basis", ["imported", "inferred"])
def test_what_was_imported_never_expires(basis: str) -> None:
    started = scene()
    started.proposes(proposal(expires_at=ENDS), basis=basis)
    started.now = ENDS
    started.does(EXPIRY, ExpireDecision, Body()).refused(ImportedNeverExpires)


@pytest.mark.parametrize("by", [TED, FAY, DEV])
def test_people_do_not_expire_decisions(by: str) -> None:
    expiring().does(by, ExpireDecision, Body()).refused(RoleMissing)


def test_before_the_last_side_rescinding_removes_that_agreement_alone() -> None:
    started = won()
    started.agrees(BEA)
    started.does(BEN, RescindAgreement, RESCISSION).then(
        AgreementRescinded(
            decision=DEC, revision=1, digest=started.table().digest, side="business", reason="No", reached=False
        )
    )
    assert (started.state().state, started.state().agreements) == ("open", ())
    started.agrees(TED)
    started.agrees(BEA)
    assert started.state().state == "agreed"


def test_after_it_the_decision_is_contested_and_stays_in_force() -> None:
    started = reached()
    (rescinded,) = started.does(BEA, RescindAgreement, RESCISSION).then(AgreementRescinded).events
    assert isinstance(rescinded, AgreementRescinded)
    assert (rescinded.reached, rescinded.opportunities) == (True, (SLOW,))
    assert (started.state().state, started.state().rescinded) == ("contested", frozenset({"business"}))
    assert (in_force(started), started.opportunity().state) == (DEC, "prioritised")


def test_who_has_not_agreed_has_nothing_to_rescind() -> None:
    started = won()
    started.agrees(BEA)
    started.does(TED, RescindAgreement, RESCISSION).refused(NothingToRescind)
    contested = reached()
    contested.does(BEA, RescindAgreement, RESCISSION)
    contested.does(BEN, RescindAgreement, RESCISSION).refused(NothingToRescind)
    contested.does(TED, RescindAgreement, RESCISSION).then(AgreementRescinded)


def test_what_has_ended_is_not_rescinded() -> None:
    again(reached(), proposal(choice=TESTS)).does(TED, RescindAgreement, RESCISSION).refused(DecisionNotOpen)


def test_a_contested_decision_is_agreed_again_once_all_reaffirm() -> None:
    started = reached()
    started.does(BEA, RescindAgreement, RESCISSION)
    started.does(BEN, ReaffirmDecision, REAFFIRMATION).then(
        DecisionReaffirmed(decision=DEC, side="business", person=BEN, policy=1, note="Still right")
    )
    assert started.state().state == "contested"
    started.does(TED, ReaffirmDecision, Reaffirmation(next_review=date(2026, 9, 1))).then(
        DecisionReaffirmed,
        DecisionConfirmed(
            decision=DEC,
            sides=(AgreedBy(side="business", person=BEN), AgreedBy(side="technology", person=TED)),
            cause="contest",
            policy=1,
            next_review=date(2026, 9, 1),
            opportunities=(SLOW,),
        ),
    )
    assert (started.state().state, set(started.state().complete)) == ("agreed", {"technology", "business"})


def test_a_decision_is_confirmed_at_its_review() -> None:
    started = reached()
    started.does(BEA, ReaffirmDecision, Reaffirmation(next_review=date(2026, 9, 1)))
    *_, confirmed = started.does(TED, ReaffirmDecision, REAFFIRMATION).events
    assert isinstance(confirmed, DecisionConfirmed)
    assert (confirmed.cause, confirmed.next_review) == ("review", date(2026, 9, 1))
    started.does(BEA, ReaffirmDecision, REAFFIRMATION).then(DecisionReaffirmed)


def test_rescinding_undoes_what_was_reaffirmed() -> None:
    started = reached()
    started.does(TED, ReaffirmDecision, REAFFIRMATION)
    started.does(BEA, RescindAgreement, RESCISSION)
    started.does(BEA, ReaffirmDecision, REAFFIRMATION).then(DecisionReaffirmed)
    assert started.state().state == "contested"


def test_all_sides_revoke() -> None:
    started = reached()
    started.does(TED, RevokeDecision, REVOCATION).then(
        RevocationSupported(decision=DEC, side="technology", person=TED, reason="No", policy=1)
    )
    assert (started.state().state, in_force(started)) == ("agreed", DEC)
    started.does(BEA, RevokeDecision, REVOCATION).then(
        RevocationSupported,
        DecisionRevoked(
            decision=DEC,
            kind="first_priority",
            scope="main",
            sides=(AgreedBy(side="technology", person=TED), AgreedBy(side="business", person=BEA)),
            policy=1,
            opportunities=(SLOW,),
            place="first_priority/main",
        ),
    )
    assert (started.state().state, in_force(started), started.opportunity().state) == ("revoked", None, "open")


def test_a_contested_decision_is_revoked_too() -> None:
    started = reached(commitment())
    started.does(BEA, RescindAgreement, RESCISSION)
    for person in (BEA, TED):
        started.does(person, RevokeDecision, REVOCATION)
    assert (started.state().state, started.opportunity().commitments) == ("revoked", {})


def test_a_contested_decision_can_be_replaced() -> None:
    started = reached(order(SLOW, TESTS))
    started.does(BEA, RescindAgreement, RESCISSION)
    again(started, order(TESTS, SLOW))
    assert (started.state().state, in_force(started, "backlog_order")) == ("superseded", LATER)


def test_standing_by_it_takes_the_wish_to_revoke_back() -> None:
    started = reached()
    started.does(TED, RevokeDecision, REVOCATION)
    for person in (TED, BEA):
        started.does(person, ReaffirmDecision, REAFFIRMATION)
    started.does(BEA, RevokeDecision, REVOCATION).then(RevocationSupported)


BY_SIDES = pytest.mark.parametrize(
    ("command", "words"), [(ReaffirmDecision, {"note": "Yes"}), (RevokeDecision, {"reason": "No"})]
)


@BY_SIDES
def test_a_side_says_so_once(command: Any, words: dict[str, str]) -> None:
    started = reached()
    started.does(TED, command, command.body_type(**words))
    started.does(TESS, command, command.body_type(**words)).refused(AlreadySupported)


@BY_SIDES
def test_one_person_does_not_say_so_for_two_sides(command: Any, words: dict[str, str]) -> None:
    started = reached().happened(PartnerJoined(person=TED, side="business", partners=3))
    started.does(TED, command, command.body_type(side="business", **words)).refused(SamePersonBothSides)


@BY_SIDES
def test_a_delegate_says_so_for_a_partner(command: Any, words: dict[str, str]) -> None:
    (said,) = reached(None, DOT_FOR_BEA).does(DOT, command, command.body_type(**words)).events
    assert isinstance(said, DecisionReaffirmed | RevocationSupported)
    assert (said.side, said.behalf_of) == ("business", BEA)


@BY_SIDES
def test_only_what_is_in_force_is_reaffirmed_or_revoked(command: Any, words: dict[str, str]) -> None:
    proposed().does(TED, command, command.body_type(**words)).refused(DecisionNotInForce)
    replaced = again(reached(), proposal(choice=TESTS))
    replaced.does(TED, command, command.body_type(**words)).refused(DecisionNotInForce)


def test_what_came_of_it_is_recorded() -> None:
    words = DecisionOutcome(outcome="Weekly releases", observed_on=date(2026, 6, 1))
    recorded = DecisionOutcomeRecorded(decision=DEC, outcome="Weekly releases", observed_on=date(2026, 6, 1))
    reached().does(DEV, RecordDecisionOutcome, words).then(recorded)
    again(reached(), proposal(choice=TESTS)).does(DEV, RecordDecisionOutcome, words).then(recorded)


def test_a_side_assesses_its_win() -> None:
    started = reached()
    started.does(BEA, AssessWin, VERDICT).then(
        WinAssessed(decision=DEC, side="business", verdict="partly", text="Not at night")
    )
    started.does(DEV, AssessWin, VERDICT).refused(RoleMissing)


def test_a_win_that_was_not_stated_is_not_assessed() -> None:
    started = reached().happened(PartnerJoined(person=DEV, side="operations", partners=1))
    started.does(DEV, AssessWin, VERDICT).refused(WinNotStated)


@pytest.mark.parametrize(("command", "body"), [(RecordDecisionOutcome, OUTCOME), (AssessWin, VERDICT)])
def test_nothing_comes_of_what_was_never_agreed(command: type[Command], body: Body) -> None:
    won().does(TED, command, body).refused(DecisionNotInForce)
    declined = proposed()
    declined.does(BEA, DeclineDecision, CLOSING)
    declined.does(TED, command, body).refused(DecisionNotInForce)


@pytest.mark.parametrize(
    ("command", "body"),
    [
        (RescindAgreement, RESCISSION),
        (ReaffirmDecision, REAFFIRMATION),
        (RevokeDecision, REVOCATION),
        (RecordDecisionOutcome, OUTCOME),
        (AssessWin, VERDICT),
    ],
    ids=named,
)
def test_nothing_is_claimed_before_the_agreement(command: type[Command], body: Body) -> None:
    reached().does(TED, command, body, occurred_at=BEGINNING).refused(ClaimedBeforeItsGround)
