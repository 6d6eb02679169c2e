"""Answers that are ready go out in one piece: uvicorn's way of two messages takes each header apart once more."""

from __future__ import annotations

from functools import partial

from uvicorn.protocols.http.httptools_impl import HEADER_VALUE_RE, STATUS_LINE, RequestResponseCycle

from api.answers import WHOLE, Header


def offer(cycle: RequestResponseCycle) -> None:
    """Offer the application of a request to take its answer whole, by an ASGI extension."""
    cycle.scope["extensions"] = {WHOLE: partial(_answer, cycle)}  # type: ignore[dict-item]  # a mapping for uvicorn


def _answer(cycle: RequestResponseCycle, status: int, headers: list[Header], body: bytes) -> bool:
    """Send an answer whose headers name its length; False where that takes uvicorn's own way, nothing being sent."""
    if (
        cycle.response_started
        or cycle.disconnected
        or not cycle.keep_alive
        or cycle.flow.write_paused
        or HEADER_VALUE_RE.search(b"".join([value for _, value in headers]))
    ):
        return False
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    lines = b"\r\n".join([b": ".join(header) for header in (*cycle.default_headers, *headers)])
    cycle.transport.write(b"".join((STATUS_LINE[status], lines, b"\r\n\r\n", body)))
    cycle.message_event.set()
    cycle.on_response()
    return True
