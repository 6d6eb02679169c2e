"""How far the redaction of one event is."""

from __future__ import annotations

from datetime import datetime

from domain.kernel import Recorded, State
from domain.redactions.events import EventRedacted, RedactionConfirmed, RedactionProposed


class Redaction(State):
    """The open proposal for an event, if there is one, and who agreed to it for which side."""

    folds = (RedactionProposed, RedactionConfirmed, EventRedacted)

    def __init__(self, event_id: str) -> None:
        super().__init__(f"event:{event_id}")
        self.event = event_id
        self.proposed: RedactionProposed | None = None
        self.proposed_at: datetime | None = None
        self.confirmed: dict[str, str] = {}
        self.gone: set[str] = set()

    def fold(self, recorded: Recorded) -> None:
        """Take a step in; steps of other events that are about this one are not its own."""
        match recorded.event:
            case RedactionProposed(event=self.event) as proposed:
                self.proposed = proposed
                self.proposed_at = recorded.occurred_at
                self.confirmed = {proposed.side: proposed.person}
            case RedactionConfirmed(event=self.event, confirmed=confirmed):
                self.confirmed = confirmed
            case EventRedacted(event=self.event, fields=fields):
                self.proposed = None
                self.confirmed = {}
                self.gone.update(fields)
