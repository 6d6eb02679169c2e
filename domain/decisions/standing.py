"""What a decision's state keeps of a revision, an agreement and an objection."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.decisions.terms import AgreedBy, DecisionContent, Resolution


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The revision on the table: what it says, its hash, which side put it there and when."""

    revision: int
    digest: str
    content: DecisionContent
    side: str
    at: datetime


class Objection(msgspec.Struct, frozen=True, kw_only=True):
    """One objection, raised or last answered `at` a time.

    `resolution` may be offered while it is still open; `supporters` want it overruled.
    """

    person: str
    side: str
    revision: int
    blocking: bool
    at: datetime
    open: bool = True
    withdrawn: bool = False
    resolution: Resolution | None = None
    supporters: tuple[AgreedBy, ...] = ()

    @property
    def dissent(self) -> bool:
        """Whether it belongs on the record of an agreement: neither withdrawn nor settled with the objector."""
        return not self.withdrawn and (self.open or self.resolution == "overruled")
