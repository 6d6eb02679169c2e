"""Keys are issued, accepted and revoked."""

from typing import Any

import msgspec

from domain.acting import Body, RoleMissing
from domain.partnership.accept_key import AcceptKey, KeyAlreadyAccepted, KeyOfAnother
from domain.partnership.issue_key import (
    BeyondOwnScopes,
    IssueKey,
    KeyAlreadyExists,
    KeyExpiresInPast,
    KeyForSystem,
    NewKey,
)
from domain.partnership.keys import ApiKey, KeyAccepted, KeyEnded, KeyIssued, KeyRevoked, KeyUnknown
from domain.partnership.refusals import NotYours, PersonUnknown
from domain.partnership.revoke_key import KeyRevocation, RevokeKey
from tests.domain.partnership.cast import DAY, EVERYBODY, FAY, KIM, OLA
from tests.domain.story import BEGINNING, an_id, fact, given

KEY = an_id("key", 1)
ISSUED = KeyIssued(
    key=KEY,
    holder=KIM,
    issuer=OLA,
    prefix=KEY[-12:],
    scopes=("read", "write"),
    pending=True,
    expires_at=BEGINNING + 30 * DAY,
)
ACCEPTED = KeyAccepted(key=KEY, holder=KIM)
REVOKED = KeyRevoked(key=KEY, holder=KIM, reason="lost")
LOST = KeyRevocation(reason="lost")
BARE = given(*EVERYBODY)
PENDING = given(*EVERYBODY, ISSUED)
LATER = BEGINNING + 31 * DAY


def wish(**changes: Any) -> NewKey:
    """A key for Kim, but for what is changed."""
    key = NewKey(holder=KIM, scopes=("read", "write"), expires_at=BEGINNING + 30 * DAY)
    return msgspec.structs.replace(key, **changes)


def test_another_persons_key_is_pending() -> None:
    BARE.when(IssueKey, KEY, wish(), by=OLA).then(ISSUED)


def test_the_own_and_an_integrations_key_work_at_once() -> None:
    for holder in (OLA, "integration:jira"):
        BARE.when(IssueKey, KEY, NewKey(holder=holder, scopes=("write", "write"), prefix="given1"), by=OLA).then(
            KeyIssued(key=KEY, holder=holder, issuer=OLA, prefix="given1", scopes=("write",), pending=False)
        )


def test_an_id_is_used_once() -> None:
    PENDING.when(IssueKey, KEY, wish(), by=OLA).refused(KeyAlreadyExists)


def test_the_holder_is_known() -> None:
    BARE.when(IssueKey, KEY, wish(holder=an_id("per", 99)), by=OLA).refused(PersonUnknown)


def test_the_service_gets_none() -> None:
    BARE.when(IssueKey, KEY, wish(holder="system:expiry"), by=OLA).refused(KeyForSystem)


def test_nobody_gives_more_than_the_own_key_allows() -> None:
    scopes = frozenset({"read", "admin"})
    BARE.when(IssueKey, KEY, wish(), by=OLA, scopes=scopes).refused(BeyondOwnScopes)
    BARE.when(IssueKey, KEY, wish(scopes=("read",)), by=OLA, scopes=scopes).then(KeyIssued)


def test_a_key_is_not_dead_at_once() -> None:
    BARE.when(IssueKey, KEY, wish(), by=OLA, now=LATER).refused(KeyExpiresInPast)


def test_only_owners_issue() -> None:
    BARE.when(IssueKey, KEY, wish(), by=FAY).refused(RoleMissing)


def test_its_holder_accepts_it() -> None:
    PENDING.when(AcceptKey, KEY, Body(), by=KIM).then(ACCEPTED)


def test_nobody_else_accepts_it() -> None:
    PENDING.when(AcceptKey, KEY, Body(), by=OLA).refused(KeyOfAnother)


def test_an_unknown_key_is_not_accepted() -> None:
    BARE.when(AcceptKey, KEY, Body(), by=KIM).refused(KeyUnknown)


def test_a_key_is_accepted_once() -> None:
    given(*EVERYBODY, ISSUED, ACCEPTED).when(AcceptKey, KEY, Body(), by=KIM).refused(KeyAlreadyAccepted)


def test_an_ended_key_is_not_accepted() -> None:
    PENDING.when(AcceptKey, KEY, Body(), by=KIM, now=LATER).refused(KeyEnded)
    given(*EVERYBODY, ISSUED, REVOKED).when(AcceptKey, KEY, Body(), by=KIM).refused(KeyEnded)


def test_integrations_accept_nothing() -> None:
    PENDING.when(AcceptKey, KEY, Body(), by="integration:jira").refused(RoleMissing)


def test_holder_or_owner_revokes_it() -> None:
    for person in (KIM, OLA):
        PENDING.when(RevokeKey, KEY, LOST, by=person).then(REVOKED)


def test_nobody_else_revokes_it() -> None:
    PENDING.when(RevokeKey, KEY, LOST, by=FAY).refused(NotYours)


def test_an_unknown_key_is_not_revoked() -> None:
    BARE.when(RevokeKey, KEY, LOST, by=OLA).refused(KeyUnknown)


def test_a_key_is_revoked_once() -> None:
    given(*EVERYBODY, ISSUED, REVOKED).when(RevokeKey, KEY, LOST, by=OLA).refused(KeyEnded)


def test_a_key_works_between_acceptance_and_end() -> None:
    key = ApiKey(KEY)
    assert not key.known
    key.fold(fact(ISSUED))
    assert not key.works(BEGINNING)
    key.fold(fact(ACCEPTED))
    assert key.works(BEGINNING)
    assert not key.works(LATER)
    key.fold(fact(REVOKED))
    assert not key.works(BEGINNING)
