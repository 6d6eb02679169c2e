"""A remark on anything that is on the record."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.acting import ANY_MEMBER, Act, Body
from domain.fields import Text
from domain.kernel import Event, Recorded, State, Tag, event
from domain.partnership.correctable import SubjectTag
from domain.refusals import Kind, Refusal

Position = Annotated[int, Meta(ge=1, description="place in the ledger")]


@event("annotated")
class RecordAnnotated(Event):
    """Somebody remarked on a subject, or on one event of it (`position`). It changes nothing."""

    about: Annotated[SubjectTag, Tag("*")]
    text: Text
    position: Position | None = None


class Remark(Body):
    """The tag of the subject (`decision:dec_…`), what there is to say, and the event that it is about, if one is."""

    about: SubjectTag
    text: Text
    position: Position | None = None


class SubjectUnknown(Refusal):
    """Nothing is on the record about that subject."""

    rule = "record.subject-unknown"
    kind = Kind.NOT_FOUND


class PositionUnknown(Refusal):
    """The subject's record does not reach that far."""

    rule = "record.position-unknown"


class AnySubject(State):
    """The newest event of any type with a tag."""

    latest = True

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.known = False
        self.position = 0

    def sees(self, recorded: Recorded) -> bool:
        """Every event with the tag."""
        return self.tag in recorded.tags

    def fold(self, recorded: Recorded) -> None:
        """Note where it stands."""
        self.known = True
        self.position = recorded.position


class Annotate(Act[Remark]):
    """Remark on something."""

    name = "annotate"
    may = ANY_MEMBER
    body_type = Remark

    def prepare(self) -> None:
        """Read whether there is such a subject."""
        self.about = self.know(AnySubject(self.body.about))

    def decide(self) -> None:
        """Refuse what is not on the record."""
        body, last = self.body, self.about.position
        self.require(self.about.known, SubjectUnknown(f"{body.about} is not on the record.", "/about"))
        self.check(
            body.position is None or body.position <= last,
            PositionUnknown(f"The last event of {body.about} is at {last}.", "/position"),
        )
        self.record(RecordAnnotated(about=body.about, text=body.text, position=body.position))
