"""An API key as the ledger knows it; its secret is nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from domain.kernel import Recorded
from domain.partnership.keys import KeyAccepted, KeyIssued, KeyRevoked, KeyScope
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading

KeyStanding = Annotated[
    Literal["pending", "works", "revoked"],
    Meta(description="pending: its holder has not accepted it yet. Whether it has expired, `expires_at` tells"),
]


class KeyView(Viewed, kw_only=True):
    """A key: whose it is, who issued it, what it allows and until when. `prefix` stands on what was done with it."""

    key: str
    holder: str = ""
    issuer: str = ""
    prefix: str = ""
    scopes: tuple[KeyScope, ...] = ()
    standing: KeyStanding = "pending"
    expires_at: datetime | None = None
    issued: Fact | None = None
    accepted: Fact | None = None
    revoked: Fact | None = None
    revoked_because: str | None = None


KEY: Folding[KeyView] = Folding()


@KEY.on(KeyIssued)
def _issue(view: KeyView, event: KeyIssued, fact: Fact) -> None:
    view.holder, view.issuer, view.prefix, view.scopes = event.holder, event.issuer, event.prefix, event.scopes
    view.expires_at, view.issued = event.expires_at, fact
    view.standing = "pending" if event.pending else "works"


@KEY.on(KeyAccepted)
def _accept(view: KeyView, _: KeyAccepted, fact: Fact) -> None:
    view.accepted = fact
    if view.standing == "pending":
        view.standing = "works"


@KEY.on(KeyRevoked)
def _revoke(view: KeyView, event: KeyRevoked, fact: Fact) -> None:
    view.standing, view.revoked, view.revoked_because = "revoked", fact, event.reason


class KeyReading(Reading[KeyView]):
    """The view in the making."""

    def __init__(self, key: str) -> None:
        super().__init__(KEY, KeyView(key=key))

    @property
    def known(self) -> bool:
        """Whether it was issued."""
        return self.view.issued is not None


def fold_key(key: str, history: Iterable[Recorded]) -> KeyView | None:
    """The key after these events of its tag; None if it was not issued by then."""
    return KeyReading(key).read(history)


def issuers_of(history: Iterable[Recorded]) -> Mapping[str, str]:
    """Who issued the key behind each prefix, from any events."""
    return {each.event.prefix: each.event.issuer for each in history if isinstance(each.event, KeyIssued)}
