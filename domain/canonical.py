"""Content hashes (rule G4): SHA-256 of the RFC 8785 JSON of a revision's content.

msgspec writes RFC 8785 too, many times faster than rfc8785 does, unless a value has numbers other than small integers
or keys that UTF-16 sorts differently. What might have either goes to rfc8785.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import msgspec
import rfc8785

_encode = msgspec.json.Encoder(order="sorted").encode
# behind what comes before a number: many digits, a fraction or an exponent. Texts may look like it too: only slower
_other_number = re.compile(rb"[:,\[]-?(?:[0-9]{16}|[0-9]+[.eE])").search
# the first byte of a character beyond U+FFFF
_surrogates = re.compile(rb"[\xf0-\xf4]").search


def canonical(content: Any) -> bytes:
    """Write any msgspec value as RFC 8785 JSON, in UTF-8."""
    written = _encode(content)
    if (
        written.startswith(b"{")
        and b"null" not in written  # msgspec also writes it for what is not a number
        and not _other_number(written)
        and (written.isascii() or not _surrogates(written))
    ):
        return written
    return rfc8785.dumps(msgspec.to_builtins(content))


def content_hash(content: Any) -> str:
    """Hash a revision's content: any msgspec value; answers 64 hexadecimal characters."""
    return hashlib.sha256(canonical(content)).hexdigest()
