"""An owner gives a person or an integration a key."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import Act, Body, Role
from domain.fields import Moment
from domain.ids import ActorId
from domain.partnership.keys import ApiKey, KeyIssued, KeyPrefix, KeyScope
from domain.partnership.member import Known
from domain.partnership.refusals import PersonUnknown
from domain.refusals import Kind, Refusal

PREFIX_LENGTH = 12


class NewKey(Body):
    """For whom, for what, until when. The public `prefix` is taken from the key's id where it is not given."""

    holder: ActorId
    scopes: Annotated[tuple[KeyScope, ...], Meta(min_length=1, max_length=3)]
    expires_at: Moment | None = None
    prefix: KeyPrefix | None = None


class KeyAlreadyExists(Refusal):
    """A key of that id exists already."""

    rule = "keys.exists"
    kind = Kind.CONFLICT


class KeyForSystem(Refusal):
    """Keys belong to people and integrations; the service itself needs none."""

    rule = "keys.for-system"


class BeyondOwnScopes(Refusal):
    """Nobody gives away more than the own key allows."""

    rule = "keys.beyond-own-scopes"
    kind = Kind.FORBIDDEN


class KeyExpiresInPast(Refusal):
    """A key expires in the future."""

    rule = "keys.expires-in-past"


def prefix_of(key: str) -> str:
    """The public part of a key that was not given one: the end of its id, which is random."""
    return key[-PREFIX_LENGTH:]


class IssueKey(Act[NewKey]):
    """Issue a key: another person's waits until its holder accepts it, the own and an integration's work at once."""

    name = "issue-key"
    may = frozenset({Role.OWNER})
    body_type = NewKey
    subject_type = "key"
    minutable = False

    def prepare(self) -> None:
        """Read whether the id is taken, and the holder."""
        self.key = self.know(ApiKey(self.subject))
        self.holder = self.know(Known(self.body.holder))

    def decide(self) -> None:
        """Refuse used ids, strangers, more than the issuer has, and dead keys."""
        body, context = self.body, self.context
        person = body.holder.startswith("per_")
        self.require(not self.key.known, KeyAlreadyExists(f"{self.subject} exists already."))
        self.check(not body.holder.startswith("system:"), KeyForSystem(f"{body.holder} gets no key.", "/holder"))
        self.check(not person or self.holder.known, PersonUnknown(f"{body.holder} is not known here.", "/holder"))
        beyond = set(body.scopes) - context.scopes if context.scopes else set()
        self.check(not beyond, BeyondOwnScopes(f"The own key does not allow {', '.join(sorted(beyond))}.", "/scopes"))
        self.check(
            body.expires_at is None or body.expires_at > context.now,
            KeyExpiresInPast("The key would be dead at once.", "/expires_at"),
        )
        self.record(
            KeyIssued(
                key=self.subject,
                holder=body.holder,
                issuer=context.actor,
                prefix=body.prefix or prefix_of(self.subject),
                scopes=tuple(dict.fromkeys(body.scopes)),
                pending=person and body.holder != context.actor,
                expires_at=body.expires_at,
            )
        )
