"""People set out to map a value stream."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Line
from domain.ids import MapId
from domain.refusals import Kind, Refusal
from domain.value_streams.act import LEADING, OnValueStream
from domain.value_streams.events import ValueStreamOpened
from domain.value_streams.refusals import ValueStreamIsOpen, ValueStreamUnknown
from domain.value_streams.state import ValueStream
from domain.value_streams.taking_part import TakingPart
from domain.value_streams.terms import Convention, Participants


class ValueStreamToOpen(Body, kw_only=True):
    """Where the stream begins and ends, what flows in it, what lead times mean, who takes part."""

    title: Line
    begins: Line
    ends: Line
    unit_of_work: Line
    convention: Convention = "elapsed"
    participants: Participants = ()
    previous: MapId | None = None


class ValueStreamAlreadyExists(Refusal):
    """The id belongs to a map already."""

    rule = "value-stream.already-exists"
    kind = Kind.CONFLICT


class OpenValueStream(OnValueStream[ValueStreamToOpen]):
    """Open a map; where the stream was mapped before, the closed map is named as the previous one."""

    name = "open-value-stream"
    may = LEADING
    body_type = ValueStreamToOpen

    def prepare(self) -> None:
        """Read whether the id is free, the people, and the previous map."""
        super().prepare()
        self.people = TakingPart(self, self.body.participants)
        self.previous = self.know(ValueStream(self.body.previous)) if self.body.previous else None

    def decide(self) -> None:
        """Refuse a used id, strangers, and a previous map that is unknown or not frozen."""
        body, previous = self.body, self.previous
        self.require(not self.stream.exists, ValueStreamAlreadyExists(f"{self.subject} exists."))
        participants = self.people.listed()
        if previous:
            self.require(previous.exists, ValueStreamUnknown(f"{body.previous} is not known here.", "/previous"))
            self.check(previous.closed, ValueStreamIsOpen(f"{body.previous} is open.", "/previous"))
        self.record(
            ValueStreamOpened(
                map=self.subject,
                title=body.title,
                begins=body.begins,
                ends=body.ends,
                unit_of_work=body.unit_of_work,
                convention=body.convention,
                participants=participants,
                previous=body.previous,
            )
        )
