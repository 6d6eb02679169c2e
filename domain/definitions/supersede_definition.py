"""Another definition takes over."""

from __future__ import annotations

from domain.acting import A_SIDE, Body
from domain.definitions.act import OnDefinition
from domain.definitions.events import DefinitionSuperseded
from domain.definitions.refusals import DefinitionNotAdopted, DefinitionUnknown
from domain.definitions.state import Definition
from domain.fields import Text
from domain.ids import DefinitionId
from domain.refusals import Refusal


class Succession(Body):
    """By which definition, and why."""

    by: DefinitionId
    reason: Text


class SupersededByItself(Refusal):
    """A definition cannot take over from itself."""

    rule = "definition.superseded-by-itself"


class SupersedeDefinition(OnDefinition[Succession]):
    """Let another adopted definition, which all sides have signed, take the place of an adopted one."""

    name = "supersede-definition"
    may = A_SIDE
    body_type = Succession

    def prepare(self) -> None:
        """Read both definitions."""
        super().prepare()
        self.successor = self.know(Definition(self.body.by))

    def decide(self) -> None:
        """Refuse a definition that is not in force, on either side of the exchange."""
        self.require_adopted()
        successor, by = self.successor, self.body.by
        self.require(by != self.subject, SupersededByItself("Name another definition.", "/by"))
        self.require(successor.exists, DefinitionUnknown(f"{by} is not known here.", "/by"))
        self.check(successor.state == "adopted", DefinitionNotAdopted(f"{by} is {successor.state}.", "/by"))
        self.after(successor.adopted_at, f"{by} was adopted")
        self.record(DefinitionSuperseded(definition=self.subject, by=by, reason=self.body.reason, side=self.side))
