"""People say which waste they see at a step."""

from __future__ import annotations

from domain.acting import ANY_MEMBER, Body
from domain.fields import Text
from domain.ids import StepId
from domain.refusals import Kind, Refusal
from domain.value_streams.act import OnValueStream
from domain.value_streams.events import WasteTagged
from domain.value_streams.terms import Wastes


class WasteSeen(Body, kw_only=True):
    """All kinds of waste at a step, in place of the ones named before."""

    step: StepId
    wastes: Wastes
    note: Text | None = None


class WasteUnchanged(Refusal):
    """Exactly that waste is tagged already."""

    rule = "value-stream.waste-unchanged"
    kind = Kind.CONFLICT


class TagWaste(OnValueStream[WasteSeen]):
    """Tag a step with the kinds of waste that are seen there."""

    name = "tag-waste"
    may = ANY_MEMBER
    body_type = WasteSeen

    def decide(self) -> None:
        """Refuse unknown steps and no news."""
        self.require_open()
        step = self.require_step(self.body.step)
        wastes = tuple(dict.fromkeys(self.body.wastes))
        self.check(set(wastes) != set(step.wastes), WasteUnchanged("It is tagged so.", "/wastes"))
        self.record(WasteTagged(map=self.subject, step=self.body.step, wastes=wastes, note=self.body.note))
