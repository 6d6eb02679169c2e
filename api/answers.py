"""Answers: a status, headers and bytes that are ready to be sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

import msgspec
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

Header = tuple[bytes, bytes]
WHOLE: Final = "accord.whole"  # what a server calls the extension by which it takes an answer at once

JSON: Final[Header] = (b"content-type", b"application/json")
JSON_PROBLEM: Final[Header] = (b"content-type", b"application/problem+json")
HTML: Final[Header] = (b"content-type", b"text/html; charset=utf-8")
TEXT: Final[Header] = (b"content-type", b"text/plain; charset=utf-8")
NO_SNIFFING: Final[Header] = (b"x-content-type-options", b"nosniff")
REVALIDATE: Final[Header] = (b"cache-control", b"private, no-cache")


class Answer(msgspec.Struct):
    """What goes back to the client; `headers` may grow until it is sent. `items`: how many things it shows."""

    status: int
    body: bytes
    headers: list[Header]
    items: int = 1


class Streamed(Answer, kw_only=True):
    """An answer whose body comes in pieces; `body` stays empty. A fault on the way cuts the connection off."""

    chunks: AsyncIterator[bytes]


class Sending(ASGIResponse):
    """Hands an answer to the server; without its body for HEAD, whose Content-Length is that of the GET."""

    def __init__(self, answer: Answer, *, without_body: bool = False) -> None:
        self.answer = answer
        self.without_body = without_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the ASGI signature
        """Send status, headers and body."""
        answer = self.answer
        headers = answer.headers
        if answer.status not in {204, 304} and not isinstance(answer, Streamed):
            headers.append((b"content-length", str(len(answer.body)).encode()))
            headers.append(NO_SNIFFING)
            whole: Any = (scope.get("extensions") or {}).get(WHOLE)
            if whole and not self.without_body and whole(answer.status, headers, answer.body):
                return
        else:
            headers.append(NO_SNIFFING)
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        if isinstance(answer, Streamed) and not self.without_body:
            async for chunk in answer.chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send(
            {"type": "http.response.body", "body": b"" if self.without_body else answer.body, "more_body": False}
        )
