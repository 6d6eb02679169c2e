"""Rules set aside for one act, with the reason on the record (rule G8)."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from domain.fields import Text
from domain.kernel import Event, Tag, event
from domain.partnership.correctable import SubjectTag

RuleId = Annotated[
    str, Meta(max_length=100, pattern="^[a-z-]+[.][a-z0-9-]+$(?!\\n)", examples=["decision.win-missing"])
]


class Waive(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule to be skipped, with the reason that stays on the record (rule G8)."""

    rule: RuleId
    reason: Text


@event("rule-waived")
class RuleWaived(Event):
    """A waivable rule was skipped for one act, by whom the envelope says.

    `subjects` are tags of what it was skipped for, where that is neither a decision nor an opportunity.
    """

    rule: RuleId
    reason: Text
    detail: Text
    policy: int
    subjects: Annotated[tuple[SubjectTag, ...], Tag("*")] = ()
    decision: Annotated[str | None, Tag("decision")] = None
    opportunity: Annotated[str | None, Tag("opportunity")] = None
    member: Annotated[str | None, Tag("member")] = None
