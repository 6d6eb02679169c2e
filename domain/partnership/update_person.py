"""What the directory says about a person changes, or is erased."""

from __future__ import annotations

from typing import get_args

from msgspec import UNSET, UnsetType

from domain.acting import Act, Body, Role
from domain.fields import Line
from domain.partnership.details import Email, Login
from domain.partnership.events import Detail, PersonDetailsChanged
from domain.partnership.member import Known
from domain.partnership.refusals import NotYours, PersonUnknown
from domain.refusals import Refusal

ERASED = ""  # what the directory takes for an entry to be erased; one that is not given stays
DETAILS: tuple[Detail, ...] = get_args(Detail)


class ChangedDetails(Body):
    """The entries to change; null erases one."""

    name: Line | UnsetType = UNSET
    email: Email | UnsetType | None = UNSET
    login: Login | UnsetType | None = UNSET
    title: Line | UnsetType | None = UNSET


class NothingChanged(Refusal):
    """At least one entry has to be given."""

    rule = "partnership.nothing-changed"


class UpdatePerson(Act[ChangedDetails]):
    """Mend a person's entries in the directory; the ledger says which ones, not what they say."""

    name = "update-person"
    may = frozenset({Role.OWNER, Role.FACILITATOR, Role.PERSON})
    body_type = ChangedDetails
    subject_type = "per"
    minutable = False

    def prepare(self) -> None:
        """Read whether the person is known."""
        self.person = self.know(Known(self.subject))

    def decide(self) -> None:
        """Refuse unknown people, other people's entries, and no entry at all."""
        self.require(self.person.known, PersonUnknown(f"{self.subject} is not known here."))
        self.check(
            self.subject == self.context.actor or self.roles() & {Role.OWNER, Role.FACILITATOR},
            NotYours("These are another person's details."),
        )
        given: dict[Detail, str | None] = {
            detail: value for detail in DETAILS if (value := getattr(self.body, detail)) is not UNSET
        }
        self.check(given, NothingChanged(f"None of {', '.join(DETAILS)} is given."))
        self.record(PersonDetailsChanged(person=self.subject, details=tuple(given)))
        self.directory[self.subject] = {str(detail): value or ERASED for detail, value in given.items()}
