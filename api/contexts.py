"""From a request to the domain's context: who acts, on which ground, and what the request stands for."""

from __future__ import annotations

import re
from functools import partial

from msgspec.structs import replace

from api.asking import Ask
from api.bodies import check_declared
from api.living import Living
from api.problems import HEADER_INVALID, Fault, Problem
from domain.acting import Body
from domain.kernel import Context
from eventstore.hiding import fresh_salt, pseudonym
from eventstore.idempotency import Idempotency, request_digest

_KEY = re.compile(rb"[\x21-\x7e]{1,200}")
_CORRELATION = re.compile(rb"[0-9A-Za-z._:/-]{1,100}")


async def sent_body(ask: Ask, *, needed: bool) -> bytes:
    """The request's body; where nothing in it is required, no body at all means `{}`."""
    headers = ask.headers
    if not needed and b"content-type" not in headers:
        body = await ask.body()
        if not body:
            return b"{}"
        check_declared(None, None)
    check_declared(headers.get(b"content-type"), headers.get(b"content-length"))
    return await ask.body()


def idempotency_of(ask: Ask, secret: bytes, body: bytes) -> Idempotency | None:
    """The `Idempotency-Key` with the digest of method, path and body; None where the client sent none."""
    key = ask.headers.get(b"idempotency-key")
    if key is None:
        return None
    if sum(name == b"idempotency-key" for name, _ in ask.scope["headers"]) > 1:
        raise _wrong("Idempotency-Key", "It is sent twice.")
    if not _KEY.fullmatch(key):
        raise _wrong("Idempotency-Key", "It takes 1 to 200 printable ASCII characters without spaces.")
    return Idempotency(key.decode("ascii"), request_digest(secret, ask.method, ask.instance, body))


def correlation_of(ask: Ask) -> str | None:
    """The `Correlation-Id` that the client wants on the events; None where it sent none."""
    text = ask.headers.get(b"correlation-id")
    if text is None:
        return None
    if not _CORRELATION.fullmatch(text):
        raise _wrong("Correlation-Id", "It takes 1 to 100 letters, digits and . _ : / -")
    return text.decode("ascii")


def _wrong(name: str, detail: str) -> Problem:
    return Problem(HEADER_INVALID, f"{name}: {detail}", [Fault(pointer=f"/{name}", detail=detail)])


def first_hand(living: Living, ask: Ask, body: Body) -> Context:
    """The context of an act that the caller does now."""
    caller, services = ask.caller, living.services
    return Context(
        workspace=ask.workspace.slug,
        sides=ask.workspace.sides,
        actor=caller.holder,
        now=services.clock(),
        new_id=services.new_id,
        credential=caller.credential,
        scopes=caller.scopes,
        occurred_at=body.occurred_at,
        correlation=correlation_of(ask),
        new_salt=fresh_salt,
        pseudonym=partial(pseudonym, services.secret),
    )


def minuted(living: Living, ask: Ask, body: Body) -> Context:
    """The context of another person's act, taken from the minutes of a meeting."""
    if body.minuted is None:
        raise ValueError("this act is first-hand")
    return replace(
        first_hand(living, ask, body),
        actor=body.minuted.actor,
        recorder=ask.caller.holder,
        basis="minuted",
        meeting=body.minuted.meeting,
    )
