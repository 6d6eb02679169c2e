"""Somebody says what the matter means from one side."""

from __future__ import annotations

from domain.acting import Body
from domain.fields import Text
from domain.opportunities.act import OnOpportunity
from domain.opportunities.events import ValuePerspectiveGiven


class ValuePerspective(Body):
    """What the opportunity would mean for the people on one's side."""

    text: Text


class GiveValuePerspective(OnOpportunity[ValuePerspective]):
    """Add a perspective; it agrees to nothing and voids nothing."""

    name = "give-value-perspective"
    body_type = ValuePerspective

    def decide(self) -> None:
        """Refuse on an opportunity that has ended."""
        self.require_live()
        self.record(ValuePerspectiveGiven(opportunity=self.subject, side=self.side, text=self.body.text))
