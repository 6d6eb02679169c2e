"""Cursors: opaque, signed, bound to the list and the filters that they continue."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import Any

import msgspec

from api.problems import CURSOR_INVALID, Fault, Problem

SIGNATURE_BYTES = 12
_encode = msgspec.json.Encoder().encode


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a list goes on: its name, its filters as given on the first page, the key of the last row."""

    of: str
    query: dict[str, Any]
    after: list[Any]


_decode = msgspec.json.Decoder(Cursor).decode


def write_cursor(secret: bytes, cursor: Cursor) -> str:
    """Write a cursor as text for a URL."""
    content = _encode(cursor)
    return base64.urlsafe_b64encode(_sign(secret, content) + content).rstrip(b"=").decode("ascii")


def read_cursor(secret: bytes, text: str, list_name: str) -> Cursor:
    """Read a cursor; raises the problem for one that is not ours, was altered or belongs to another list."""
    try:
        signed = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        signature, content = signed[:SIGNATURE_BYTES], signed[SIGNATURE_BYTES:]
        if hmac.compare_digest(signature, _sign(secret, content)):
            cursor = _decode(content)
            if cursor.of == list_name:
                return cursor
    except (UnicodeEncodeError, binascii.Error, msgspec.DecodeError):
        pass
    detail = "It is not a cursor of this list."
    raise Problem(CURSOR_INVALID, detail, [Fault(pointer="/cursor", detail=detail)])


def _sign(secret: bytes, content: bytes) -> bytes:
    return hmac.new(secret, b"cursor:" + content, hashlib.sha256).digest()[:SIGNATURE_BYTES]
