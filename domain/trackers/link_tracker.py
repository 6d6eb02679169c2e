"""A subject is linked with an item of a tracker."""

from __future__ import annotations

from domain.acting import Act, Body
from domain.fields import Url
from domain.partnership.annotate import AnySubject
from domain.partnership.correctable import SubjectTag
from domain.refusals import Kind, Refusal
from domain.trackers.act import LINKING
from domain.trackers.events import TrackerLinked
from domain.trackers.state import TrackerItem, TrackerLink
from domain.trackers.terms import Tracker, TrackerKey


class NewTrackerLink(Body, kw_only=True):
    """The subject by its tag (`opportunity:opp_…`), the tracker, the item's key there, and where it can be seen."""

    about: SubjectTag
    tracker: Tracker
    key: TrackerKey
    url: Url | None = None


class TrackerLinkAlreadyExists(Refusal):
    """The id belongs to a tracker link already."""

    rule = "tracker.link-already-exists"
    kind = Kind.CONFLICT


class TrackerAlreadyLinked(Refusal):
    """The item stands for that subject already."""

    rule = "tracker.already-linked"
    kind = Kind.CONFLICT


class TrackerSubjectUnknown(Refusal):
    """Nothing is on the record about the subject."""

    rule = "tracker.subject-unknown"
    kind = Kind.NOT_FOUND


class LinkTracker(Act[NewTrackerLink]):
    """Link a tracker's item; one item may stand for several subjects, and a subject may have several items."""

    name = "link-tracker"
    may = LINKING
    body_type = NewTrackerLink
    subject_type = "trk"

    def prepare(self) -> None:
        """Read whether the id is taken, the subject, and what the item stands for."""
        body = self.body
        self.link = self.know(TrackerLink(self.subject))
        self.about = self.know(AnySubject(body.about))
        self.item = self.know(TrackerItem(f"{body.tracker}/{body.key}"))

    def decide(self) -> None:
        """Refuse a used id, an unknown subject, the same link again."""
        body = self.body
        self.require(self.link.linked is None, TrackerLinkAlreadyExists(f"{self.subject} is on the record already."))
        self.check(self.about.known, TrackerSubjectUnknown(f"{body.about} is not on the record.", "/about"))
        self.check(
            body.about not in self.item.subjects.values(),
            TrackerAlreadyLinked(f"{body.tracker}/{body.key} stands for {body.about}.", "/key"),
        )
        self.record(
            TrackerLinked(
                link=self.subject,
                about=body.about,
                tracker=body.tracker,
                key=body.key,
                item=f"{body.tracker}/{body.key}",
                url=body.url,
            )
        )
