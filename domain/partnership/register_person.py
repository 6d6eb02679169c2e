"""A person becomes known in the workspace."""

from __future__ import annotations

from domain.acting import Act, Body, Role
from domain.fields import Line
from domain.partnership.details import Email, Login
from domain.partnership.events import PersonRegistered
from domain.partnership.member import Known
from domain.refusals import Kind, Refusal


class Person(Body):
    """Personal data, for the directory beside the ledger."""

    name: Line
    email: Email | None = None
    login: Login | None = None
    title: Line | None = None


class PersonAlreadyKnown(Refusal):
    """A person of that id is registered already."""

    rule = "partnership.person-already-known"
    kind = Kind.CONFLICT


class RegisterPerson(Act[Person]):
    """Make a person known under an opaque id; only the id is recorded."""

    name = "register-person"
    may = frozenset({Role.OWNER, Role.FACILITATOR})
    body_type = Person
    subject_type = "per"
    minutable = False

    def prepare(self) -> None:
        """Read whether the id is taken."""
        self.person = self.know(Known(self.subject))

    def decide(self) -> None:
        """Refuse a used id."""
        body = self.body
        self.check(not self.person.known, PersonAlreadyKnown(f"{self.subject} is registered already."))
        self.record(PersonRegistered(person=self.subject))
        self.directory[self.subject] = {
            "name": body.name,
            "email": body.email,
            "login": body.login,
            "title": body.title,
        }
