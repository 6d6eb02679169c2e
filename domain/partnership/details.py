"""Personal data: taken in by a few commands, kept in the directory beside the ledger, never in an event."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from domain.fields import Line

Email = Annotated[
    str,
    Meta(max_length=254, pattern="^[^@\\u0000-\\u0020]+@[^@\\u0000-\\u0020]+$(?!\\n)", examples=["kim@example.org"]),
]
Login = Annotated[
    str, Meta(min_length=1, max_length=200, pattern="^[^\\u0000-\\u0020]+$(?!\\n)", examples=["kim.larsen"])
]


class PersonDetails(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What people call somebody. `login` is the name that a sign-on service knows the person by."""

    name: Line
    email: Email | None = None
    login: Login | None = None
    title: Line | None = None

    def entries(self) -> dict[str, str | None]:
        """The directory's entries for the person."""
        return {"name": self.name, "email": self.email, "login": self.login, "title": self.title}
