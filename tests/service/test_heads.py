"""A head without an end costs its sender the connection, a large body does not; answers go out whole."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn

from api.answers import WHOLE
from service.heads import MOST, BoundedHeads


async def echo(_scope: Any, receive: Any, send: Any) -> None:
    """Answer with the length of the body."""
    length, more = 0, True
    while more:
        message = await receive()
        length, more = length + len(message.get("body", b"")), message.get("more_body", False)
    text = str(length).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(text))]})
    await send({"type": "http.response.body", "body": text})


async def whole(scope: Any, _receive: Any, send: Any) -> None:
    """Answer at once, with the query as the value of a header; tell in the body whether that was taken."""
    headers = [(b"content-length", b"5"), (b"x-told", scope["query_string"].replace(b"_", b"\n"))]
    if not scope["extensions"][WHOLE](200, headers, b"whole"):
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"parts"})


@asynccontextmanager
async def connected(app: Any = echo) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection to a server with the protocol."""
    config = uvicorn.Config(app, http=BoundedHeads, ws="none", lifespan="off", log_config=None)
    config.load()
    state = uvicorn.server.ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: BoundedHeads(config=config, server_state=state, app_state={}, _loop=loop), "127.0.0.1", 0
    )
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
    try:
        yield reader, writer
    finally:
        writer.close()
        server.close()


@pytest.mark.parametrize("beginning", [b"GET /", b"GET / HTTP/1.1\r\nHost: a\r\nX: "])
async def test_a_head_without_end_is_cut(beginning: bytes) -> None:
    async with connected() as (reader, writer):
        writer.write(beginning + b"a" * (MOST + 1))
        assert (await reader.readline()).startswith(b"HTTP/1.1 400")
        assert (await reader.read()).endswith(b"too large.")


async def test_large_bodies_and_many_requests_pass() -> None:
    async with connected() as (reader, writer):
        for length in (MOST * 4, 3, MOST * 2):
            head = b"POST / HTTP/1.1\r\nHost: a\r\nX: %b\r\nContent-Length: %d\r\n\r\n" % (b"a" * (MOST // 2), length)
            writer.write(head + b"b" * length)
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
            await reader.readuntil(b"\r\n\r\n")
            assert await reader.readexactly(len(str(length))) == str(length).encode()


async def test_answers_go_out_whole_one_after_the_other() -> None:
    async with connected(whole) as (reader, writer):
        writer.write(b"GET /?one HTTP/1.1\r\nHost: a\r\n\r\n" * 3)
        for _ in range(3):
            head = await reader.readuntil(b"\r\n\r\n")
            assert head == b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\nx-told: one\r\n\r\n"
            assert await reader.readexactly(5) == b"whole"


async def test_the_last_answer_of_a_connection_goes_the_usual_way() -> None:
    async with connected(whole) as (reader, writer):
        writer.write(b"GET /?one HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        assert (b"connection: close" in head, body) == (True, b"parts")


async def test_no_header_holds_a_line_break() -> None:
    async with connected(whole) as (reader, writer):
        writer.write(b"GET /?one_two HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"x-told" not in await reader.read()
