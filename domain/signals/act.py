"""What acts on one signal share."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from domain.acting import Act, Body
from domain.signals.refusals import SignalIsRetracted, SignalUnknown
from domain.signals.state import Signal

B = TypeVar("B", bound=Body)


class OnSignal(Act[B]):
    """An act on a signal."""

    subject_type: ClassVar[str] = "sig"

    def prepare(self) -> None:
        """Read the signal."""
        self.signal = self.know(Signal(self.subject))

    def require_standing(self) -> None:
        """Stop unless the signal exists and was not retracted."""
        self.require(self.signal.known, SignalUnknown(f"{self.subject} is not known here."))
        self.require(not self.signal.retracted, SignalIsRetracted(f"{self.subject} was retracted."))
        self.after(self.signal.recorded_at, "the signal was recorded")
