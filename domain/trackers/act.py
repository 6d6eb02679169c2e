"""What acts on one tracker link share."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from domain.acting import ANY_MEMBER, Act, Body, Role
from domain.refusals import Kind, Refusal, Refused
from domain.trackers.events import TrackerLinked
from domain.trackers.state import TrackerLink

B = TypeVar("B", bound=Body)
LINKING = ANY_MEMBER | {Role.INTEGRATION}


class TrackerLinkUnknown(Refusal):
    """No such tracker link in this workspace."""

    rule = "tracker.link-unknown"
    kind = Kind.NOT_FOUND


class TrackerAlreadyUnlinked(Refusal):
    """The link has ended."""

    rule = "tracker.already-unlinked"
    kind = Kind.CONFLICT


class OnTrackerLink(Act[B]):
    """An act on a tracker link."""

    subject_type: ClassVar[str] = "trk"

    def prepare(self) -> None:
        """Read the link."""
        self.link = self.know(TrackerLink(self.subject))

    def require_linked(self) -> TrackerLinked:
        """Stop unless the link is there and has not ended."""
        linked = self.link.linked
        if linked is None:
            raise Refused([*self.refusals, TrackerLinkUnknown(f"{self.subject} is not known here.")])
        self.require(not self.link.ended, TrackerAlreadyUnlinked(f"{self.subject} has ended."))
        self.after(self.link.linked_at, "the tracker was linked")
        return linked
