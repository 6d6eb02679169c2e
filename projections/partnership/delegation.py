"""A delegation: a partner lets somebody else act for the side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.kernel import Recorded
from domain.partnership.events import DelegationGranted, DelegationRevoked
from projections.facts import Fact, Viewed
from projections.folding import Folding, Reading


class DelegationView(Viewed, kw_only=True):
    """Who lets whom act for a side, from when until when, and in which scope only (null: in all).

    `revoked` is set where it ended before its time.
    """

    delegation: str
    giver: str = ""
    receiver: str = ""
    side: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    scope: str | None = None
    granted: Fact | None = None
    revoked: Fact | None = None
    revoked_because: str | None = None


DELEGATION: Folding[DelegationView] = Folding()


@DELEGATION.on(DelegationGranted)
def _grant(view: DelegationView, event: DelegationGranted, fact: Fact) -> None:
    view.giver, view.receiver, view.side, view.scope = event.giver, event.receiver, event.side, event.scope
    view.begins, view.ends, view.granted = event.begins, event.ends, fact


@DELEGATION.on(DelegationRevoked)
def _revoke(view: DelegationView, event: DelegationRevoked, fact: Fact) -> None:
    view.revoked, view.revoked_because = fact, event.reason


class DelegationReading(Reading[DelegationView]):
    """The view in the making."""

    def __init__(self, delegation: str) -> None:
        super().__init__(DELEGATION, DelegationView(delegation=delegation))

    @property
    def known(self) -> bool:
        """Whether it was granted."""
        return self.view.granted is not None


def fold_delegation(delegation: str, history: Iterable[Recorded]) -> DelegationView | None:
    """The delegation after these events of its tag; None if it was not granted by then."""
    return DelegationReading(delegation).read(history)
