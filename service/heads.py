"""Requests whose head never ends: uvicorn keeps all of it, so it is measured, before anyone has shown a key."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from service.whole_answers import offer

MOST = 64 * 1024


class BoundedHeads(HttpToolsProtocol):
    """uvicorn's protocol, ending connections that send more than 64 KiB before their headers are complete."""

    _head = 0
    _complete = False

    def data_received(self, data: bytes) -> None:
        """Pass bytes on; refuse once a head has grown too large."""
        super().data_received(data)
        if self._complete or self.transport.is_closing():
            return
        self._head += len(data)
        if self._head > MOST:
            self.send_400_response("The head of the request is too large.")

    def on_message_begin(self) -> None:
        """Measure anew with each request."""
        self._head, self._complete = 0, False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Measure no further: bodies have their own limit."""
        self._complete = True
        before = self.cycle
        super().on_headers_complete()
        if self.cycle is not before:
            offer(self.cycle)
