"""Routes as data: what an act or a read is, from which both the handlers and the OpenAPI document come."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from api.answers import Answer
from api.asking import Ask
from api.living import Living
from api.recorded import RecordedAct
from domain.acting import Act as Command

ROOT = "/v1/workspaces/{workspace}"
AUDITED = ("/record", "/proof")
PARAMETER = re.compile(r"{([a-z]+)}")
Reader = Callable[[Living, Ask], Awaitable[Answer]]

# the path parameter that names a subject, by the prefix of its id
PARAMETERS = {
    "per": "person",
    "team": "team",
    "del": "delegation",
    "mtg": "meeting",
    "key": "key",
    "opp": "opportunity",
    "dec": "decision",
    "evt": "event",
    "sig": "signal",
    "okr": "objectives",
    "ben": "benefit",
    "trk": "link",
    "doa": "definition",
    "kata": "kata",
    "bst": "brainstorm",
    "vsm": "map",
    "asm": "assessment",
}


class NoQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No query parameters."""


class ActQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an act is to be run."""

    dry_run: Annotated[
        bool, Meta(description="Answer what the act would record, or every refusal at once; record nothing.")
    ] = False


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A command that one POSTs. `path` follows `root`: the workspace, for all but one.

    `subject` is the path parameter that names the subject; without it the act makes a new one (where the command has a
    subject type) or concerns the workspace. `keyed` is the parameter of a new subject that the body itself names, in
    its field `key`. `fills` maps path parameters to fields of the body, `withheld` are fields that no client sends.
    `scope` is what the key needs. `doing` runs the act in another way than the generic one. `resumes` says
    what it answers with 200 although it is no dry run. `located` is the path to look at afterwards, where that is not
    the act's own path or the subject's. `example` is a body; `asks` names those of its fields that the schema does not
    require but hardly anybody can do without.
    """

    path: str
    command: type[Command[Any]]
    root: str = ROOT
    subject: str = ""
    keyed: str = ""
    fills: Mapping[str, str] = {}
    withheld: tuple[str, ...] = ()
    scope: str = "write"
    before_acceptance: bool = False
    doing: Callable[[Act, Living], Callable[[Ask], Awaitable[Answer]]] | None = None
    answers: Any = RecordedAct
    resumes: str = ""
    located: str | None = None
    example: Mapping[str, Any] = {}
    asks: tuple[str, ...] = ()

    @property
    def full_path(self) -> str:
        """The path from the root."""
        return self.root + self.path

    @property
    def operation(self) -> str:
        """The operation id, from the command's name."""
        head, *rest = self.command.name.split("-")
        return head + "".join(word.capitalize() for word in rest)

    @property
    def tag(self) -> str:
        """The section of the document: the first part of the path."""
        section = self.path.strip("/").partition("/")[0]
        return "workspaces" if section in {"", "archival", "name"} else section

    @property
    def creates(self) -> bool:
        """Whether the act makes a subject with an id or a key of its own."""
        return not self.subject and bool(self.command.subject_type or self.keyed)


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """Something to GET.

    `answers` is the type of the body (a media type instead, where it is no JSON); `also` are other media types that it
    may have. `etag` says whether the answer carries an entity tag. `public` reads need no key. `roles`: who may, where
    not everybody who takes part does.
    """

    path: str
    operation: str
    summary: str
    tag: str
    reader: Reader
    answers: Any
    also: tuple[str, ...] = ()
    query: type[msgspec.Struct] = NoQuery
    description: str = ""
    example: Any = None
    etag: bool = True
    public: bool = False
    rooted: bool = False
    scope: str = "read"
    roles: tuple[str, ...] = ()

    @property
    def full_path(self) -> str:
        """The path from the root."""
        return self.path if self.rooted else ROOT + self.path

    @property
    def audited(self) -> bool:
        """Whether it belongs to the audit area, the reading of which is recorded."""
        return not self.rooted and (self.path.startswith(("/audit", "/reports")) or self.path.endswith(AUDITED))


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """A POST that takes a file in as it arrives, however large it is."""

    path: str
    operation: str
    summary: str
    description: str
    tag: str
    run: Reader
    answers: Any
    media_type: str
    example: str
    scope: str = "admin"

    @property
    def full_path(self) -> str:
        """The path from the root."""
        return ROOT + self.path


def parameters_of(path: str) -> list[str]:
    """The names of the path parameters, in order."""
    return PARAMETER.findall(path)
