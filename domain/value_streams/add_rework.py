"""People mark where work goes back."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import StepId
from domain.refusals import Kind, Refusal
from domain.value_streams.act import OnValueStream
from domain.value_streams.events import ReworkAdded
from domain.value_streams.measuring import WHOLE
from domain.value_streams.refusals import ShareOutsideRange
from domain.value_streams.terms import Percent


class Rework(Body, kw_only=True):
    """Where it is found that work has to go back, to which step, and how much of it does."""

    found_at: StepId
    back_to: StepId
    percent: Percent | None = None
    note: Text | None = None


class ReworkForward(Refusal):
    """Rework goes back in the stream, or stays at its step."""

    rule = "value-stream.rework-forward"


class ReworkUnchanged(Refusal):
    """That rework is on the map already."""

    rule = "value-stream.rework-unchanged"
    kind = Kind.CONFLICT


class AddRework(OnValueStream[Rework]):
    """Mark rework; a new share takes the place of the former."""

    name = "add-rework"
    may = ANY_MEMBER
    body_type = Rework

    def decide(self) -> None:
        """Refuse unknown steps, rework that goes forward, shares beyond the whole, and no news."""
        self.require_open()
        body, stream = self.body, self.stream
        self.require_step(body.found_at, "/found_at")
        self.require_step(body.back_to, "/back_to")
        order = stream.order
        back = order.index(body.back_to) <= order.index(body.found_at)
        self.check(back, ReworkForward("That step comes later.", "/back_to"))
        within = body.percent is None or 0 <= body.percent <= WHOLE
        self.check(within, ShareOutsideRange(f"{body.percent} % is none.", "/percent"))
        pair = (body.found_at, body.back_to)
        known = pair in stream.rework and stream.rework[pair] == body.percent
        self.check(not known, ReworkUnchanged("It is marked.", "/back_to"))
        self.record(
            ReworkAdded(
                map=self.subject,
                found_at=body.found_at,
                back_to=body.back_to,
                percent=body.percent,
                note=body.note,
            )
        )
