"""One request as the handlers see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TypeVar
from urllib.parse import parse_qsl

import msgspec
from litestar.types import HTTPScope, Receive

from api.answers import Header
from api.authority import Caller
from api.bodies import LIMIT, too_large
from api.plain_words import plain, with_choices
from api.problems import MALFORMED, QUERY_INVALID, Fault, Problem
from eventstore.credentials import Credential
from eventstore.workspaces import Workspace

MOST_CHARACTERS = 200
Q = TypeVar("Q", bound=msgspec.Struct)


class Ask:
    """Path parameters, headers, query and body; `caller` and `workspace` are known once the key has been looked up.

    `credential` is there while the caller's key is only remembered, and nothing is answered before it is confirmed.
    """

    __slots__ = (
        "_receive",
        "caller",
        "credential",
        "headers",
        "instance",
        "method",
        "notes",
        "path",
        "scope",
        "workspace",
    )

    caller: Caller
    workspace: Workspace

    def __init__(self, scope: HTTPScope, receive: Receive) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.instance: str = scope["path"]
        path: dict[str, str] = scope["path_params"]
        self.path = path if "scope_" not in path else {name.rstrip("_"): value for name, value in path.items()}
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.notes: list[Header] = []
        self.credential: Credential | None = None
        self._receive = receive

    async def body(self) -> bytes:
        """The whole body; raises the 413 problem beyond 1 MiB."""
        received = b""
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise Problem(MALFORMED, "The connection ended before the body did.")
            received += message.get("body", b"")  # type: ignore[operator]
            if len(received) > LIMIT:
                raise too_large()
            if not message.get("more_body"):
                return received

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body as it arrives, however large it is."""
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise Problem(MALFORMED, "The connection ended before the body did.")
            yield message.get("body", b"")  # type: ignore[misc]
            if not message.get("more_body"):
                return

    def query(self, query_type: type[Q]) -> Q:
        """The query parameters as a struct; unknown, repeated and badly formed ones are a problem."""
        return read_query(self.scope["query_string"], query_type)


def read_query(text: bytes, query_type: type[Q]) -> Q:
    """Decode a query string into a struct of scalars."""
    values: dict[str, str] = {}
    if text:
        try:
            pairs = parse_qsl(text.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
        except ValueError:
            raise Problem(QUERY_INVALID, "The query string is malformed.") from None
        for name, value in pairs:
            if name in values:
                raise _wrong(name, "It is given twice.")
            if "\0" in value:
                raise _wrong(name, "It holds a NUL character.")
            if len(value) > MOST_CHARACTERS and name != "cursor":
                raise _wrong(name, f"It takes {MOST_CHARACTERS} characters at most.")
            values[name] = value
    try:
        query = msgspec.convert(values, query_type, strict=False)
    except msgspec.ValidationError as error:
        raise _unfit(str(error), query_type) from None
    for field, name in zip(query_type.__struct_fields__, query_type.__struct_encode_fields__, strict=True):
        if name in values and getattr(query, field) is None:  # msgspec takes the word `null` for no value
            raise _wrong(name, "It takes no null.")
    return query


def _unfit(error: str, query_type: type[msgspec.Struct]) -> Problem:
    """What msgspec says of parameters, in plain words and with what could stand there instead."""
    message, _, path = error.partition(" - at `$")
    if name := path.strip(".`"):
        return _wrong(name, f"{with_choices(plain(message), query_type, (name,))}.")
    name = message.partition("`")[2].partition("`")[0]
    if name in query_type.__struct_encode_fields__:
        return _wrong(name, "It has to be given.")
    known = ", ".join(query_type.__struct_encode_fields__) or "none"
    return _wrong(name, f"There is no such parameter here. There are: {known}.")


def _wrong(name: str, detail: str) -> Problem:
    return Problem(QUERY_INVALID, f"{name}: {detail}", [Fault(pointer=f"/{name}", detail=detail)])
