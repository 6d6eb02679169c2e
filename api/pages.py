"""Pages of lists: their size, their cursors, the link to the next one."""

from __future__ import annotations

import zlib
from typing import Annotated, Any

from msgspec import Meta

from api.answers import JSON, Answer
from api.asking import Ask
from api.cursors import Cursor, write_cursor
from api.living import Living
from api.preconditions import revalidated, weak_etag

Limit = Annotated[int, Meta(ge=1, le=200, description="How many items a page has at most.")]
CursorText = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=4000,
        pattern="^[A-Za-z0-9_-]+$(?!\\n)",
        description="`next` of the page before; it carries its filters.",
    ),
]
NextCursor = Annotated[str, Meta(max_length=4000, pattern="^[A-Za-z0-9_-]+$(?!\\n)")]
Shown = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]


def page_answer(
    living: Living,
    ask: Ask,
    items: list[str],
    *,
    name: str,
    query: dict[str, Any],
    after: list[Any] | None,
    position: int,
) -> Answer:
    """Answer one page: rendered items, the position that they show and the cursor of the next page, if there is one."""
    cursor = (
        write_cursor(living.services.secret, Cursor(list_of(ask, name), query, after)) if after is not None else None
    )
    body = "".join(
        (
            '{"items":[',
            ",".join(items),
            f'],"position":{position},"next":',
            "null" if cursor is None else f'"{cursor}"',
            "}",
        )
    ).encode()
    headers = [JSON, (b"accord-position", b"%d" % position)]
    if cursor is not None:
        headers.append((b"link", f'<{ask.instance}?cursor={cursor}>; rel="next"'.encode()))
    tag = weak_etag(f"{position}-{fingerprint(body)}")
    return revalidated(Answer(200, body, headers, len(items)), tag, ask.headers.get(b"if-none-match"))


def list_of(ask: Ask, name: str) -> str:
    """What a cursor is bound to: the list in this workspace."""
    return f"{ask.path.get('workspace', '')}/{name}"


def fingerprint(body: bytes) -> str:
    """A short digest of a body."""
    return f"{zlib.crc32(body):08x}"
