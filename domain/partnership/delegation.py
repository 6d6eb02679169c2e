"""One delegation, by its id."""

from __future__ import annotations

from domain.kernel import Recorded, State
from domain.partnership.events import DelegationGranted, DelegationRevoked


class Delegation(State):
    """Who gave it to whom, and whether it was revoked."""

    folds = (DelegationGranted, DelegationRevoked)

    def __init__(self, delegation: str) -> None:
        super().__init__(f"delegation:{delegation}")
        self.granted: DelegationGranted | None = None
        self.revoked = False

    @property
    def known(self) -> bool:
        """Whether the delegation exists."""
        return self.granted is not None

    def fold(self, recorded: Recorded) -> None:
        """Take the grant or its end in."""
        match recorded.event:
            case DelegationGranted() as granted:
                self.granted = granted
            case DelegationRevoked():
                self.revoked = True
