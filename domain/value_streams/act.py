"""What acts on one value stream map share: reading it, and the guards that most of them begin with."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from domain.acting import A_SIDE, Act, Body, Role
from domain.refusals import Refused
from domain.value_streams.refusals import StepUnknown, ValueStreamIsClosed, ValueStreamUnknown
from domain.value_streams.state import Step, ValueStream

B = TypeVar("B", bound=Body)
LEADING = A_SIDE | {Role.FACILITATOR}


class OnValueStream(Act[B]):
    """An act on a map."""

    subject_type: ClassVar[str] = "vsm"

    def prepare(self) -> None:
        """Read the map."""
        self.stream = self.know(ValueStream(self.subject))

    def require_known(self) -> None:
        """Stop unless it was opened."""
        self.require(self.stream.exists, ValueStreamUnknown(f"{self.subject} is not known here."))
        self.after(self.stream.opened_at, "the map was opened")

    def require_open(self) -> None:
        """Stop too where it is frozen."""
        self.require_known()
        self.require(not self.stream.closed, ValueStreamIsClosed(f"{self.subject} is closed."))

    def require_step(self, name: str, pointer: str = "/step") -> Step:
        """Stop unless the step is part of the stream."""
        step = self.stream.steps.get(name)
        if step is None:
            raise Refused([*self.refusals, StepUnknown(f"{name} is no step of {self.subject}.", pointer)])
        self.after(step.added_at, "the step was added")
        return step
