"""A person's data is erased; what the person did stays on the record under the opaque id."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.partnership.events import PersonForgotten
from domain.partnership.keys import HeldKeys, KeyRevoked
from domain.partnership.member import Known
from domain.partnership.refusals import NotYours, PersonUnknown
from domain.partnership.update_person import DETAILS, ERASED


class ForgetPerson(Act[Body]):
    """Erase every entry of the directory about a person, and revoke the person's keys of this workspace."""

    name = "forget-person"
    may = frozenset({Role.OWNER, Role.PERSON})
    subject_type = "per"
    minutable = False
    even_archived = True

    def prepare(self) -> None:
        """Read whether the person is known, and the keys."""
        self.person = self.know(Known(self.subject))
        self.held = self.know(HeldKeys(self.subject))

    def decide(self) -> None:
        """Refuse unknown people, and anyone but the person or an owner."""
        self.require(self.person.known, PersonUnknown(f"{self.subject} is not known here."))
        self.check(
            self.subject == self.context.actor or Role.OWNER in self.roles(),
            NotYours("Only an owner erases another person's details."),
        )
        self.record(PersonForgotten(person=self.subject))
        for key in tuple(self.held.keys):
            self.record(KeyRevoked(key=key, holder=self.subject, reason="The person was forgotten."))
        self.keys["holders"] = (self.subject,)
        self.directory[self.subject] = dict.fromkeys(DETAILS, ERASED)
